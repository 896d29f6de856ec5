// SPDX-License-Identifier: Apache-2.0
// MADE-UP TEST DATA: deliveries, and the rows behind a figure.

export const deliveries = [
  {
    delivery: "training-2022-kgz",
    pledge: "training-places",
    provider: "CHN",
    receiver: "KGZ",
    kind: "people",
    stage: "used",
    quantity: "240",
    unit: "places",
    date: "2022-11-30",
    receipt: "confirmed",
    entry: 26,
  },
  {
    delivery: "training-2023-tjk",
    pledge: "training-places",
    provider: "CHN",
    receiver: "TJK",
    kind: "people",
    stage: "used",
    quantity: "300",
    unit: "places",
    date: "2023-10-12",
    receipt: "confirmed",
    entry: 28,
  },
  {
    delivery: "training-2024-uzb",
    pledge: "training-places",
    provider: "CHN",
    receiver: "UZB",
    kind: "people",
    stage: "received",
    quantity: "160",
    unit: "places",
    date: "2024-05-06",
    receipt: "disputed",
    receipt_reason: { en: "140 places were taken up" },
    entry: 30,
  },
];

/** The rows a reading rests on, invented to the number it claims. */
export function explanation(one, reading) {
  if (reading.measure.from === "deliveries") {
    const rows = deliveries
      .filter((delivery) => delivery.pledge === one.pledge)
      .map((delivery) => ({
        delivery: delivery.delivery,
        period: delivery.date,
        value: delivery.quantity,
        counted: delivery.quantity,
        unit: delivery.unit,
      }));
    return {
      pledge: one.pledge,
      reading: reading.reading,
      formula: `count of deliveries that reached ${reading.measure.stage}`,
      ...(reading.value ? { value: reading.value } : {}),
      rows,
    };
  }
  if (reading.measure.from === "none")
    return { pledge: one.pledge, reading: reading.reading, formula: "none", rows: [] };
  const rows = reading.periods
    .filter((period) => period.observed)
    .flatMap((period, at) =>
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
