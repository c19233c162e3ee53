"""What stands in the world of the matrix beside reports: one of each, with what of it is whose secret."""

from datetime import date
from types import SimpleNamespace
from uuid import uuid4

from django.utils import timezone

from tests.actions.change_acts import asked
from tests.cast import make_constituency
from tests.endorsements import make_organisation
from tests.evidence import picture
from tests.handed_in import clean_file, clean_file_of_reply
from tests.practices import handed_in, proposal, proposed
from tests.tables import ARCADIA, BORDURIA, COLUMNS, brought
from tracker.actions import (
    disputes,
    endorsements,
    people,
    practices,
    replies,
    reply_drafts,
    search,
    subscriptions,
    unlocks,
)
from tracker.actions.disputes import Objection
from tracker.actions.import_work import work_on
from tracker.enums import DisputeGround, EndorsementStep, Rhythm, SeatRole
from tracker.models import ChangeRequest, Edition, EndorsementLetter, FocalPoint, Subscription, TermOverride
from tracker.selectors.files import store
from tracker.selectors.mark_changes import Watched

OF_A = frozenset({"reporter", "reviewer", "coordinator", "observer"})
DECIDE_A = frozenset({"reviewer", "coordinator"})
DESK = frozenset({"administrator"})
READER = "reader@canary.example.org"
INVITED, MAILED, DISPUTER = "invited@example.org", "office@canary.example.org", "disputer@example.org"
NOTED = "Canary note in a table."
TWO_DECIDE = "Canary reason of a change that two decide on."
UNHEARD, ASKED = "Canary dispute nobody took up.", "Canary reason of an unlock."
NAMED_FILE = "Canary name of a file.jpg"
GIVEN_AWAY = "Canary name of a file that was given away.jpg"
NAMED_BY_A_STATE = "Canary name of a file of State"


def add_all(world):
    """One of every noun that hangs on the reports; the bytes of files lie in the store of this run."""
    cast, made = world.cast, world.people
    for role, place in {"focal_x": cast.arcadia, "focal_y": cast.borduria}.items():
        FocalPoint.objects.create(user=made[role], place=place, starts_on=date(2019, 1, 1))
    for letter in "AB":
        _add_practices(world, letter)
        _add_disputes(world, letter)
        report = world.reports[letter, "published"]
        role = "focal_x" if letter == "A" else "focal_y"
        add_file_of_reply(report, by=made[role])
        replies.reply(report, f"What State {letter} replies.", by=made[role], token=uuid4())
        # And one that is prepared in its place.
        said = f"{NAMED_BY_A_STATE} {letter}"
        add_file_of_reply(report, by=made[role], client_name=said)
        world.secrets[said] = frozenset({role})
    for report in world.reports.values():
        add_file(report)
    world.secrets[NAMED_FILE] = OF_A | {"member_b"} | DESK
    world.secrets[GIVEN_AWAY] = frozenset()
    _add_people(world)
    TermOverride.objects.create(
        term="term", field="narrative", form=uuid4(), user=made["reporter"], at=timezone.now()
    )


def add_file(report):
    """A clean file that goes along with the report, as the product keeps one."""
    return _kept(clean_file(report, client_name=NAMED_FILE, **_picture()))


def add_file_of_reply(report, *, by, client_name=GIVEN_AWAY):
    """The same with the reply that somebody prepares. Once it is given, nobody reads its name."""
    draft = reply_drafts.keep_reply(report, {"text": ["What we prepare."]}, by=by)
    return _kept(clean_file_of_reply(draft.uuid, by=by, client_name=client_name, **_picture()))


def _picture():
    return {"kind": "jpeg", "pages": None, "width": 64, "height": 48, "confirmed_at": timezone.now()}


def _kept(file):
    store().clean(file.stored_name).write_bytes(picture())
    return file


def add_late(world):
    """What needs an edition or a closed round: an endorsement, a letter about one, and requests to unlock."""
    _add_unlocks(world)
    world.slots["round"] = "imrf-2026"
    organisation = make_organisation("Spoken For", address="", user=world.people["spokesperson"])
    signed = endorsements.endorse(organisation, world.cast.commitment, by=world.people["spokesperson"])
    make_organisation("Written To", address=MAILED)
    endorsements.ask_by_mail("Written To", Edition.objects.get(), EndorsementStep.SIGN)
    world.slots["endorsement"] = signed.pk
    world.slots["import"] = _brought(world.cast.administrator)
    ChangeRequest.objects.filter(pk=asked(world.cast).pk).update(reason=TWO_DECIDE)
    world.slots["letter"] = EndorsementLetter.objects.get().token
    _add_readers(world)
    search.refresh()
    world.secrets |= {MAILED: DESK, READER: frozenset(), NOTED: DESK, TWO_DECIDE: DESK}


def _brought(by):
    """A table that an administrator brought in, checked: what it says is the desk's alone."""
    said = [*ARCADIA, NOTED]
    return work_on(brought(by, said, BORDURIA, header=[*COLUMNS, "note"])).uuid


def _add_readers(world):
    """Somebody who follows a place, and somebody who has not confirmed it yet; and something that changed."""
    watched = Watched(place=world.cast.arcadia)
    for _once in range(2):
        subscriptions.ask(READER, watched, Rhythm.DAILY)
    waiting, other = Subscription.objects.order_by("pk")
    world.slots["subscription"] = subscriptions.confirm(other.token).uuid
    world.slots["to confirm"] = waiting.token


def _add_practices(world, letter):
    """A good practice in every state but the one that reports alone have."""
    cast, made = world.cast, world.people
    a = letter == "A"
    by, decider = made["reporter" if a else "writer_b"], made["reviewer" if a else "decider_b"]
    where = {"by": by, "committee": cast.committee if a else cast.other_committee}
    for state in ("draft", "submitted", "returned", "published"):
        said = f"Canary practice {letter} {state}."
        given = proposal(title=said)
        make = proposed if state == "draft" else handed_in
        practice = make(cast, given, **where)
        if state == "returned":
            practice = practices.send_back(practice, by=decider, reason="Name the year.")
        if state == "published":
            practice = practices.publish(practice, by=decider)
        world.practices[letter, state] = practice
        own = OF_A if a else frozenset({"member_b"})
        if state == "draft":
            world.secrets[said] = frozenset({"reporter"}) if a else frozenset()
        elif state != "published":
            world.secrets[said] = own | DESK


def _add_disputes(world, letter):
    """One that waits, and one that was taken up."""
    report = world.reports[letter, "published"]
    decider = world.people["reviewer" if letter == "A" else "decider_b"]
    for state in ("raised", "taken up"):
        text = f"{UNHEARD} {letter}" if state == "raised" else f"What is wrong with {letter}."
        objection = Objection(ground=DisputeGround.FIGURE, text=text, email=DISPUTER)
        dispute = disputes.raise_dispute(report, objection, token=uuid4())
        if state == "taken up":
            dispute = disputes.acknowledge(dispute, by=decider, version=dispute.version)
        world.slots["dispute", letter, state] = dispute.uuid
    readers = DECIDE_A if letter == "A" else frozenset({"member_b"})
    world.secrets |= {f"{UNHEARD} {letter}": readers | DESK, DISPUTER: DESK}


def _add_people(world):
    cast = world.cast
    offer = {"constituency": make_constituency("migrants"), "role": SeatRole.OBSERVER}
    for letter, committee in {"A": cast.committee, "B": cast.other_committee}.items():
        address = f"{letter.lower()}.{INVITED}"
        invitation = people.invite(
            address, people.SeatOffer(committee=committee, **offer), by=cast.administrator
        )
        world.slots["invitation", letter] = SimpleNamespace(uuid=invitation.uuid, token=invitation.token)
        world.slots["seat", letter] = committee.seats.order_by("pk").first().pk
        world.secrets[address] = DESK | {"coordinator" if letter == "A" else "member_b"}


def _add_unlocks(world):
    readers = {"A": frozenset({"reporter", "coordinator"}), "B": frozenset({"member_b"})}
    for letter in "AB":
        report = world.reports[letter, "draft"]
        asked = unlocks.ask(report, reason=f"{ASKED} {letter}", by=report.author)
        world.slots["unlock", letter] = asked.uuid
        world.secrets[f"{ASKED} {letter}"] = readers[letter] | DESK
