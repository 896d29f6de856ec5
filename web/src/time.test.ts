// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { en } from "./messages/en.ts";
import { Words } from "./messages/index.ts";
import { ru } from "./messages/ru.ts";
import { is_whole_day, local_time, time_left, zoned, zoned_range } from "./time.ts";

const english = new Words("en", en);
const russian = new Words("ru", ru);
const now = Date.parse("2026-01-01T00:00:00Z");

describe("what is left", () => {
  it("is told by the two largest units", () => {
    expect(time_left(english, "2026-01-03T04:05:00Z", now)).toBe("2 days 4 hours");
    expect(time_left(english, "2026-01-01T01:01:00Z", now)).toBe("1 hour 1 minute");
    expect(time_left(english, "2026-01-01T00:00:30Z", now)).toBe("0 minutes");
  });
  it("takes the plural of the language", () => {
    expect(time_left(russian, "2026-01-06T02:00:00Z", now)).toBe("5 дней 2 часа");
  });
  it("is nothing at the very end and after it", () => {
    expect(time_left(english, "2026-01-01T00:00:00Z", now)).toBeUndefined();
    expect(time_left(english, "2025-12-31T00:00:00Z", now)).toBeUndefined();
    expect(time_left(english, "nonsense", now)).toBeUndefined();
  });
});

describe("times of a place", () => {
  it("are shown by its clocks, and in UTC where the zone is unknown", () => {
    expect(zoned(english, "2026-12-14T05:00:00Z", "Asia/Almaty")).toContain("10:00");
    expect(zoned(english, "2026-12-14T05:00:00Z", "Nowhere/Land")).toContain("05:00");
    expect(zoned(english, "nonsense")).toBe("nonsense");
    expect(local_time(english, "2026-12-14T10:00")).toBe("14 Dec 2026, 10:00");
  });
  it("name the day of a range once", () => {
    const range = zoned_range(english, "2026-12-14T05:00:00Z", "2026-12-14T08:30:00Z", "UTC");
    expect(range.match(/2026/g)).toHaveLength(1);
    expect(range).toMatch(/05:00.*08:30/);
  });
  it("may be the whole day, and not a long night", () => {
    expect(is_whole_day("2021-09-17T00:00", "2021-09-16T19:00:00Z", "2021-09-17T18:59:59Z")).toBe(
      true,
    );
    expect(is_whole_day("2021-09-17T10:00", "2021-09-17T05:00:00Z", "2021-09-18T05:00:00Z")).toBe(
      false,
    );
  });
});
