"""What the people at work saw: every answer, what was acknowledged, and what was refused."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

NO_ANSWER = 0
OUT_OF_REACH = 503


class Act(StrEnum):
    """What somebody did, by the name that the record of acts gives it."""

    DRAFTED = "report.drafted"
    SUBMITTED = "report.submitted"
    PUBLISHED = "report.published"
    SENT_BACK = "report.sent_back"
    DECIDED = "decided"  # by one of several at once: either of the two above


class Away(StrEnum):
    """What a fault takes away from people for a while, and so what they may see then."""

    WEB = "web"  # no answer at all
    DATABASE = "database"  # the plain page that says so, with what they sent on it
    REDIS = "redis"  # nothing: they must not notice


@dataclass(frozen=True)
class Answer:
    """One answer of the site, or none (status 0), as the person saw it. Times are seconds of one clock."""

    act: str
    began: float
    ended: float
    status: int
    location: str = ""
    expected: frozenset[int] = frozenset()
    is_plain: bool = True
    leaks_code: bool = False

    @property
    def seconds(self) -> float:
        """How long the person waited."""
        return self.ended - self.began

    @property
    def is_broken(self) -> bool:
        """Whether nothing came, or a page that says it did not work: the person tries again."""
        return self.status == NO_ANSWER or self.status >= 500

    @property
    def signed_out(self) -> bool:
        """Whether the site has forgotten who asks."""
        return "/accounts/sign-in/?" in self.location


@dataclass(frozen=True)
class Acknowledged:
    """An act that the site said was done. The mark stands in the report's text, and is the person's own."""

    act: Act
    mark: str
    uuid: str
    token: str
    value: Decimal


@dataclass(frozen=True)
class Refused:
    """An act that the site said was not done; `mark` stands in no report, or in one that is not public."""

    act: Act
    mark: str


@dataclass(frozen=True)
class Window:
    """A time in which a fault took something away."""

    began: float
    ended: float
    away: Away

    def excuses(self, answer: Answer) -> bool:
        """Whether the answer was under way then."""
        return answer.began <= self.ended and answer.ended >= self.began


@dataclass
class Ledger:
    """The list that the people keep, from all their threads: adding to a list is one step in Python."""

    answers: list[Answer] = field(default_factory=list)
    acknowledged: list[Acknowledged] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    windows: list[Window] = field(default_factory=list)

    def counts(self) -> Counter[Act]:
        """How many acts of each kind were acknowledged."""
        return Counter(one.act for one in self.acknowledged)

    def answers_during(self, windows: list[Window]) -> list[Answer]:
        """The answers that were under way in one of the windows."""
        return [answer for answer in self.answers if any(window.excuses(answer) for window in windows)]
