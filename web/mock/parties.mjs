// SPDX-License-Identifier: Apache-2.0
// MADE-UP TEST DATA: parties; most dates of standings are invented.

const country = (code, alpha2, en, ...standings) => ({
  code,
  alpha2,
  name: { en },
  standings: standings.map(([status, from, until]) => ({
    status,
    from,
    ...(until ? { until } : {}),
  })),
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
  country(
    "PAK",
    "PK",
    "Pakistan",
    ["observer", "2005-07-05", "2017-06-09"],
    ["member", "2017-06-09"],
  ),
  country(
    "IRN",
    "IR",
    "Iran, Islamic Republic of",
    ["observer", "2005-07-05", "2023-07-04"],
    ["member", "2023-07-04"],
  ),
  country(
    "BLR",
    "BY",
    "Belarus",
    ["dialogue-partner", "2010-06-11", "2015-07-10"],
    ["observer", "2015-07-10", "2024-07-04"],
    ["member", "2024-07-04"],
  ),
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
