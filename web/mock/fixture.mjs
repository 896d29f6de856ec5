// SPDX-License-Identifier: Apache-2.0
// MADE-UP TEST DATA in the shape the server answers with. Titles, dates and the totals of the
// trade readings follow the facts of the example association; yearly values, deliveries, hashes of
// files and every identifier are invented so that the pages have something to show in tests.

import { parties } from "./parties.mjs";

export const as_of = new Date().toISOString().slice(0, 10);

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
    ...(verdict === "met"
      ? {}
      : { remaining: bn(remaining), needed_per_period: bn(Math.round(remaining / left)) }),
    projection: bn(Math.round((total * 5) / values.length)),
    value_date: "2024",
    rows: partners.codes.length * 2 * values.length,
    vintages: [vintage],
    flags: [
      "awaiting-data:2025",
      ...(verdict === "met" ? [] : ["part-data:TJK:2024", "part-data:UZB:2023..2024"]),
    ],
    periods: trade_periods(first, 5, values, 23000),
  };
}

export const members_2021 = {
  text: "members at 2021-09-17 except CHN",
  codes: ["IND", "KAZ", "KGZ", "PAK", "RUS", "TJK", "UZB"],
};
const members_now = {
  text: "members in 2024 except CHN",
  codes: [...members_2021.codes, "BLR", "IRN"].sort(),
};
const family = {
  text: "members, observers and dialogue partners except CHN",
  codes: parties
    .map((party) => party.code)
    .filter((code) => code !== "CHN" && code !== "SECRETARIAT")
    .sort(),
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
  text: {
    en: "Trade with SCO countries is to reach a cumulative 2.3 trillion US dollars in the next five years.",
  },
  date: "2021-09-17",
  source,
  state: "current",
  due: "2025-12-31",
  readings: [
    trade_reading(
      "window-2021-25-members-2021",
      {
        en: "2021–2025, members when pledged",
        ru: "2021–2025, члены на дату обязательства",
        zh: "2021–2025 年，承诺时的成员",
      },
      2021,
      [3434, 4241, 4713, 4802],
      members_2021,
      "behind",
    ),
    trade_reading(
      "window-2021-25-members-each-year",
      {
        en: "2021–2025, members of 2024",
        ru: "2021–2025, члены в 2024 году",
        zh: "2021–2025 年，2024 年的成员",
      },
      2021,
      [3600, 4451, 4942, 5042],
      members_now,
      "behind",
    ),
    trade_reading(
      "window-2022-26-members-2021",
      {
        en: "2022–2026, members when pledged",
        ru: "2022–2026, члены на дату обязательства",
        zh: "2022–2026 年，承诺时的成员",
      },
      2022,
      [4241, 4713, 4802],
      members_2021,
      "on-track",
    ),
    trade_reading(
      "window-2021-25-family",
      {
        en: "2021–2025, with observers and dialogue partners",
        ru: "2021–2025, с наблюдателями и партнёрами по диалогу",
        zh: "2021–2025 年，含观察员和对话伙伴",
      },
      2021,
      [7012, 8145, 8795, 8898],
      family,
      "met",
    ),
  ],
};

/** A reading counted in places, workshops, projects: by confirmed or reported deliveries. */
function counted(reading, label, target, unit, value, verdict, basis, extra = {}) {
  const done =
    value === undefined
      ? {}
      : {
          value,
          share: (Number(value) / Number(target)).toFixed(4),
          remaining: String(Number(target) - Number(value)),
        };
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
  measure: {
    from: "statistics",
    dataset: "wb-gdp",
    indicators: ["NY.GDP.MKTP.CD"],
    reporters: members_2021,
  },
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
    value: String((1800000000000n * BigInt(10 + index * 22)) / 10n),
    rows: 8,
    observed: true,
  })),
});

export const pledges = [
  trade,
  pledge(
    "vaccine-doses",
    "pledge",
    {
      en: "Two billion vaccine doses in the course of 2021",
      ru: "Два миллиарда доз вакцины в течение 2021 года",
      zh: "2021 年全年提供 20 亿剂疫苗",
    },
    [
      counted(
        "reported",
        {
          en: "Doses dispatched, as reported",
          ru: "Отправленные дозы, по сообщениям",
          zh: "已发出剂量，据报告",
        },
        "2000000000",
        "doses",
        "2031500000",
        "met",
        "reported",
        {
          window: { from: "2021", to: "2021" },
          measure: { from: "deliveries", stage: "dispatched" },
          remaining: undefined,
        },
      ),
      counted(
        "confirmed",
        {
          en: "Doses received, confirmed by receivers",
          ru: "Полученные дозы, подтверждённые получателями",
          zh: "接收方确认收到的剂量",
        },
        "2000000000",
        "doses",
        "1204000000",
        "missed",
        "confirmed",
        { window: { from: "2021", to: "2021" } },
      ),
    ],
    { due: "2021-12-31" },
  ),
  pledge(
    "training-places",
    "pledge",
    {
      en: "1,000 training places on poverty alleviation in three years",
      ru: "1000 учебных мест по сокращению бедности за три года",
      zh: "三年内提供 1000 名减贫培训名额",
    },
    [
      counted(
        "confirmed",
        {
          en: "Places used, confirmed",
          ru: "Использованные места, подтверждено",
          zh: "已使用名额，经确认",
        },
        "1000",
        "places",
        "640",
        "behind",
        "confirmed",
        {
          measure: { from: "deliveries", stage: "used" },
          elapsed: { periods: 3, of: 4, share: "0.75" },
          needed_per_period: "360",
          periods: [
            ["2021", "100"],
            ["2022", "340"],
            ["2023", "640"],
            ["2024", undefined],
          ].map(([period, cumulative], index) => ({
            period,
            ...(cumulative ? { value: ["100", "240", "300"][index], cumulative } : {}),
            needed: String(250 * (index + 1)),
            rows: 1,
            observed: cumulative !== undefined,
          })),
        },
      ),
    ],
    { due: "2024-09-17" },
  ),
  pledge(
    "luban-workshops",
    "pledge",
    {
      en: "Ten vocational (Lu Ban) workshops in three years",
      ru: "Десять мастерских Лу Баня за три года",
      zh: "三年内设立 10 个鲁班工坊",
    },
    [
      counted(
        "opened",
        {
          en: "Workshops opened, reported",
          ru: "Открытые мастерские, по сообщениям",
          zh: "已开设工坊，据报告",
        },
        "10",
        "workshops",
        "7",
        "on-track",
        "reported",
        { elapsed: { periods: 2, of: 3, share: "0.6667" }, needed_per_period: "3" },
      ),
    ],
    { due: "2024-09-17" },
  ),
  pledge(
    "cooperation-projects",
    "pledge",
    {
      en: "Thirty cooperation projects in health, poverty relief, culture and education",
      ru: "Тридцать проектов сотрудничества в здравоохранении, борьбе с бедностью, культуре и образовании",
      zh: "三年内开展 30 个卫生健康、扶贫救助、文化教育合作项目",
    },
    [counted("received", as_said, "30", "projects", undefined, "not-due", "none")],
    { due: "2024-12-31" },
  ),
  pledge(
    "lending-facility",
    "pledge",
    {
      en: "Second phase of the lending facility of RMB 30 billion",
      ru: "Второй этап кредитного механизма на 30 млрд юаней",
      zh: "300 亿元人民币等值专项贷款二期",
    },
    [
      not_measurable(as_said, {
        en: "neither amounts nor dates of disbursement are public",
        ru: "ни суммы, ни даты выплат не опубликованы",
        zh: "拨付金额和日期均未公开",
      }),
    ],
  ),
  pledge(
    "youth-forum",
    "pledge",
    {
      en: "A youth forum on technology and innovation in 2022",
      ru: "Молодёжный форум по технологиям и инновациям в 2022 году",
      zh: "2022 年举办青年科技创新论坛",
    },
    [
      counted("held", as_said, "1", "forums", "1", "met", "reported", {
        window: { from: "2022", to: "2022" },
      }),
    ],
    { due: "2022-12-31" },
  ),
  pledge(
    "trade-institute",
    "pledge",
    {
      en: "A China–SCO business and trade institute",
      ru: "Китайско-шосовский институт экономики и торговли",
      zh: "中国—上合组织经贸学院",
    },
    [],
  ),
  pledge(
    "medicine-alliance",
    "proposal",
    {
      en: "An alliance of traditional-medicine industries",
      ru: "Союз предприятий традиционной медицины",
      zh: "传统医学产业联盟",
    },
    [counted("formed", as_said, "1", "alliances", undefined, "not-due", "none")],
  ),
  pledge(
    "growth-12-percent",
    "claim",
    {
      en: "Claim: total GDP and trade of members grew 12 % a year",
      ru: "Утверждение: ВВП и торговля членов росли на 12 % в год",
      zh: "陈述：成员国经济总量和对外贸易年均增长 12%",
    },
    [
      growth(
        "gdp-current-same",
        {
          en: "GDP, current US$, same members",
          ru: "ВВП, текущие долл. США, те же члены",
          zh: "GDP，现价美元，同一批成员",
        },
        "11.97",
        "met",
      ),
      growth(
        "gdp-constant-same",
        {
          en: "GDP, constant prices, same members",
          ru: "ВВП, постоянные цены, те же члены",
          zh: "GDP，不变价，同一批成员",
        },
        "7.04",
        "missed",
      ),
    ],
  ),
].map((one) => {
  const verdicts = {};
  for (const reading of one.readings)
    verdicts[reading.verdict] = (verdicts[reading.verdict] ?? 0) + 1;
  const known = new Set(
    one.readings
      .map((reading) => reading.verdict)
      .filter((verdict) => verdict !== "not-due" && verdict !== "not-measurable"),
  );
  return { ...one, verdicts, disagree: known.size > 1 };
});
