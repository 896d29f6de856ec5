#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the small data files of examples/sco (data, scenarios) from the public files in ../shared.

extract_example_data.py            writes them
extract_example_data.py --check    says whether the files that are there are what it would write
"""
import csv
import decimal
import gzip
import io
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SOURCES = ROOT.parent / "shared" / "data" / "statistics"
TRADE = ROOT.parent / "shared" / "data" / "trade-model" / "baci_bilateral_2000_2020.csv.gz"
DATA = ROOT / "examples" / "sco" / "data"
SCENARIOS = ROOT / "examples" / "sco" / "scenarios"

PARTNERS = """AFG ARE ARM AZE BHR BLR EGY IND IRN KAZ KGZ KHM KWT LAO LKA MDV MMR MNG NPL PAK QAT RUS
SAU TJK TUR UZB""".split()
PARTIES = sorted(PARTNERS + ["CHN"])
YEARS = range(2001, 2025)
OTHERS = "AUS BRA CAN DEU FRA GBR IDN ITA JPN KOR MEX MYS SGP THA USA VNM ZAF".split()
WORLD = sorted(PARTIES + OTHERS) + ["ROW"]
WORLD_YEAR = "2019"
OWN_SALES_MIN = decimal.Decimal("0.1")  # of GDP, where exports leave less
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


def bilateral():
    """Exports in thousand US dollars, between the parties of the world and the rest of it."""
    trade = {}
    with gzip.open(TRADE, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["year"] == WORLD_YEAR:
                pair = tuple(row[who] if row[who] in WORLD else "ROW" for who in ("exporter", "importer"))
                trade[pair] = trade.get(pair, 0) + decimal.Decimal(row["value_kusd"])
    return trade


def gross_product():
    """In thousand US dollars; that of the rest is the world's less all others'."""
    found = {row["Country Code"]: decimal.Decimal(row["Value"]) / 1000
             for row in rows_of("gdp_current_usd.csv") if row["Year"] == WORLD_YEAR}
    found["ROW"] = found["WLD"] - sum(found[party] for party in WORLD if party != "ROW")
    return found


def world():
    trade, product = bilateral(), gross_product()
    for exporter in WORLD:
        exports = sum(trade.get((exporter, other), 0) for other in WORLD if other != exporter)
        own = max(product[exporter] - exports, OWN_SALES_MIN * product[exporter])
        for importer in WORLD:
            value = own if importer == exporter else trade.get((exporter, importer), decimal.Decimal(0))
            yield exporter, importer, plain(round(value, 3))


def files():
    of_one = ("reporter", "year", "value")
    yield DATA / "trade.csv", ("reporter", "indicator", "partner", "year", "value"), trade()
    yield DATA / "gdp.csv", of_one, series("gdp_current_usd.csv", "Country Code", "Year", "Value")
    yield DATA / "population.csv", of_one, series("population.csv", "Country Code", "Year", "Value")
    yield DATA / "gdp-constant.csv", of_one, series(
        "total_gdp_us_inflation_adjusted.csv", "geo", "time", "total_gdp_us_inflation_adjusted")
    yield SCENARIOS / "world-2019.csv", ("exporter", "importer", "value"), world()


def main(arguments):
    if not SOURCES.is_dir() or not TRADE.is_file():
        print(f"skipped: {SOURCES} or {TRADE} is not here")
        return SKIPPED
    different = []
    for path, header, rows in files():
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
        if arguments != ["--check"]:
            path.write_text(text.getvalue(), encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text.getvalue():
            different.append(path.relative_to(ROOT))
    for path in different:
        print(f"{path}: differs from what is extracted")
    return bool(different)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
