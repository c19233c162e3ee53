"""Rows about practices, endorsements and kept words, each sound but for what a test changes, and what breaks each."""

from uuid import UUID

from tests.models import build
from tracker.enums import EndorsementStep, ReportState
from tracker.models import (
    Endorsement,
    EndorsementLetter,
    GoodPractice,
    Organisation,
    Spokesperson,
    TermOverride,
)

LATER, EARLIER = "2022-06-02T12:00Z", "2022-05-31T12:00Z"


def organisation():
    return Organisation.objects.get_or_create(name="Rights Network")[0]


def practice(cast, **changes):
    values = {
        "place": cast.arcadia,
        "committee": cast.committee,
        "author": cast.reporter,
        "title": "A desk",
        "done": "It opened.",
        "outcome": "People came.",
        "written_at": build.INSTANT,
    }
    return GoodPractice(**{**values, **changes})


def public_practice(cast, **changes):
    more = {"state": ReportState.PUBLISHED, "decided_by": cast.reviewer, "credit": "named"}
    return practice(cast, **{**more, "published_at": build.INSTANT, **changes})


def spokesperson(cast, **changes):
    return Spokesperson(**{"organisation": organisation(), "address": "office@example.org", **changes})


def account(cast, **changes):
    return spokesperson(cast, **{"address": "", "user": cast.reporter, **changes})


def endorsement(cast, **changes):
    values = {"organisation": organisation(), "commitment": cast.commitment, "at": build.INSTANT}
    return Endorsement(**{**values, **changes})


def of_an_edition(cast, **changes):
    if "edition" not in changes:
        changes["edition"] = build.edition(cast)
        changes["edition"].save()
    return endorsement(cast, **{"commitment": None, **changes})


def letter(cast, **changes):
    values = {"organisation": organisation(), "commitment": cast.commitment, "step": EndorsementStep.SIGN}
    return EndorsementLetter(**{**values, "token_digest": "d" * 64, "expires_at": LATER, **changes})


def kept_word(cast, **changes):
    values = {"term": "alien", "field": "narrative", "form": UUID(int=1), "user": cast.reporter}
    return TermOverride(**{**values, "at": build.INSTANT, **changes})


def again(make):
    """Spoils a row by there being the same one already."""

    def changes(cast):
        first = make(cast)
        first.save()
        return {"edition": first.edition} if getattr(first, "edition", None) else {}

    return changes


VOICES_BROKEN = {
    "practice_is_somewhere_on_its_way": [(practice, {"state": ReportState.SUPERSEDED})],
    "practice_public_ones_say_since_when": [
        (public_practice, {"published_at": None}),
        (practice, {"published_at": build.INSTANT}),
    ],
    "practice_decided_by_somebody_under_a_name": [
        (public_practice, {"decided_by": None}),
        (public_practice, {"credit": ""}),
    ],
    "practice_never_decided_by_its_author": [(public_practice, lambda cast: {"decided_by": cast.reporter})],
    "practice_returned_with_a_reason": [(practice, {"state": ReportState.RETURNED})],
    "practice_waits_for_an_instant": [
        (practice, {"release_at": build.INSTANT}),
        (public_practice, {"state": ReportState.DECIDED, "published_at": None}),
    ],
    "spokesperson_is_an_account_or_an_address": [
        (spokesperson, {"address": ""}),
        (spokesperson, lambda cast: {"user": cast.reporter}),
    ],
    "spokesperson_address_lower_case": [(spokesperson, {"address": "Office@example.org"})],
    "spokesperson_account_once": [(account, again(account))],
    "spokesperson_one_address": [
        (spokesperson, lambda cast: again(spokesperson)(cast) or {"address": "other@example.org"})
    ],
    "endorsement_of_one_thing": [(endorsement, {"commitment": None})],
    "endorsement_withdrawn_after_it_was_given": [(endorsement, {"withdrawn_at": EARLIER})],
    "endorsement_of_a_commitment_once": [(endorsement, again(endorsement))],
    "endorsement_of_an_edition_once": [(of_an_edition, again(of_an_edition))],
    "endorsement_letter_of_one_thing": [(letter, {"commitment": None})],
    "override_once_a_form": [(kept_word, again(kept_word))],
}
