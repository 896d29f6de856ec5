#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reads what we write with another program's reader, and compares offsets with Python's own zones.

independent.py PROGRAM   77: neither Debian's python3-icalendar nor another is here
"""
import datetime
import subprocess
import sys
import zoneinfo

try:
    import icalendar
except ImportError:
    print("python3-icalendar is not here")
    sys.exit(77)

UTC = datetime.timezone.utc


def utc(*fields):
    return datetime.datetime(*fields, tzinfo=UTC)


def compare(what, found, expected):
    if found != expected:
        sys.exit(f"{what}: found {found!r}, expected {expected!r}")


def compare_meeting(event):
    compare("sequence", event["SEQUENCE"], 3)
    compare("status", event["STATUS"], "CANCELLED")
    compare("summary", event["SUMMARY"],
            'Council; heads of state, \\ "open": 元首理事会 – Совет глав государств')
    compare("description", event["DESCRIPTION"],
            "First line\nsecond line, " + "x" * 200 + " 会议会议会议")
    compare("location", event["LOCATION"], "Hall A, Astana")
    compare("organiser", event["ORGANIZER"], "mailto:office@example.org")
    compare("organiser's words", event["ORGANIZER"].params["CN"].replace("^'", '"'),
            'The "Office", on duty; 办公室')
    compare("url", event["URL"], "https://example.org/meetings/1?a=1,2;b=3")
    # This reader's version 4 takes an escaped comma in a category for one that parts two.
    compare("categories", ",".join(map(str, event["CATEGORIES"].cats)), "council, heads,budget;2027")
    compare("changed", event["LAST-MODIFIED"].dt, utc(2026, 2, 3, 4, 5, 6))
    compare("stamp", event["DTSTAMP"].dt, utc(2026, 1, 1, 12))
    compare("start", event["DTSTART"].dt.astimezone(UTC), utc(2026, 10, 24, 20))
    compare("start's zone", event["DTSTART"].params["TZID"], "Europe/Berlin")
    compare("end", event["DTEND"].dt.astimezone(UTC), utc(2026, 10, 25, 1, 30))


def compare_calendar(program):
    text = subprocess.check_output([program])
    calendar = icalendar.Calendar.from_ical(text)
    compare("name", calendar["X-WR-CALNAME"], "Council, all bodies")
    events = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    compare("events", len(events), 4)
    compare_meeting(events["meeting-1@example.org"])
    day = events["day@example.org"]
    compare("day", (day["DTSTART"].dt, day["DTEND"].dt),
            (datetime.date(2028, 2, 29), datetime.date(2028, 3, 1)))
    compare("local time", events["new-york@example.org"]["DTSTART"].dt.replace(tzinfo=None),
            datetime.datetime(2050, 7, 1, 12))
    to_do, = calendar.walk("VTODO")
    compare("due", to_do["DUE"].dt, utc(2026, 12, 31, 23, 59, 59))
    compare("to do", (to_do["STATUS"], to_do["SUMMARY"]), ("NEEDS-ACTION", "Ratify"))
    compare_zones(calendar, events)


def compare_zones(calendar, events):
    """The VTIMEZONE alone, without the reader's own zones, gives the moment of each time."""
    zones = {str(zone["TZID"]): zone.to_tz() for zone in calendar.walk("VTIMEZONE")}
    compare("zones", sorted(zones), ["America/New_York", "Asia/Kathmandu", "Europe/Berlin"])
    for uid, zone, expected in (
            ("meeting-1@example.org", "Europe/Berlin", utc(2026, 10, 24, 20)),
            ("kathmandu@example.org", "Asia/Kathmandu", utc(2060, 7, 1, 6, 15)),
            ("new-york@example.org", "America/New_York", utc(2050, 7, 1, 16))):
        local = events[uid]["DTSTART"].dt.replace(tzinfo=None)
        compare(zone, zones[zone].localize(local).astimezone(UTC), expected)


def compare_offsets(program):
    lines = subprocess.check_output([program, "zones"], text=True).splitlines()
    epoch = utc(1970, 1, 1)
    zones = {}
    for line in lines:
        name, second, offset = line.split()
        if name not in zones:
            zones[name] = zoneinfo.ZoneInfo(name)
        moment = epoch + datetime.timedelta(seconds=int(second))
        found = moment.astimezone(zones[name]).utcoffset().total_seconds()
        compare(f"{name} at {moment}", found, int(offset))
    return len(lines)


compare_calendar(sys.argv[1])
print(f"calendar: another reader reads what was written; {compare_offsets(sys.argv[1])} offsets agree")
