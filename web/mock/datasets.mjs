// SPDX-License-Identifier: Apache-2.0
// MADE-UP TEST DATA: datasets, their vintages and rows.
import { members_2021, pledges } from "./fixture.mjs";

const trade = pledges.find((one) => one.pledge === "trade");

export const datasets = [
  {
    dataset: "imf-imts",
    title: {
      en: "International Merchandise Trade Statistics",
      ru: "Статистика международной торговли товарами",
      zh: "国际商品贸易统计",
    },
    source: { citation: "International Monetary Fund", url: "https://example.org/imts" },
    licence: "IMF terms of use",
    covers: { from: "2001", to: "2024" },
    vintages: [
      {
        sha256: "ab".repeat(32),
        file_name: "imts_by_partner.csv",
        bytes: 181200,
        retrieved: "2025-06-03",
        entry: 20,
        series: 44,
        observations: 1056,
        first: "2001",
        last: "2024",
        current: true,
      },
      {
        sha256: "ba".repeat(32),
        file_name: "imts_by_partner_2024.csv",
        bytes: 172800,
        retrieved: "2024-06-10",
        entry: 14,
        series: 44,
        observations: 1012,
        first: "2001",
        last: "2023",
        current: false,
      },
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
      {
        sha256: "cd".repeat(32),
        file_name: "gdp_current_usd.csv",
        bytes: 402000,
        retrieved: "2025-05-20",
        entry: 21,
        series: 217,
        observations: 13800,
        first: "1960",
        last: "2024",
        current: true,
      },
    ],
    used_by: [{ pledge: "growth-12-percent", reading: "gdp-current-same" }],
  },
];

/** Rows of a dataset, invented so that paging has something to page through. */
export function dataset_rows(dataset) {
  const codes = members_2021.codes;
  return Array.from({ length: dataset === "imf-imts" ? 336 : 120 }, (_, index) => ({
    indicator:
      dataset === "imf-imts" ? (index % 2 ? "MG_CIF_USD" : "XG_FOB_USD") : "NY.GDP.MKTP.CD",
    reporter: "CHN",
    ...(dataset === "imf-imts" ? { partner: codes[Math.floor(index / 2) % codes.length] } : {}),
    unit: "USD",
    period: String(2001 + Math.floor(index / 14)),
    value: `${1000000 * (index + 1)}.25`,
    status: "final",
    line: index + 2,
  }));
}
