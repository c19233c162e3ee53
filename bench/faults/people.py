"""The people of a committee at work over HTTP: they log, hand in and decide, and try again when it breaks."""

import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

from bench.desks import PASSWORD, Desk, code
from bench.faults.browser import Browser
from bench.faults.ledger import Acknowledged, Act, Answer, Ledger, Refused

DONE, KEPT_APART, UNREADABLE, FORBIDDEN = 302, 409, 422, 403
PATIENCE, PAUSE = 90.0, 0.5
YEARS_BACK = 4
CODE_PAGE = "/accounts/sign-in/code/"


class GaveUp(Exception):
    """The site stayed broken for longer than a person tries, or answered what makes no sense."""


@dataclass(frozen=True)
class Typed:
    """A form about one target, filled in: its fields, and the mark that tells it from every other."""

    path: str
    mark: str
    value: Decimal
    fields: Mapping[str, str]

    @property
    def token(self) -> str:
        """The token of the page it was typed in."""
        return self.fields["token"]


@dataclass
class Member:
    """A person with a browser, signed in."""

    email: str
    browser: Browser
    sign_outs: int = 0

    def sign_in(self) -> None:
        """Sign in, as often as it takes."""
        hidden = self.open("/accounts/sign-in/")
        fields = {**hidden, "login": self.email, "password": PASSWORD}
        answer = self.send("/accounts/sign-in/", fields, act="sign in")
        while answer.location.endswith(CODE_PAGE):
            hidden = self.open(CODE_PAGE)
            fields = {**hidden, "code": code(time.time())}
            answer = self.send(CODE_PAGE, fields, act="type the code", or_else=UNREADABLE)
            if answer.status == UNREADABLE:
                # It was used already, or its half minute was over: the next one comes.
                time.sleep(PAUSE)
                answer = replace(answer, location=CODE_PAGE)

    def open(self, path: str) -> dict[str, str]:
        """A page's hidden fields, as often as it takes."""
        found: dict[str, str] = {}

        def once() -> Answer:
            answer, hidden = self.browser.get(path, act=f"open {path.split('/')[-2]}")
            found.update(hidden)
            return answer

        insist(once, expected=frozenset({200}))
        return found

    def send(self, path: str, fields: Mapping[str, str], *, act: str, or_else: int = DONE) -> Answer:
        """Send a form until it is answered; `or_else` is another answer that makes sense to this person."""
        expected = frozenset({DONE, or_else})
        return insist(lambda: self.post(path, fields, act=act, expected=expected), expected=expected)

    def post(self, path: str, fields: Mapping[str, str], *, act: str, expected: frozenset[int]) -> Answer:
        """Send a form once."""
        return self.browser.post(path, fields, act=act, expected=expected)


def insist(ask: Callable[[], Answer], *, expected: frozenset[int]) -> Answer:
    """Ask until an answer comes that is not broken; whatever else is not expected ends it."""
    until = time.monotonic() + PATIENCE
    while (answer := ask()).is_broken and time.monotonic() < until:
        time.sleep(PAUSE)
    if answer.status not in expected or answer.signed_out:
        raise GaveUp(f"{answer.act}: {answer.status} {answer.location}")
    return answer


@dataclass
class Team:
    """A committee at work: who writes, who decides, and the list they keep."""

    desk: Desk
    reporter: Member
    deciders: list[Member]
    ledger: Ledger
    chance: random.Random
    one_token: bool = True  # off in a control: a form sent again counts as another
    written: int = 0
    troubles: list[str] = field(default_factory=list)

    def sign_in(self) -> None:
        """Everybody signs in."""
        for member in (self.reporter, *self.deciders):
            member.sign_in()

    def fill_in(self, target: str = "", **other: str) -> Typed:
        """Open the form about a target, any of them if none is named, and fill it in; `other` replaces fields."""
        target = target or self.chance.choice(self.desk.targets)
        path = f"/work/committees/{self.desk.slug}/targets/{target}/"
        hidden = self.reporter.open(f"{path}one-page/")
        self.written += 1
        mark, value = f"{self.desk.slug}:{self.written}", Decimal(self.chance.randint(4_000, 9_999))
        fields = {
            "csrfmiddlewaretoken": hidden["csrfmiddlewaretoken"],
            "token": hidden["token"],
            "answer": "figure",
            "value": str(value),
            "reference_on": str(datetime.now(UTC).year - self.chance.randint(1, YEARS_BACK)),
            "narrative": narrative(mark),
            "grade": "B",
            "first_url": "https://stats.example.org/yearbook",
            "first_title": "Yearbook",
            "conflict": "none",
        }
        return Typed(path=path, mark=mark, value=value, fields={**fields, **other})

    def again(self, typed: Typed) -> Typed:
        """The form as it is sent once more: the same token, except where a control gives each sending its own."""
        if self.one_token:
            return typed
        return replace(typed, fields={**typed.fields, "token": str(uuid4())})

    def log(self, typed: Typed) -> Acknowledged:
        """Send the form until it is kept, and note the draft."""
        forms = [typed]

        def once() -> Answer:
            sent = forms[-1]
            answer = self.reporter.post(sent.path, sent.fields, act="log", expected=frozenset({DONE}))
            if answer.is_broken:
                forms.append(self.again(typed))
            return answer

        answer = insist(once, expected=frozenset({DONE}))
        return self.note(Act.DRAFTED, forms[-1], answer)

    def note(self, act: Act, typed: Typed, answer: Answer) -> Acknowledged:
        """Note that a form was kept, with the report that it became."""
        uuid = answer.location.split("/")[3]
        kept = Acknowledged(act=act, mark=typed.mark, uuid=uuid, token=typed.token, value=typed.value)
        self.ledger.acknowledged.append(kept)
        return kept

    def hand_in(self, kept: Acknowledged) -> None:
        """Open the check page and send the report from there."""
        path = f"/work/reports/{kept.uuid}/check/"
        fields = {**self.reporter.open(path), "correction": "Counted again."}
        self.reporter.send(path, fields, act="hand in")
        self.ledger.acknowledged.append(replace(kept, act=Act.SUBMITTED))

    def handed_in(self, target: str = "") -> Acknowledged:
        """A report that waits for a decision."""
        kept = self.log(self.fill_in(target))
        self.hand_in(kept)
        return kept

    def decide(self, kept: Acknowledged) -> None:
        """Publish the report, or now and then send it back. "Already taken further" can only mean ourselves."""
        member, sends_back = self.chance.choice(self.deciders), self.chance.random() < 0.1
        hidden = member.open(f"/work/reports/{kept.uuid}/review/")
        step, act = ("send-back", Act.SENT_BACK) if sends_back else ("publish", Act.PUBLISHED)
        fields = {**hidden, **({"reason": "Name the page."} if sends_back else {})}
        member.send(f"/work/reports/{kept.uuid}/{step}/", fields, act=step, or_else=KEPT_APART)
        self.ledger.acknowledged.append(replace(kept, act=act))

    def be_refused(self) -> None:
        """Send a form that cannot be kept."""
        typed = self.fill_in(
            **self.chance.choice([{"value": "1_000"}, {"reference_on": "2999"}, {"grade": ""}])
        )
        expected = frozenset({UNREADABLE})
        insist(
            lambda: self.reporter.post(typed.path, typed.fields, act="log badly", expected=expected),
            expected=expected,
        )
        self.ledger.refused.append(Refused(Act.DRAFTED, typed.mark))

    def overstep(self) -> None:
        """Hand in a report, and try to publish it oneself; nobody else decides on it."""
        kept = self.handed_in()
        path = f"/work/reports/{kept.uuid}"
        hidden, expected = self.reporter.open(f"{path}/review/"), frozenset({FORBIDDEN})
        insist(
            lambda: self.reporter.post(
                f"{path}/publish/", hidden, act="publish one's own", expected=expected
            ),
            expected=expected,
        )
        self.ledger.refused.append(Refused(Act.PUBLISHED, kept.mark))

    def do_something(self) -> None:
        """One piece of work, mostly the whole way of a report."""
        drawn = self.chance.random()
        if drawn < 0.1:
            self.be_refused()
        elif drawn < 0.15:
            self.overstep()
        else:
            kept = self.log(self.fill_in())
            if drawn > 0.2:
                self.hand_in(kept)
            if drawn > 0.25:
                self.decide(kept)

    def work(self, ended: threading.Event, *, pause: float) -> None:
        """Work until it is over; whatever goes wrong is noted, and work goes on."""
        while not ended.is_set():
            try:
                self.do_something()
            except Exception as trouble:
                self.troubles.append(f"{self.desk.slug}: {trouble!r}")
                ended.wait(PAUSE)
            ended.wait(self.chance.uniform(0, 2 * pause))


def narrative(mark: str) -> str:
    """A text that carries the mark; `stored` finds it there again."""
    return f"[{mark}] Fewer than the year before."


def assemble(desk: Desk, address: str, ledger: Ledger, *, seed: str, one_token: bool) -> Team:
    """The people of a desk, each with a browser."""

    def member(email: str) -> Member:
        return Member(email=email, browser=Browser(address=address, ledger=ledger))

    return Team(
        desk=desk,
        reporter=member(desk.reporter),
        deciders=[member(email) for email in desk.deciders],
        ledger=ledger,
        chance=random.Random(f"{seed} {desk.slug}"),
        one_token=one_token,
    )
