"""The arithmetic of the chain, without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from hashlib import sha256
from uuid import UUID

import pytest

from tracker.chain import (
    BEFORE_ALL,
    Anchor,
    BadAnchor,
    Break,
    Fault,
    Statement,
    Verdict,
    anchors_in,
    canonical,
    digest_of,
    hash_of,
    linked,
    verify,
)

SALT = "5a" * 32
ADA = UUID("00000000-0000-4000-8000-00000000ada0")


def said(number=1, **more):
    known = {
        "at": datetime(2026, 11, 25, 9, 36, number, tzinfo=UTC),
        "actor_ref": ADA,
        "action": "report.drafted",
        "object_ref": f"report-{number}",
        "digest": digest_of({"number": number}, salt=SALT),
    }
    return Statement(**{**known, **more})


def chain_of(length):
    links = []
    for number in range(1, length + 1):
        links.append(linked(said(number), after=links[-1] if links else None))
    return links


def anchor(link):
    return Anchor(link.seq, link.hash, link.said.at.date())


def rehashed(link, **more):
    """A link as a careful thief leaves it: changed, and right in itself."""
    changed = replace(link, **more)
    return replace(changed, hash=hash_of(changed.said, seq=changed.seq, prev=changed.prev))


def test_hash_is_what_the_documentation_says():
    link = chain_of(2)[1]

    text = (
        f"v1|2|{link.prev}|"
        '{"action":"report.drafted","actor_ref":"00000000-0000-4000-8000-00000000ada0",'
        '"at":"2026-11-25T09:36:02.000000Z",'
        f'"digest":"{link.said.digest}","object_ref":"report-2"}}'
    )
    assert link.hash == sha256(text.encode()).hexdigest()
    assert link.prev == chain_of(1)[0].hash


def test_first_link_follows_nothing():
    link = linked(said(), after=None)

    assert (link.seq, link.prev) == (1, BEFORE_ALL)


@pytest.mark.parametrize(
    ("one", "same"),
    [
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ({"value": Decimal("7000")}, {"value": Decimal("7000.00")}),
        (
            {"at": datetime(2026, 1, 1, 12, tzinfo=UTC)},
            {"at": datetime(2026, 1, 1, 14, tzinfo=timezone(timedelta(hours=2)))},
        ),
        ({"links": ("a", "b")}, {"links": ["a", "b"]}),
    ],
)
def test_same_content_has_one_text(one, same):
    assert canonical(one) == canonical(same)


@pytest.mark.parametrize(
    ("one", "other"), [({"a": 1}, {"a": "1"}), ({"a": None}, {}), ({"a": "é"}, {"a": "e"})]
)
def test_different_contents_have_different_texts(one, other):
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize(
    ("content", "error"), [({"a": object()}, TypeError), ({"a": float("nan")}, ValueError)]
)
def test_content_without_a_text_of_its_own_is_refused(content, error):
    with pytest.raises(error):
        canonical(content)


def test_digest_depends_on_the_salt_and_hides_the_content():
    content = {"reason": "Ada said so"}

    assert digest_of(content, salt=SALT) != digest_of(content, salt="5b" * 32)
    assert digest_of(content, salt=SALT) == digest_of(dict(content), salt=SALT)


def test_untouched_chain_is_whole():
    links = chain_of(5)

    assert verify(links, [anchor(link) for link in links]) == Verdict(5, None)
    assert verify([]) == Verdict(0, None)


@pytest.mark.parametrize(
    ("tampered", "what", "seq"),
    [
        (lambda c: [*c[:2], replace(c[2], said=said(9)), *c[3:]], Break.CHANGED, 3),
        (lambda c: [*c[:2], replace(c[2], hash="f" * 64), *c[3:]], Break.CHANGED, 3),
        (lambda c: [*c[:2], rehashed(c[2], said=said(9)), *c[3:]], Break.UNLINKED, 4),
        (lambda c: [*c[:2], *c[3:]], Break.MISSING, 3),
        (lambda c: c[1:], Break.MISSING, 1),
        (lambda c: [*c[:2], *[rehashed(one, seq=one.seq - 1) for one in c[3:]]], Break.UNLINKED, 3),
        (lambda c: [*c[:2], replace(c[3], seq=3), replace(c[2], seq=4), c[4]], Break.UNLINKED, 3),
        (lambda c: [*c[:3], rehashed(c[2], said=said(9)), *c[3:]], Break.TWICE, 3),
        (lambda c: [*c[:4], rehashed(c[4], prev=c[2].hash)], Break.UNLINKED, 5),
        (lambda c: [rehashed(c[0], seq=0), *c], Break.TWICE, 0),
    ],
    ids=[
        "edited",
        "hash edited",
        "edited and hashed again",
        "deleted",
        "first deleted",
        "deleted and renumbered",
        "two exchanged",
        "forked at one number",
        "forked at one hash",
        "slipped in before the first",
    ],
)
def test_tampering_is_found_with_its_first_number(tampered, what, seq):
    verdict = verify(tampered(chain_of(5)))

    assert verdict.fault == Fault(what, seq)


def test_cut_off_end_is_found_by_an_anchor_and_only_by_one():
    links = chain_of(5)

    assert verify(links[:3], [anchor(links[4])]) == Verdict(3, Fault(Break.CUT_OFF, 4))
    assert verify(links[:3], [anchor(links[2])]) == Verdict(3, None)
    assert verify(links[:3]) == Verdict(3, None)


def test_chain_written_anew_is_found_by_an_anchor_and_only_by_one():
    links, anew = chain_of(5), []
    for number in range(1, 6):
        anew.append(linked(said(number, object_ref="another"), after=anew[-1] if anew else None))

    assert verify(anew, [anchor(links[3])]) == Verdict(3, Fault(Break.REWRITTEN, 4))
    assert verify(anew) == Verdict(5, None)


def test_two_anchors_of_one_number_that_disagree_cannot_both_hold():
    links = chain_of(2)

    assert verify(links, [anchor(links[1]), Anchor(2, "f" * 64, date(2026, 11, 25))]).fault == Fault(
        Break.REWRITTEN, 2
    )


def test_anchors_are_read_as_they_are_printed():
    one, two = (anchor(link) for link in chain_of(2))

    assert list(anchors_in(f"# kept by Ada\n\n{one}\n  {two}  # from the page\n")) == [one, two]


@pytest.mark.parametrize(
    "line",
    [
        "7",
        f"7 {'f' * 64}",
        f"7 {'f' * 63} 2026-11-25",
        f"x {'f' * 64} 2026-11-25",
        f"7 {'g' * 64} 2026-11-25",
        f"7 {'f' * 64} 25/11/2026",
        f"0 {'f' * 64} 2026-11-25",
        f"7 {'f' * 64} 2026-11-25 more",
    ],
)
def test_line_that_is_no_anchor_is_refused_by_its_number(line):
    with pytest.raises(BadAnchor) as refused:
        list(anchors_in(f"# first\n{line}\n"))

    assert refused.value.line == 2
