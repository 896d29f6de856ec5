#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the small data files of examples/sco/data from the public files in ../shared.

extract_example_data.py            writes them
extract_example_data.py --check    says whether the files that are there are what it would write
"""
import csv
import decimal
import io
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SOURCES = ROOT.parent / "shared" / "data" / "statistics"
DATA = ROOT / "examples" / "sco" / "data"

PARTNERS = """AFG ARE ARM AZE BHR BLR EGY IND IRN KAZ KGZ KHM KWT LAO LKA MDV MMR MNG NPL PAK QAT RUS
SAU TJK TUR UZB""".split()
PARTIES = sorted(PARTNERS + ["CHN"])
YEARS = range(2001, 2025)
SKIPPED = 77  # for ctest: neither passed nor failed


def rows_of(name):
    with open(SOURCES / name, encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def plain(number):
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def trade():
    for row in sorted(rows_of("imf_imts_china_us_by_partner_2001_2024.csv"),
                      key=lambda row: row["SERIES_CODE"]):
        reporter, indicator, partner, _ = row["SERIES_CODE"].split(".")
        if reporter != "CHN" or partner not in PARTNERS:
            continue
        for year in YEARS:
            if row[str(year)]:
                yield reporter, indicator, partner, year, plain(decimal.Decimal(row[str(year)]) * 10**6)


def series(name, place, year, value):
    for row in sorted(rows_of(name), key=lambda row: (row[place], row[year])):
        if row[place].upper() in PARTIES and int(row[year]) in YEARS and row[value]:
            yield row[place].upper(), row[year], row[value]


def files():
    of_one = ("reporter", "year", "value")
    yield "trade.csv", ("reporter", "indicator", "partner", "year", "value"), trade()
    yield "gdp.csv", of_one, series("gdp_current_usd.csv", "Country Code", "Year", "Value")
    yield "population.csv", of_one, series("population.csv", "Country Code", "Year", "Value")
    yield "gdp-constant.csv", of_one, series("total_gdp_us_inflation_adjusted.csv", "geo", "time",
                                             "total_gdp_us_inflation_adjusted")


def main(arguments):
    if not SOURCES.is_dir():
        print(f"skipped: {SOURCES} is not here")
        return SKIPPED
    different = []
    for name, header, rows in files():
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
        path = DATA / name
        if arguments != ["--check"]:
            path.write_text(text.getvalue(), encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text.getvalue():
            different.append(name)
    for name in different:
        print(f"{name}: differs from what is extracted")
    return bool(different)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
