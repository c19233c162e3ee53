"""Rows about the search, the log of marks and letters about it, each sound but for what a test changes."""

from datetime import date
from uuid import UUID

from tests.cast import make_horizon
from tests.models import build
from tests.models.voice_rows import LATER
from tracker.enums import ChangeReason, Rhythm, SearchKind, Subject
from tracker.models import (
    MarkChange,
    Process,
    SearchEntry,
    SearchPosting,
    SearchSpelling,
    SearchState,
    SearchWord,
    Subscription,
)


def mark_change(cast, **changes):
    values = {
        "on": date(2022, 6, 1),
        "place": cast.arcadia,
        "subject": Subject.COMMITMENT,
        "key": "GCM10-9:5",
        "commitment": cast.commitment,
        "horizon": make_horizon(5),
        "of_target": True,
        "mark_before": "met",
        "mark": "not_met",
        "reason": ChangeReason.NEW_DATA,
        "method_version": 1,
    }
    return MarkChange(**{**values, **changes})


def process(_cast):
    talks = Process.objects.create(code="talks", name="Talks", region="Here")
    return {"process": talks}


def subscription(_cast, **changes):
    values = {"address": "reader@example.org", "rhythm": Rhythm.DAILY, "expires_at": LATER}
    return Subscription(**{**values, "token_digest": "e" * 64, **changes})


def begun(cast, **changes):
    more = {"confirmed_at": build.INSTANT, "told_until": date(2022, 6, 1), "token_digest": "f" * 64}
    return subscription(cast, **{**more, **changes})


def begun_again(cast):
    begun(cast, token_digest="g" * 64).save()
    return {}


def entry(_cast=None, **changes):
    return SearchEntry(**{"kind": SearchKind.TERM, "ref": "alien", "digest": "d", **changes})


def saved_entry():
    return SearchEntry.objects.get_or_create(kind=SearchKind.PLACE, ref="x", defaults={"digest": "d"})[0]


def posting(_cast, **changes):
    return SearchPosting(**{"entry": saved_entry(), "word": "word", "rank": 0, "weight": 1, **changes})


def spelling(_cast, **changes):
    word, _new = SearchWord.objects.get_or_create(word="word")
    return SearchSpelling(**{"spelling": "wor", "word": word, **changes})


def another(make):
    """Spoils a row by there being the same one already."""

    def changes(cast):
        make(cast).save()
        return {}

    return changes


FINDING_BROKEN = {
    "mark_change_of_a_place_or_a_process": [
        (mark_change, {"place": None, "of_target": False}),
        (mark_change, process),
    ],
    "mark_change_of_a_target_says_which": [
        (mark_change, {"horizon": None}),
        (mark_change, {"commitment": None}),
    ],
    "mark_change_changes_something": [(mark_change, {"mark": "met"})],
    "subscription_of_one_thing_or_all": [
        (subscription, lambda cast: {"place": cast.arcadia, "commitment": cast.commitment}),
        (subscription, lambda cast: {"place": cast.arcadia, "objective": cast.objective}),
        (subscription, lambda cast: {"objective": cast.objective, "commitment": cast.commitment}),
    ],
    "subscription_address_lower_case": [(subscription, {"address": "Reader@example.org"})],
    "subscription_confirmed_says_since_when": [
        (subscription, {"confirmed_at": build.INSTANT}),
        (subscription, {"told_until": date(2022, 6, 1)}),
    ],
    "subscription_once": [(begun, begun_again)],
    "search_entry_once": [(entry, another(entry))],
    "search_posting_once": [(posting, another(posting))],
    "search_spelling_once": [(spelling, another(spelling))],
    "search_state_is_one_row": [(lambda _cast, **changes: SearchState(**changes), {"pk": 2})],
}
FINDING_FINE = [
    (mark_change, {"mark": "met", "status": "reached"}),
    (
        begun,
        lambda cast: begun(cast, place=cast.arcadia, uuid=UUID(int=3), token_digest="h" * 64).save() or {},
    ),
]
