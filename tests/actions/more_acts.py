"""Acts about words, good practices and endorsements: how each is prepared, and what it leaves in the chain."""

from uuid import uuid4

from tests.cast import ADOPTED_ON, make_constituency, published
from tests.endorsements import make_organisation
from tests.practices import handed_in, proposal, proposed
from tests.series import brought_in
from tracker.actions import desk_rows, endorsements, practices, seat_rows, series_undo, terms, unnaming
from tracker.models import Organisation, Term


def keep_word(cast):
    Term.objects.create(
        code="EN-X", language="en", avoid=["x"], prefer=["y"], why="z", severity="info", pattern="x"
    )
    return lambda: terms.keep_word("EN-X", field="narrative", form=uuid4(), by=cast.reporter)


def propose(cast):
    return lambda: proposed(cast)


def rewrite(cast):
    practice = proposed(cast)
    return lambda: practices.rewrite(practice, proposal(title="Another"), by=cast.reporter, version=1)


def submit(cast):
    practice = proposed(cast)
    return lambda: practices.submit(practice, by=cast.reporter)


def publish(cast):
    practice = handed_in(cast)
    return lambda: practices.publish(practice, by=cast.reviewer)


def send_back(cast):
    practice = handed_in(cast)
    return lambda: practices.send_back(practice, by=cast.reviewer, reason="Name the year.")


def endorse(cast):
    organisation = make_organisation(user=cast.observer)
    return lambda: endorsements.endorse(organisation, cast.commitment, by=cast.observer)


def withdraw(cast):
    kept = endorse(cast)()
    return lambda: endorsements.withdraw(kept, by=cast.observer)


def take_name_away(cast):
    report = published(cast)
    return lambda: unnaming.take_name_away(report, by=cast.reporter)


def take_name_away_from_two(cast):
    published(cast)
    return take_name_away(cast)


def bring_in(cast):
    return lambda: brought_in(cast, (cast.arcadia, 2021, "6500"))


def undo_series(cast):
    kept = bring_in(cast)()
    return lambda: series_undo.undo_figures(kept.made, name=kept.name, by=cast.administrator, reason="Wrong.")


def new_office():
    return [desk_rows.RowChange(values={"name": "The Office", "website": ""})]


def keep_rows(cast):
    return lambda: desk_rows.keep_rows(Organisation, new_office(), about="table-1", by=cast.administrator)


def undo_rows(cast):
    made = keep_rows(cast)()
    return lambda: desk_rows.undo_rows(
        Organisation, made, about="table-1", by=cast.administrator, reason="Wrong."
    )


def new_seat(cast):
    return desk_rows.RowChange(
        values={
            "committee_id": cast.committee.pk,
            "user_id": cast.stranger.pk,
            "role": "observer",
            "starts_on": ADOPTED_ON,
            "constituency_id": make_constituency("migrants").pk,
        }
    )


def keep_seats(cast):
    change = new_seat(cast)
    return lambda: seat_rows.keep_seats([change], about="table-1", by=cast.administrator)


def undo_seats(cast):
    made = keep_seats(cast)()
    return lambda: seat_rows.undo_seats(made, about="table-1", by=cast.administrator, reason="Wrong.")


MORE_ACTS = {
    "desk_rows.keep_rows": [(keep_rows, ["desk.imported"])],
    "desk_rows.undo_rows": [(undo_rows, ["desk.import_undone"])],
    "seat_rows.keep_seats": [(keep_seats, ["desk.imported"])],
    "seat_rows.undo_seats": [(undo_seats, ["desk.import_undone"])],
    "series_imports.keep_figures": [(bring_in, ["series.imported"])],
    "series_undo.undo_figures": [(undo_series, ["series.undone"])],
    "unnaming.take_name_away": [
        (take_name_away, ["report.unnamed"]),
        (take_name_away_from_two, ["report.unnamed", "report.unnamed"]),
    ],
    "endorsements.endorse": [(endorse, ["endorsement.signed"])],
    "endorsements.withdraw": [(withdraw, ["endorsement.withdrawn"])],
    "terms.keep_word": [(keep_word, ["term.kept"])],
    "practices.propose": [(propose, ["practice.drafted"])],
    "practices.rewrite": [(rewrite, ["practice.redrafted"])],
    "practices.submit": [(submit, ["practice.submitted"])],
    "practices.publish": [(publish, ["practice.published"])],
    "practices.send_back": [(send_back, ["practice.sent_back"])],
}
