// SPDX-License-Identifier: Apache-2.0
// A stand-in for the server that serves MADE-UP TEST DATA and the built pages on loopback.
// Usage: node mock/server.mjs [port]
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { dataset_rows, datasets } from "./datasets.mjs";
import { deliveries, explanation } from "./evidence.mjs";
import { as_of, pledges } from "./fixture.mjs";
import { parties } from "./parties.mjs";
import { checkpoint, depositary_key, entries, origin, proof_of } from "./record.mjs";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));

/** What the real server sends with every page. */
export const content_security_policy =
  "default-src 'self'; img-src 'self' data:; object-src 'none'; " +
  "base-uri 'none'; frame-ancestors 'none'; form-action 'none'";

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

class NotThere extends Error {}

const found = (item, what) => {
  if (!item) throw new NotThere(`${what} is in the record`);
  return item;
};
const count_pages = (query, rows, size = 50) => {
  const offset = Number(query.get("offset") ?? 0);
  return rows.slice(offset, offset + Number(query.get("count") ?? size));
};
const summary_of = ({ text: _text, body: _body, raw: _raw, pledge: _pledge, ...line }) => line;

function association() {
  return {
    name: {
      en: "Shanghai Cooperation Organisation (test data)",
      ru: "Шанхайская организация сотрудничества (тестовые данные)",
      zh: "上海合作组织（测试数据）",
    },
    origin,
    languages: ["en", "ru", "zh"],
    founded: "2001-06-15",
    version: "0.1.0",
    depositary_key,
    sealed_by: "depositary",
    checkpoint,
    entries: entries.length,
    parties,
    counts: {
      pledges: pledges.length,
      readings: pledges.flatMap((one) => one.readings).length,
      datasets: datasets.length,
      deliveries: deliveries.length,
    },
  };
}

function pledge_page(id) {
  const one = found(
    pledges.find((pledge) => pledge.pledge === id),
    `pledge ${id}`,
  );
  return {
    ...one,
    history: entries
      .filter((entry) => entry.pledge === id)
      .map((entry) => ({
        entry: entry.index,
        kind: entry.kind,
        author: entry.author,
        time: entry.time,
        summary: entry.summary,
      })),
    deliveries: deliveries.filter((delivery) => delivery.pledge === id),
    notes:
      id === "trade"
        ? [
            {
              entry: 25,
              author: "CHN",
              time: "2024-01-08T09:25:00Z",
              text: { en: "The window is read from the year of the pledge (test note)." },
            },
          ]
        : [],
  };
}

function explain(id, rid, query) {
  const one = found(
    pledges.find((pledge) => pledge.pledge === id),
    `pledge ${id}`,
  );
  const reading = found(
    one.readings.find((account) => account.reading === rid),
    `reading ${rid}`,
  );
  const whole = explanation(one, reading);
  return { ...whole, rows_total: whole.rows.length, rows: count_pages(query, whole.rows) };
}

function party_page(code) {
  const party = found(
    parties.find((one) => one.code === code),
    `party ${code}`,
  );
  return {
    ...party,
    pledges_by: pledges.filter((one) => one.by.includes(code)),
    pledges_in: pledges.flatMap((one) =>
      one.readings
        .filter((reading) => reading.measure.partners?.codes.includes(code))
        .map((reading) => ({ pledge: one.pledge, reading: reading.reading, role: "partner" })),
    ),
    deliveries_out: deliveries.filter((one) => one.provider === code),
    deliveries_in: deliveries.filter((one) => one.receiver === code),
  };
}

function dataset_page(id, query) {
  const one = found(
    datasets.find((dataset) => dataset.dataset === id),
    `dataset ${id}`,
  );
  const rows = dataset_rows(id);
  return { ...one, rows_total: rows.length, rows: count_pages(query, rows) };
}

function entry(index) {
  const { pledge: _pledge, ...one } = found(entries[Number(index)], `entry ${index}`);
  return one;
}

const routes = [
  [/^\/association$/, () => association()],
  [/^\/scoreboard$/, (_, query) => ({ as_of: query.get("as_of") ?? as_of, pledges })],
  [/^\/pledges\/([^/]+)$/, ([id]) => pledge_page(id)],
  [
    /^\/pledges\/([^/]+)\/readings\/([^/]+)\/explain$/,
    ([id, rid], query) => explain(id, rid, query),
  ],
  [/^\/parties$/, () => ({ as_of, parties })],
  [/^\/parties\/([^/]+)$/, ([code]) => party_page(code)],
  [/^\/datasets$/, () => ({ datasets })],
  [/^\/datasets\/([^/]+)$/, ([id], query) => dataset_page(id, query)],
  [
    /^\/entries$/,
    (_, query) => ({
      size: entries.length,
      entries: count_pages(query, entries.map(summary_of).reverse()),
    }),
  ],
  [/^\/entries\/(\d+)$/, ([index]) => entry(index)],
  [/^\/proofs\/(\d+)$/, ([index]) => (entry(index), proof_of(Number(index)))],
  [
    /^\/openapi\.json$/,
    () => ({ openapi: "3.1.0", info: { title: "Test data", version: "0" }, paths: {} }),
  ],
  [/^\/health$/, () => ({ status: "ok", size: entries.length })],
];

function send_json(response, status, body) {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-cache" });
  response.end(JSON.stringify(body));
}

function answer_api(response, path, query) {
  if (path.endsWith(".csv")) {
    response.writeHead(200, { "content-type": "text/csv; charset=utf-8" });
    return response.end(
      "pledge,reading,verdict\r\n" +
        pledges
          .flatMap((one) =>
            one.readings.map(
              (reading) => `${one.pledge},${reading.reading},${reading.verdict}\r\n`,
            ),
          )
          .join(""),
    );
  }
  for (const [pattern, answer] of routes) {
    const match = pattern.exec(path);
    if (!match) continue;
    try {
      return send_json(response, 200, answer(match.slice(1).map(decodeURIComponent), query));
    } catch (error) {
      if (!(error instanceof NotThere)) throw error;
      return send_json(response, 404, {
        refusal: { code: "request.unknown", message: error.message, where: path },
      });
    }
  }
  return send_json(response, 404, {
    refusal: { code: "request.unknown", message: "a known path", where: path },
  });
}

async function answer_page(response, path) {
  const file = extname(path) ? normalize(path).replace(/^(\.\.[/\\])+/, "") : "index.html";
  try {
    const bytes = await readFile(join(dist, file));
    response.writeHead(200, {
      "content-type": types[extname(file)] ?? "application/octet-stream",
      "content-security-policy": content_security_policy,
    });
    response.end(bytes);
  } catch {
    response.writeHead(404, { "content-type": "text/plain" }).end("not found\n");
  }
}

/** Starts the stand-in; answers its address and how to stop it. */
export function start(port = 0) {
  const server = createServer((request, response) => {
    const address = new URL(request.url, "http://loopback");
    if (address.pathname.startsWith("/api/v1/")) {
      return answer_api(response, address.pathname.slice("/api/v1".length), address.searchParams);
    }
    return answer_page(response, address.pathname);
  });
  return new Promise((resolve) => {
    server.listen(port, "127.0.0.1", () => {
      resolve({
        url: `http://127.0.0.1:${server.address().port}`,
        stop: () =>
          new Promise((done) => {
            server.close(done);
            server.closeAllConnections();
          }),
      });
    });
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { url } = await start(Number(process.argv[2] ?? 8737));
  console.log(`made-up test data at ${url}`);
}
