// SPDX-License-Identifier: Apache-2.0
// MADE-UP TEST DATA in the shape the server answers with. Titles, dates and the totals of the
// trade readings follow the facts of the example association; yearly values, deliveries, hashes of
// files and every identifier are invented so that the pages have something to show in tests.

export const as_of = new Date().toISOString().slice(0, 10);

const country = (code, alpha2, en, ...standings) => ({
  code,
  alpha2,
  name: { en },
  standings: standings.map(([status, from, until]) => ({ status, from, ...(until ? { until } : {}) })),
});
const founder = [["member", "2001-06-15"]];
const partner_2021 = [["dialogue-partner", "2015-07-10"]];

export const parties = [
  country("CHN", "CN", "China", ...founder),
  country("KAZ", "KZ", "Kazakhstan", ...founder),
  country("KGZ", "KG", "Kyrgyzstan", ...founder),
  country("RUS", "RU", "Russian Federation", ...founder),
  country("TJK", "TJ", "Tajikistan", ...founder),
  country("UZB", "UZ", "Uzbekistan", ...founder),
  country("IND", "IN", "India", ["observer", "2005-07-05", "2017-06-09"], ["member", "2017-06-09"]),
  country("PAK", "PK", "Pakistan", ["observer", "2005-07-05", "2017-06-09"], ["member", "2017-06-09"]),
  country("IRN", "IR", "Iran, Islamic Republic of", ["observer", "2005-07-05", "2023-07-04"], ["member", "2023-07-04"]),
  country("BLR", "BY", "Belarus", ["dialogue-partner", "2010-06-11", "2015-07-10"], ["observer", "2015-07-10", "2024-07-04"], ["member", "2024-07-04"]),
  country("MNG", "MN", "Mongolia", ["observer", "2004-06-17"]),
  country("AFG", "AF", "Afghanistan", ["observer", "2012-06-07"]),
  country("ARM", "AM", "Armenia", ...partner_2021),
  country("KHM", "KH", "Cambodia", ...partner_2021),
  country("NPL", "NP", "Nepal", ...partner_2021),
  country("LKA", "LK", "Sri Lanka", ["dialogue-partner", "2010-05-06"]),
  country("TUR", "TR", "Türkiye", ["dialogue-partner", "2012-06-07"]),
  {
    code: "SECRETARIAT",
    name: { en: "Secretariat (test)", ru: "Секретариат (тест)", zh: "秘书处（测试）" },
    standings: [{ status: "guest", from: "2004-01-15" }],
  },
].map((party) => ({ ...party, status_now: party.standings.at(-1).status }));

const source = {
  citation: "Speech at the 21st meeting of the Council of Heads of State, 17 September 2021",
  url: "https://example.org/speech",
};
const vintage = { dataset: "imf-imts", sha256: "ab".repeat(32), entry: 20 };
const bn = (tenths) => `${BigInt(tenths) * 100000000n}`;

/** Periods of a sum: tenths of a billion a year, and the straight-line need. */
function trade_periods(first, years, values, target_tenths) {
  let total = 0;
  return Array.from({ length: years }, (_, index) => {
    const value = values[index];
    const observed = value !== undefined;
    if (observed) total += value;
    return {
      period: String(first + index),
      ...(observed ? { value: bn(value), cumulative: bn(total) } : {}),
      needed: bn(Math.round((target_tenths * (index + 1)) / years)),
      rows: observed ? 14 : 0,
      observed,
    };
  });
}

function trade_reading(reading, label, first, values, partners, verdict) {
  const total = values.reduce((sum, one) => sum + one, 0);
  const left = 5 - values.length;
  const remaining = Math.max(0, 23000 - total);
  return {
    reading,
    label,
    state: "current",
    measure: {
      from: "statistics",
      dataset: "imf-imts",
      indicators: ["XG_FOB_USD", "MG_CIF_USD"],
      reporters: { text: "CHN", codes: ["CHN"] },
      partners,
    },
    aggregate: "sum",
    comparator: "at-least",
    target: "2300000000000",
    unit: "USD",
    window: { from: String(first), to: String(first + 4) },
    verdict,
    basis: "statistics",
    value: bn(total),
    share: (total / 23000).toFixed(4),
    elapsed: { periods: values.length, of: 5, share: (values.length / 5).toString() },
    ...(verdict === "met" ? {} : { remaining: bn(remaining), needed_per_period: bn(Math.round(remaining / left)) }),
    projection: bn(Math.round((total * 5) / values.length)),
    value_date: "2024",
    rows: partners.codes.length * 2 * values.length,
    vintages: [vintage],
    flags: ["awaiting-data:2025", ...(verdict === "met" ? [] : ["part-data:TJK:2024", "part-data:UZB:2023..2024"])],
    periods: trade_periods(first, 5, values, 23000),
  };
}

const members_2021 = {
  text: "members at 2021-09-17 except CHN",
  codes: ["IND", "KAZ", "KGZ", "PAK", "RUS", "TJK", "UZB"],
};
const members_now = { text: "members in 2024 except CHN", codes: [...members_2021.codes, "BLR", "IRN"].sort() };
const family = {
  text: "members, observers and dialogue partners except CHN",
  codes: parties.map((party) => party.code).filter((code) => code !== "CHN" && code !== "SECRETARIAT").sort(),
};

const trade = {
  pledge: "trade",
  kind: "pledge",
  by: ["CHN"],
  title: {
    en: "Cumulative trade with SCO countries of US$2.3 trillion in five years",
    ru: "Совокупный товарооборот со странами ШОС в 2,3 трлн долл. США за пять лет",
    zh: "五年内同上合组织国家累计贸易额达到 2.3 万亿美元",
  },
  text: { en: "Trade with SCO countries is to reach a cumulative 2.3 trillion US dollars in the next five years." },
  date: "2021-09-17",
  source,
  state: "current",
  due: "2025-12-31",
  readings: [
    trade_reading(
      "window-2021-25-members-2021",
      { en: "2021–2025, members when pledged", ru: "2021–2025, члены на дату обязательства", zh: "2021–2025 年，承诺时的成员" },
      2021, [3434, 4241, 4713, 4802], members_2021, "behind",
    ),
    trade_reading(
      "window-2021-25-members-each-year",
      { en: "2021–2025, members of 2024", ru: "2021–2025, члены в 2024 году", zh: "2021–2025 年，2024 年的成员" },
      2021, [3600, 4451, 4942, 5042], members_now, "behind",
    ),
    trade_reading(
      "window-2022-26-members-2021",
      { en: "2022–2026, members when pledged", ru: "2022–2026, члены на дату обязательства", zh: "2022–2026 年，承诺时的成员" },
      2022, [4241, 4713, 4802], members_2021, "on-track",
    ),
    trade_reading(
      "window-2021-25-family",
      { en: "2021–2025, with observers and dialogue partners", ru: "2021–2025, с наблюдателями и партнёрами по диалогу", zh: "2021–2025 年，含观察员和对话伙伴" },
      2021, [7012, 8145, 8795, 8898], family, "met",
    ),
  ],
};

/** A reading counted in places, workshops, projects: by confirmed or reported deliveries. */
function counted(reading, label, target, unit, value, verdict, basis, extra = {}) {
  const done = value === undefined ? {} : { value, share: (Number(value) / Number(target)).toFixed(4), remaining: String(Number(target) - Number(value)) };
  return {
    reading,
    label,
    state: "current",
    measure: { from: "deliveries", flow: "goods", stage: "received" },
    aggregate: "count",
    comparator: "at-least",
    target,
    unit,
    window: { from: "2021", to: "2024" },
    verdict,
    basis,
    ...done,
    rows: value === undefined ? 0 : 3,
    vintages: [],
    flags: [],
    periods: [],
    ...extra,
  };
}

const not_measurable = (label, reason) => ({
  reading: "as-said",
  label,
  state: "current",
  measure: { from: "none", reason },
  aggregate: "sum",
  comparator: "at-least",
  unit: "1",
  verdict: "not-measurable",
  basis: "none",
  rows: 0,
  vintages: [],
  reason: "no-public-series",
  flags: [],
  periods: [],
});

const as_said = { en: "As said", ru: "Как сказано", zh: "按原话" };
const pledge = (id, kind, title, readings, extra = {}) => ({
  pledge: id,
  kind,
  by: ["CHN"],
  title,
  date: "2021-09-17",
  source,
  state: "current",
  readings,
  ...extra,
});

const growth = (reading, label, value, verdict) => ({
  reading,
  label,
  state: "current",
  measure: { from: "statistics", dataset: "wb-gdp", indicators: ["NY.GDP.MKTP.CD"], reporters: members_2021 },
  aggregate: "growth",
  comparator: "rounds-to",
  target: "12",
  unit: "percent-per-year",
  baseline: { value: "1800000000000", period: "2001" },
  window: { from: "2001", to: "2020" },
  verdict,
  basis: "statistics",
  value,
  share: (Number(value) / 12).toFixed(4),
  value_date: "2020",
  rows: 40,
  vintages: [{ dataset: "wb-gdp", sha256: "cd".repeat(32), entry: 21 }],
  flags: [],
  periods: ["2001", "2005", "2010", "2015", "2020"].map((period, index) => ({
    period,
    value: String(1800000000000n * BigInt(10 + index * 22) / 10n),
    rows: 8,
    observed: true,
  })),
});

export const pledges = [
  trade,
  pledge(
    "vaccine-doses", "pledge",
    { en: "Two billion vaccine doses in the course of 2021", ru: "Два миллиарда доз вакцины в течение 2021 года", zh: "2021 年全年提供 20 亿剂疫苗" },
    [
      counted("reported", { en: "Doses dispatched, as reported", ru: "Отправленные дозы, по сообщениям", zh: "已发出剂量，据报告" }, "2000000000", "doses", "2031500000", "met", "reported", { window: { from: "2021", to: "2021" }, measure: { from: "deliveries", stage: "dispatched" }, remaining: undefined }),
      counted("confirmed", { en: "Doses received, confirmed by receivers", ru: "Полученные дозы, подтверждённые получателями", zh: "接收方确认收到的剂量" }, "2000000000", "doses", "1204000000", "missed", "confirmed", { window: { from: "2021", to: "2021" } }),
    ],
    { due: "2021-12-31" },
  ),
  pledge(
    "training-places", "pledge",
    { en: "1,000 training places on poverty alleviation in three years", ru: "1000 учебных мест по сокращению бедности за три года", zh: "三年内提供 1000 名减贫培训名额" },
    [
      counted("confirmed", { en: "Places used, confirmed", ru: "Использованные места, подтверждено", zh: "已使用名额，经确认" }, "1000", "places", "640", "behind", "confirmed", {
        measure: { from: "deliveries", stage: "used" },
        elapsed: { periods: 3, of: 4, share: "0.75" },
        needed_per_period: "360",
        periods: [["2021", "100"], ["2022", "340"], ["2023", "640"], ["2024", undefined]].map(([period, cumulative], index) => ({
          period,
          ...(cumulative ? { value: ["100", "240", "300"][index], cumulative } : {}),
          needed: String(250 * (index + 1)),
          rows: 1,
          observed: cumulative !== undefined,
        })),
      }),
    ],
    { due: "2024-09-17" },
  ),
  pledge(
    "luban-workshops", "pledge",
    { en: "Ten vocational (Lu Ban) workshops in three years", ru: "Десять мастерских Лу Баня за три года", zh: "三年内设立 10 个鲁班工坊" },
    [counted("opened", { en: "Workshops opened, reported", ru: "Открытые мастерские, по сообщениям", zh: "已开设工坊，据报告" }, "10", "workshops", "7", "on-track", "reported", { elapsed: { periods: 2, of: 3, share: "0.6667" }, needed_per_period: "3" })],
    { due: "2024-09-17" },
  ),
  pledge(
    "cooperation-projects", "pledge",
    { en: "Thirty cooperation projects in health, poverty relief, culture and education", ru: "Тридцать проектов сотрудничества в здравоохранении, борьбе с бедностью, культуре и образовании", zh: "三年内开展 30 个卫生健康、扶贫救助、文化教育合作项目" },
    [counted("received", as_said, "30", "projects", undefined, "not-due", "none")],
    { due: "2024-12-31" },
  ),
  pledge(
    "lending-facility", "pledge",
    { en: "Second phase of the lending facility of RMB 30 billion", ru: "Второй этап кредитного механизма на 30 млрд юаней", zh: "300 亿元人民币等值专项贷款二期" },
    [not_measurable(as_said, { en: "neither amounts nor dates of disbursement are public", ru: "ни суммы, ни даты выплат не опубликованы", zh: "拨付金额和日期均未公开" })],
  ),
  pledge(
    "youth-forum", "pledge",
    { en: "A youth forum on technology and innovation in 2022", ru: "Молодёжный форум по технологиям и инновациям в 2022 году", zh: "2022 年举办青年科技创新论坛" },
    [counted("held", as_said, "1", "forums", "1", "met", "reported", { window: { from: "2022", to: "2022" } })],
    { due: "2022-12-31" },
  ),
  pledge(
    "trade-institute", "pledge",
    { en: "A China–SCO business and trade institute", ru: "Китайско-шосовский институт экономики и торговли", zh: "中国—上合组织经贸学院" },
    [],
  ),
  pledge(
    "medicine-alliance", "proposal",
    { en: "An alliance of traditional-medicine industries", ru: "Союз предприятий традиционной медицины", zh: "传统医学产业联盟" },
    [counted("formed", as_said, "1", "alliances", undefined, "not-due", "none")],
  ),
  pledge(
    "growth-12-percent", "claim",
    { en: "Claim: total GDP and trade of members grew 12 % a year", ru: "Утверждение: ВВП и торговля членов росли на 12 % в год", zh: "陈述：成员国经济总量和对外贸易年均增长 12%" },
    [
      growth("gdp-current-same", { en: "GDP, current US$, same members", ru: "ВВП, текущие долл. США, те же члены", zh: "GDP，现价美元，同一批成员" }, "11.97", "met"),
      growth("gdp-constant-same", { en: "GDP, constant prices, same members", ru: "ВВП, постоянные цены, те же члены", zh: "GDP，不变价，同一批成员" }, "7.04", "missed"),
    ],
  ),
].map((one) => {
  const verdicts = {};
  for (const reading of one.readings) verdicts[reading.verdict] = (verdicts[reading.verdict] ?? 0) + 1;
  const known = new Set(one.readings.map((reading) => reading.verdict).filter((verdict) => verdict !== "not-due" && verdict !== "not-measurable"));
  return { ...one, verdicts, disagree: known.size > 1 };
});

export const deliveries = [
  { delivery: "training-2022-kgz", pledge: "training-places", provider: "CHN", receiver: "KGZ", kind: "people", stage: "used", quantity: "240", unit: "places", date: "2022-11-30", receipt: "confirmed", entry: 26 },
  { delivery: "training-2023-tjk", pledge: "training-places", provider: "CHN", receiver: "TJK", kind: "people", stage: "used", quantity: "300", unit: "places", date: "2023-10-12", receipt: "confirmed", entry: 28 },
  { delivery: "training-2024-uzb", pledge: "training-places", provider: "CHN", receiver: "UZB", kind: "people", stage: "received", quantity: "160", unit: "places", date: "2024-05-06", receipt: "disputed", receipt_reason: { en: "140 places were taken up" }, entry: 30 },
];

export const datasets = [
  {
    dataset: "imf-imts",
    title: { en: "International Merchandise Trade Statistics", ru: "Статистика международной торговли товарами", zh: "国际商品贸易统计" },
    source: { citation: "International Monetary Fund", url: "https://example.org/imts" },
    licence: "IMF terms of use",
    covers: { from: "2001", to: "2024" },
    vintages: [
      { sha256: "ab".repeat(32), file_name: "imts_by_partner.csv", bytes: 181200, retrieved: "2025-06-03", entry: 20, series: 44, observations: 1056, first: "2001", last: "2024", current: true },
      { sha256: "ba".repeat(32), file_name: "imts_by_partner_2024.csv", bytes: 172800, retrieved: "2024-06-10", entry: 14, series: 44, observations: 1012, first: "2001", last: "2023", current: false },
    ],
    used_by: trade.readings.map((one) => ({ pledge: "trade", reading: one.reading })),
  },
  {
    dataset: "wb-gdp",
    title: { en: "Gross domestic product, current US$" },
    source: { citation: "World Bank" },
    licence: "CC BY 4.0",
    covers: { from: "1960", to: "2024" },
    vintages: [
      { sha256: "cd".repeat(32), file_name: "gdp_current_usd.csv", bytes: 402000, retrieved: "2025-05-20", entry: 21, series: 217, observations: 13800, first: "1960", last: "2024", current: true },
    ],
    used_by: [{ pledge: "growth-12-percent", reading: "gdp-current-same" }],
  },
];

/** Rows of a dataset, invented so that paging has something to page through. */
export function dataset_rows(dataset) {
  const codes = members_2021.codes;
  return Array.from({ length: dataset === "imf-imts" ? 336 : 120 }, (_, index) => ({
    indicator: dataset === "imf-imts" ? (index % 2 ? "MG_CIF_USD" : "XG_FOB_USD") : "NY.GDP.MKTP.CD",
    reporter: "CHN",
    ...(dataset === "imf-imts" ? { partner: codes[Math.floor(index / 2) % codes.length] } : {}),
    unit: "USD",
    period: String(2001 + Math.floor(index / 14)),
    value: `${1000000 * (index + 1)}.25`,
    status: "final",
    line: index + 2,
  }));
}

export function explanation(one, reading) {
  if (reading.measure.from === "deliveries") {
    const rows = deliveries.filter((delivery) => delivery.pledge === one.pledge).map((delivery) => ({ delivery: delivery.delivery, period: delivery.date, value: delivery.quantity, counted: delivery.quantity, unit: delivery.unit }));
    return { pledge: one.pledge, reading: reading.reading, formula: `count of deliveries that reached ${reading.measure.stage}`, ...(reading.value ? { value: reading.value } : {}), rows };
  }
  if (reading.measure.from === "none") return { pledge: one.pledge, reading: reading.reading, formula: "none", rows: [] };
  const rows = reading.periods.filter((period) => period.observed).flatMap((period, at) =>
    (reading.measure.partners?.codes ?? reading.measure.reporters.codes).flatMap((partner, p) =>
      reading.measure.indicators.map((indicator, i) => ({
        dataset: reading.measure.dataset,
        vintage: reading.vintages[0].sha256,
        indicator,
        reporter: "CHN",
        partner,
        period: period.period,
        counted: String((at + 1) * 1000003000 + p * 7000000 + i),
        value: `${(at + 1) * 1000003000 + p * 7000000 + i}`,
        unit: "USD",
        status: "final",
        file: "imts_by_partner.csv",
        line: 2 + at + p * 24 + i,
      })),
    ),
  );
  return {
    pledge: one.pledge,
    reading: reading.reading,
    formula: `${reading.aggregate} over ${reading.window.from}..${reading.window.to} of ${reading.measure.indicators.join(" + ")}, reporter CHN, partners ${reading.measure.partners?.text ?? "none"}`,
    value: reading.value,
    rows,
  };
}
