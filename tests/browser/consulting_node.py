# SPDX-License-Identifier: Apache-2.0
"""A small node in the middle of its work: an open proposal, a project, meetings, a concern, people."""
import datetime
import json
import subprocess

PARTIES = {"CHN": "member", "KAZ": "member", "RUS": "member", "MNG": "observer"}


def moment(days, clock="09:00:00"):
    """A UTC instant so many days from now."""
    day = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=days)
    return f"{day:%Y-%m-%d}T{clock}Z"


def words(en, ru, zh):
    return json.dumps({"en": en, "ru": ru, "zh": zh}, ensure_ascii=False)


class ConsultingNode:
    """Makes the record in `folder` with the program `comity`; `passwords` lets its people in."""

    def __init__(self, comity, folder):
        self.comity = comity
        self.folder = folder
        self.run("init", folder, "--origin", "desk.example.org")
        self.found()
        self.bodies_and_meetings()
        self.proposals()
        self.others()
        self.passwords = {name: self.act("people", "add", name, party=party, role=role).strip()
                          for name, party, role in [("li", "CHN", "act"), ("petrov", "RUS", "act"),
                                                    ("bat", "MNG", "observe")]}

    def run(self, *arguments):
        done = subprocess.run([self.comity, *arguments], check=False, text=True,
                              capture_output=True)
        if done.returncode:
            raise SystemExit(f"{arguments}: {done.stdout}{done.stderr}")
        return done.stdout

    def act(self, *name, **fields):
        options = []
        for field, value in fields.items():
            options += ["--" + field.replace("_", "-"), value if isinstance(value, str)
                        else json.dumps(value, ensure_ascii=False)]
        return self.run("--dir", self.folder, *name, *options)

    def found(self):
        self.act("found", name=words("Association of the Seven Rivers", "Ассоциация семи рек",
                                     "七河联合组织"),
                 founded="2001-06-15", languages="en,ru,zh")
        for party, status in PARTIES.items():
            self.act("admit", party=party, status=status, **{"from": "2001-06-15"})
            key = self.act("keys", "make", party).strip()
            self.act("register-key", party=party, key=key)
        self.act("set-rules", rules={
            "silence_seconds": 3600, "correction_seconds": 0, "circulation": "member",
            "consensus_minus_one": [], "procedure_by_majority": False, "four_eyes": False},
            reason=words("Short silences, to try.", "Короткие сроки, для пробы.", "试用短期限。"))

    def bodies_and_meetings(self):
        self.act("establish-body", body="council", level="ministers", members="member@period-end",
                 name=words("Council of Water Ministers", "Совет министров водного хозяйства",
                            "水利部长理事会"),
                 mandate=words("It prepares what the members decide on rivers.",
                               "Готовит решения членов о реках.", "筹备成员国关于河流的决定。"),
                 chair={"from": "2020-01-01", "months": 12, "order": ["CHN", "KAZ", "RUS"]})
        venue = words("House of Rivers, Almaty", "Дом рек, Алматы", "阿拉木图河流之家")
        for name, days, title in [("spring", -60, words("Spring session", "Весенняя сессия",
                                                        "春季会议")),
                                  ("autumn", 20, words("Autumn session", "Осенняя сессия",
                                                       "秋季会议"))]:
            agenda = [{"title": {"en": "Water levels", "ru": "Уровень воды", "zh": "水位"}}]
            self.act("call-meeting", meeting=name, body="council", title=title, venue=venue,
                     agenda=agenda,
                     time={"starts": moment(days, "05:00:00"), "ends": moment(days, "08:30:00"),
                           "local": moment(days, "10:00:00")[:16], "zone": "Asia/Almaty"})
        self.act("minute", meeting="spring", taken=[1],
                 attendance=[{"party": "CHN", "delegates": 4,
                              "headed_by": {"en": "Minister of Water", "ru": "Министр водного хозяйства",
                                            "zh": "水利部长"}},
                             {"party": "KAZ", "delegates": 3}, {"party": "RUS"}],
                 text=words("The council took note of the water levels.",
                            "Совет принял к сведению уровень воды.", "理事会注意到水位情况。"))

    def proposals(self):
        past = moment(-60)[:10]
        self.act("record-decision", proposal="gauges", kind="decision", body="council",
                 meeting="spring", date=past,
                 title=words("A gauge on each river", "Водомерный пост на каждой реке",
                             "每条河设一座水文站"),
                 text=words("Each member builds a gauge on each of its rivers within two years.",
                            "Каждый член за два года строит водомерный пост на каждой своей реке.",
                            "各成员国两年内在本国每条河上建一座水文站。"),
                 review=moment(700)[:10])
        # Sealed, the decision is adopted, and corrections of it are over.
        self.run("--dir", self.folder, "seal")
        self.act("assign-action", action="gauges-rus", decision="gauges", owner="RUS",
                 due=moment(-3)[:10],
                 text=words("Build the gauges on the rivers of Russia.",
                            "Построить посты на реках России.", "在俄罗斯河流上建水文站。"))
        self.circulate("school", "project", 3, "The members open a school of rivers in Almaty.\n"
                       "It admits forty students a year.")
        self.circulate("school-2", "project", 4, "The members open a school of rivers in Almaty.\n"
                       "It admits sixty students a year. Teaching is in three languages.",
                       replaces="school")
        self.circulate("markup", "decision", 2, "<script>alert(1)</script> is only text.")

    def circulate(self, name, kind, days, english, **more):
        self.act("circulate", author="CHN", proposal=name, kind=kind, deadline=moment(days),
                 body="council", title=words(f"Proposal “{name}” on rivers",
                                             f"Предложение «{name}» о реках", f"关于河流的提案“{name}”"),
                 text=words(english, "Члены открывают школу рек.\nВ ней шестьдесят учеников в год.",
                            "成员国开办河流学校。"), **more)

    def others(self):
        self.act("place-opinion", author="MNG", proposal="school-2", kind="opinion",
                 text=words("Mongolia would send students.", "Монголия направит учеников.",
                            "蒙古愿派遣学生。"))
        self.act("raise-concern", author="KAZ", concern="low-water", to="RUS", body="council",
                 due=moment(9)[:10], title=words("Low water", "Низкая вода", "水位偏低"),
                 text=words("The water below the dam has been low since spring.",
                            "Вода ниже плотины низкая с весны.", "春季以来坝下水位偏低。"),
                 wish=words("Release more in summer.", "Больше сбрасывать летом.", "夏季增加放水。"))
