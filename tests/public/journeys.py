"""Ten questions and the ways to their answers, click by click, in a small world made for them."""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from html import unescape
from urllib.parse import urlencode
from uuid import uuid4

from tests.cast import (
    DUE,
    LEVEL,
    apply_target,
    figure,
    make_cast,
    make_commitment,
    make_objective,
    make_target,
    make_user,
    published,
)
from tests.editions import frozen, make_round
from tests.pages import words
from tests.public.world import DISPLACED, world_example
from tracker.actions import replies
from tracker.actions.drain import recompute
from tracker.actions.targets import Wording
from tracker.models import FocalPoint, Process, Source

MOST_CLICKS = 3


@dataclass(frozen=True)
class Click:
    """A link by its words, or by their beginning where they end in dots; in the row that begins with other words."""

    words: str
    row: str = ""

    def fits(self, said):
        return said.startswith(self.words[:-1]) if self.words.endswith("…") else said == self.words


@dataclass(frozen=True)
class Find:
    """Words typed into the box in the head, and sent."""

    words: str


@dataclass(frozen=True)
class Journey:
    """A question, the way from the first page, and what stands on the last one, sentence by sentence."""

    question: str
    way: tuple
    answer: tuple = field(default=())

    def __str__(self):
        return self.question


JOURNEYS = [
    Journey(
        "which of Arcadia's targets are overdue",
        (Click("Places"), Click("Arcadia")),
        (
            "1 target is past its date without an answer. For 1 the last figure is too old to decide.",
            "Which they are GCM10-9 Commitment GCM10-9, by 2023 Overdue",
        ),
    ),
    Journey(
        "why is this red",
        (Click("Places"), Click("Arcadia"), Click("Missed", row="GCM07-1")),
        ("The figure for 2020 is 9 900 persons, 100 less than in 2018.", "the goal is not reached"),
    ),
    Journey(
        "why is this box of the heat map red",
        (Click("Heat map"), Click("Not met…", row="Arcadia")),
        ("Objective 7", "1 part, of which 1 applies.", "The mark: Not met."),
    ),
    Journey(
        "what did the State say",
        (Click("Places"), Click("Arcadia"), Click("GCM10-9 Commitment GCM10-9, by 2023")),
        ("What Arcadia replies", "The registers were counted twice.", "It changes no mark."),
    ),
    Journey(
        "what did a State say lately",
        (Click("Arcadia replied: GCM10-9 Commitment GCM10-9"),),
        ("The registers were counted twice.",),
    ),
    Journey(
        "what changed since the 2022 edition",
        (Click("Editions to cite"), Click("Review Forum 2022"), Click("What has changed since, and why")),
        (
            "3 of 7 targets of places have another mark.",
            "GCM10-9 · At most 4 000 by 2023 No data → became Overdue Arcadia",
        ),
    ),
    Journey(
        "what changed lately on objective 10",
        (Click("Objectives"), Click("Title 10")),
        ("What changed here", "Arcadia: GCM10-9 Commitment GCM10-9, by 2023", "New data"),
    ),
    Journey(
        "how much is known about objective 10",
        (Click("Objectives"), Click("Title 10")),
        ("1 of 4 targets have evidence. Coverage by weight: 25 %",),
    ),
    Journey(
        "who keeps this committee, and is it constituted",
        (Click("Committees"), Click("Committee of Arcadia")),
        ("Constituted: it may publish reports.", "Who holds seats Civil-Society Migrants Private-Sector"),
    ),
    Journey(
        "where does this figure come from, and is it verified",
        (Click("Why this mark? Fewer forced migrants than in 2018"), Click("2025")),
        ("taken over from a published series", "Series of the displaced (read by us)", "Evidence grade B"),
    ),
    Journey(
        "which States have reported nothing on objective 7",
        (Click("Objectives"), Click("Title 7"), Click("How each State stands on this objective…")),
        ("Of 1 State nothing was reported on this Which they are Borduria",),
    ),
    Journey(
        "what is due by 2030",
        (Click("By date"), Click("2030")),
        ("are due by 31 December 2030.", "What is not reported yet", "GCM10-9 Commitment GCM10-9"),
    ),
    Journey(
        "how is a mark computed",
        (Click("Method"),),
        ("share of the way = (figure − baseline) ÷ (goal − baseline)",),
    ),
    Journey(
        "what is said of detention",
        (Find("detension"), Click("Arcadia: GCM10-9…")),
        ("Detention centres were closed.",),
    ),
]


def make_world():
    """A target that is overdue, one that was missed, a reply, an edition of 2022, a series, and somebody silent."""
    cast = make_cast()
    detention, missed = cast.commitment, make_commitment("GCM07-1", objective=make_objective(7))
    later = make_target(detention, 12, Wording(**{**LEVEL, "title": "None by 2030", "due_on": DUE[12]}))
    early = make_target(missed, 2, Wording(**{**LEVEL, "title": "At most 4 000 by 2020", "due_on": DUE[2]}))
    for state in (cast.arcadia, cast.borduria):
        apply_target(later, state, baseline=Decimal(10_000))
    of_arcadia = apply_target(early, cast.arcadia, baseline=Decimal(10_000))
    apply_target(early, cast.borduria, baseline=Decimal(10_000))
    world_example("GCM02-1", 2, 12, DISPLACED, baseline=72_556_807, figure=119_254_738, year=2025)
    Source.objects.filter(code__startswith="series-").update(title="Series of the displaced", opened=True)
    process = Process.objects.create(code="talks", name="Talks", region="Here")
    process.members.add(cast.arcadia, cast.borduria)
    recompute()
    published(cast, figure(9_900, 2020), place_target=of_arcadia)
    report = published(cast, figure(7_000, 2021, narrative="Detention centres were closed."))
    _reply(cast, report)
    # Last: nothing is handed in on what a closed round was about. Of all this nothing was public in 2022.
    forum = make_round("imrf-2022", name="Review Forum 2022")
    frozen(forum, as_of=date(2022, 6, 1), by=cast.administrator)
    return cast


def _reply(cast, report):
    focal = make_user("focal")
    FocalPoint.objects.create(user=focal, place=cast.arcadia, starts_on=date(2020, 1, 1))
    replies.reply(report, "The registers were counted twice.", by=focal, token=uuid4())


class Reader:
    """Somebody on the first page who follows what the pages say and types no address."""

    def __init__(self, client):
        self._client, self.html, self.clicks = client, "", 0
        self._open("/")

    def take(self, step):
        """One click."""
        self.clicks += 1
        self._open(self._to(step))

    def _open(self, address):
        response = self._client.get(unescape(address).partition("#")[0])
        assert response.status_code == 200, address
        self.html = response.content.decode()

    def _to(self, step):
        if isinstance(step, Find):
            (form,) = re.findall(
                r'<form class="find"[^>]* action="([^"]*)".*?name="(\w+)"', self.html, re.DOTALL
            )
            return f"{form[0]}?{urlencode({form[1]: step.words})}"
        part = self._row(step.row) if step.row else self.html
        links = re.findall(r'<a\b[^>]*?href="?([^"\s>]+)"?[^>]*>(.*?)</a>', part, re.DOTALL)
        found = [href for href, text in links if step.fits(words(text))]
        assert found, (step, [words(text) for _href, text in links])
        return found[0]

    def _row(self, begins):
        rows = re.findall(r"<tr\b.*?(?=<tr\b|</table>)", self.html, re.DOTALL)
        found = [row for row in rows if words(row).startswith(begins)]
        assert found, (begins, [words(row)[:40] for row in rows])
        return found[0]
