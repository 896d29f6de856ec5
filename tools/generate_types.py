#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints the TypeScript types of what the server answers: generate_types.py docs/openapi.json

The description of the API writes every object out where it stands; NAMES says what those that the
pages speak of are called, by the object and the member they are in. A member whose meaning is a
list of words, such as "none, confirmed, disputed", can be one of these and nothing else.
"""
import json
import re
import sys

NAMES = {
    "/association": "Association", "/parties": "Parties", "/parties/{party}": "PartyPage",
    "/scoreboard": "Scoreboard", "/pledges/{pledge}": "Pledge",
    "/pledges/{pledge}/readings/{reading}/explain": "Explanation", "/datasets": "Datasets",
    "/datasets/{dataset}": "DatasetPage", "/entries": "EntryList", "/entries/{index}": "Entry",
    "/proofs/{index}": "Proof", "/seals": "SealsPage", "SealsPage.seals": "Seal",
    "SealsPage.sealers": "Sealer", "SealsPage.terms": "Term", "Association.seal": "Seal",
    "Association.parties": "Party", "Parties.parties": "Party", "Party.status_now": "Status",
    "Party.standings": "Standing", "PartyPage.status_now": "Status",
    "PartyPage.standings": "Standing", "PartyPage.pledges_by": "PledgeSummary",
    "PartyPage.deliveries_in": "Delivery", "PartyPage.deliveries_out": "Delivery",
    "Scoreboard.pledges": "PledgeSummary", "PledgeSummary.readings": "Account",
    "Pledge.readings": "Account", "Pledge.deliveries": "Delivery", "Pledge.history": "HistoryLine",
    "Pledge.notes": "Note", "Account.verdict": "Verdict", "Explanation.verdict": "Verdict",
    "Account.basis": "Basis", "Account.measure": "Measure", "Account.periods": "PeriodValue",
    "Measure.partners": "PartySet", "Measure.reporters": "PartySet",
    "Explanation.rows": "ExplainRow", "Datasets.datasets": "Dataset",
    "Dataset.vintages": "Vintage", "DatasetPage.vintages": "Vintage",
    "DatasetPage.rows": "DatasetRow", "EntryList.entries": "EntryLine",
    "/scenarios": "Scenarios", "/scenarios/{scenario}": "Assessment",
    "/scenarios/{scenario}/draws": "ScenarioDraws", "Scenarios.scenarios": "ScenarioLine",
    "Assessment.parties": "AssessedParty", "Assessment.phases": "Phase",
    "Assessment.matrix": "TradeMatrix", "Assessment.sectors": "TradeMatrix",
    "Assessment.changes": "ScenarioChange", "Phase.effects": "EffectRow",
    "Phase.summary": "AssessmentSummary", "AssessmentSummary.members": "Together",
    "AssessmentSummary.outsiders": "Together", "AssessmentSummary.world": "Together",
    "Phase.certificate": "Certificate", "ScenarioDraws.draws": "ScenarioDraw",
    "/proposals": "Proposals", "Proposals.proposals": "ProposalLine",
    "/decisions": "Decisions", "Decisions.decisions": "ProposalLine",
    "ProposalLine.made": "Signed", "/proposals/{proposal}": "ProposalPage",
    "ProposalPage.made": "Signed", "ProposalPage.withdrawn": "Signed",
    "ProposalPage.objection_texts": "Objection", "Objection.said": "Signed",
    "ProposalPage.opinions": "Opinion", "Opinion.said": "Signed",
    "ProposalPage.participations": "Participation", "Participation.said": "Signed",
    "ProposalPage.papers": "Paper", "ProposalPage.actions": "ActionLine",
    "ProposalLine.status": "ProposalStatus", "ProposalPage.status": "ProposalStatus",
    "ActionLine.reports": "ActionReport", "ActionReport.said": "Signed",
    "/bodies": "Bodies", "Bodies.bodies": "BodyLine", "/bodies/{body}": "BodyPage",
    "BodyPage.meetings": "MeetingLine", "BodyPage.proposals": "ProposalLine",
    "BodyPage.actions": "ActionLine", "BodyPage.concerns": "Concern",
    "BodyPage.history": "Signed", "/meetings/{meeting}": "MeetingPage",
    "MeetingPage.follow_up": "FollowUp", "FollowUp.decisions": "ProposalLine",
    "FollowUp.actions": "ActionLine", "FollowUp.pledges": "PledgeInShort",
    "MeetingPage.agenda": "AgendaLine", "AgendaLine.papers": "Paper",
    "MeetingPage.decisions": "ProposalLine", "MeetingPage.minutes": "Minutes",
    "Minutes.said": "Signed", "Minutes.attendance": "Attendance",
    "MeetingPage.history": "Signed", "/concerns": "Concerns", "Concerns.concerns": "Concern",
    "Concern.raised": "Signed", "Concern.answers": "ConcernAnswer",
    "ConcernAnswer.said": "Signed", "Concern.escalations": "Escalation",
    "Escalation.said": "Signed", "Concern.closed": "Signed",
    "/needs": "Needs", "Needs.needs": "Need", "/session": "SignedIn",
    "/instruments": "InstrumentRegister", "/instruments/{instrument}": "Instrument",
    "/instruments-matrix": "InstrumentMatrix", "/parties/{party}/obligations": "Obligations",
    "InstrumentRegister.instruments": "InstrumentLine", "InstrumentLine.missing": "Missing",
    "InstrumentMatrix.instruments": "InstrumentLine", "InstrumentMatrix.cells": "MatrixCell",
    "InstrumentMatrix.parties": "MatrixColumn", "Instrument.missing": "Missing",
    "Instrument.parties": "InstrumentParty", "Instrument.reservations": "Reservation",
    "Instrument.actions": "InstrumentAction", "Instrument.notifications": "DepositaryNotice",
    "Reservation.towards": "ReservationTowards", "InstrumentParty.standing": "TreatyStanding",
    "Obligations.instruments": "Obligation", "Obligation.standing": "TreatyStanding",
}
PLAIN = {"string": "string", "integer": "number", "boolean": "boolean", None: "unknown"}
named = {}  # name -> its union, or the lines of its members
used = set()


def words(schema):
    """The only words a text can be, from its enum or from a meaning that lists them."""
    listed = re.fullmatch(r"(?:[^:]*: )?([a-z-]+(?:, [a-z-]+)*(?: or [a-z-]+)?)",
                          schema.get("description", ""))
    found = schema.get("enum") or re.split(", | or ", listed[1] if listed else "")
    return found if len(found) > 1 else []


def members(schema, owner):
    lines = []
    for name, member in schema["properties"].items():
        meaning = member["description"][:1].upper() + member["description"][1:]
        optional = "" if name in schema.get("required", []) else "?"
        lines.append(f"  /** {meaning}. */\n" if not words(member) else "")
        lines[-1] += f"  {name}{optional}: {type_of(member, owner, name)};"
    return lines


def type_of(schema, owner, name):
    place = owner if name is None else f"{owner}.{name}"
    kind = schema.get("type")
    if kind == "array":
        item = type_of(schema["items"], owner, name)
        return f"({item})[]" if " " in item and item[0] != "{" else f"{item}[]"
    if isinstance(schema.get("additionalProperties"), dict):
        value = type_of(schema["additionalProperties"], owner, name)
        return "Texts" if value == "string" else f"Partial<Record<string, {value}>>"
    if kind == "object":
        if place not in NAMES:
            return "{ " + "; ".join(
                f"{key}{'' if key in schema['required'] else '?'}: {type_of(part, place, key)}"
                for key, part in schema["properties"].items()) + " }"
        body = members(schema, NAMES[place])
    elif kind == "string" and words(schema):
        body = " | ".join(f'"{word}"' for word in words(schema))
        if place not in NAMES:
            return body
    else:
        return PLAIN[kind]
    used.add(place)
    if named.setdefault(NAMES[place], body) != body:
        sys.exit(f"{place}: {NAMES[place]} is already the name of something else")
    return NAMES[place]


def declaration(name, body):
    if isinstance(body, str):
        return f"export type {name} = {body};"
    bases = [other for other, lines in named.items()
             if isinstance(lines, list) and set(lines) < set(body)]
    base = max(bases, key=lambda other: len(named[other]), default=None)
    own = [line for line in body if line not in named.get(base, [])]
    return "\n".join([f"export interface {name}{f' extends {base}' if base else ''} {{", *own, "}"])


def main(openapi):
    with open(openapi, encoding="utf-8") as file:
        paths = json.load(file)["paths"]
    for path, name in NAMES.items():
        if path.startswith("/"):
            answer = paths["/api/v1" + path]["get"]["responses"]["200"]["content"]
            type_of(answer["application/json"]["schema"], path, None)
    if unused := NAMES.keys() - used:
        sys.exit("no such object or list of words: " + ", ".join(sorted(unused)))
    print("// SPDX-License-Identifier: Apache-2.0\n"
          "// What the server answers. Generated from docs/openapi.json by tools/generate_types.py;\n"
          "// tools/check --update-docs writes it anew. Amounts stay decimal strings from end to end."
          "\n\n/** A text in one or more of the association's languages. */\n"
          "export type Texts = Partial<Record<string, string>>;\n")
    print("\n\n".join(declaration(name, named[name]) for name in sorted(named)))


if __name__ == "__main__":
    main(*sys.argv[1:])
