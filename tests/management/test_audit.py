"""The two commands about the audit chain, as an operator meets them."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.seal import execute, unsealed
from tracker.actions.audit import record
from tracker.chain import Break
from tracker.management.commands.verify_audit import FOUND
from tracker.models import AuditEvent

pytestmark = pytest.mark.django_db


def said(command, *words):
    printed = StringIO()
    call_command(command, *words, stdout=printed)
    return printed.getvalue()


def refusal(command, *words):
    with pytest.raises(CommandError) as refused:
        call_command(command, *words, stdout=StringIO())
    assert refused.value.returncode == 1
    return str(refused.value)


def three():
    for number in (1, 2, 3):
        record("report.drafted", by=None, about=f"report-{number}")


def test_whole_chain_is_said_to_be_whole(tmp_path):
    three()
    (tmp_path / "anchors").write_text(said("anchor_audit"))
    record("report.drafted", by=None, about="report-4")

    assert said("verify_audit") == (
        "The audit chain is whole: 4 entries.\nWithout an anchor, a cut-off end cannot be seen: see docs/audit.md.\n"
    )
    assert said("verify_audit", "--anchor", str(tmp_path / "anchors")) == (
        "The audit chain is whole: 4 entries.\nIt agrees with all anchors (1).\n"
    )


def test_anchor_is_one_line_with_number_hash_and_day():
    three()
    head = AuditEvent.objects.get(seq=3)

    assert said("anchor_audit") == f"3 {head.hash} {head.at:%Y-%m-%d}\n"


def test_empty_chain_has_no_anchor():
    assert refusal("anchor_audit") == "Nothing has been done yet: the audit chain has no link."


def test_broken_chain_is_said_with_its_first_number(tmp_path):
    three()
    (tmp_path / "anchors").write_text(said("anchor_audit"))
    with unsealed():
        execute("DELETE FROM tracker_auditevent WHERE seq = 3")
    cut_off = refusal("verify_audit", "--anchor", str(tmp_path / "anchors"))
    with unsealed():
        execute("UPDATE tracker_auditevent SET action = 'report.published' WHERE seq = 2")

    assert cut_off == (
        "The audit chain is broken. Entry 3 is missing, and an anchor says it was there: "
        "the end of the chain was cut off. Entries before it: whole."
    )
    assert refusal("verify_audit") == (
        "The audit chain is broken. Entry 2 is not what was written: its content or its number was changed. "
        "Entries before it: whole."
    )


def test_every_break_has_its_words():
    assert set(FOUND) == set(Break)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "The anchors cannot be read: "),
        (b"\xff\xfe", "The anchors cannot be read: "),
        (b"", "There is no anchor in "),
        (b"# nothing\n", "There is no anchor in "),
        (
            b"\n3 abc 2026-11-25\n",
            "This is no file of anchors: line 2 is not a number, a hash of 64 digits and a date.",
        ),
    ],
    ids=["no file", "no text", "empty", "comments only", "no anchor"],
)
def test_file_without_anchors_verifies_nothing(tmp_path, text, words):
    three()
    if text is not None:
        (tmp_path / "anchors").write_bytes(text)

    assert refusal("verify_audit", "--anchor", str(tmp_path / "anchors")).startswith(words)
