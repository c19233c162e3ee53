"""What stands beside the scorecard of the demonstration: good practices, endorsements, and a word to think about."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from tracker.actions import endorsements, practices
from tracker.actions.demonstration.places import INVENTED
from tracker.actions.entries import Link
from tracker.actions.proposals import Proposal
from tracker.enums import Language
from tracker.models import Commitment, Committee, Organisation, Spokesperson, User

COMMITTEE = "examplia"
LINK = Link(
    title=f"Yearly account of the information desks ({INVENTED.lower().rstrip('.')})",
    url="https://example.org/invented/xex/desks",
)
PUBLISHED = Proposal(
    title="A desk in every district that answers in nine languages",
    done=(
        "Since 2021 each district of Examplia has a desk where anyone can ask about papers, work, school and health "
        f"care, and get an answer in nine languages. Nobody asks who the person is. {INVENTED}"
    ),
    outcome=(
        "Half of the people who came found a way to a regular stay or to a service they had a right to. Waiting "
        f"times at the offices fell by a third. What became of the others is not known. {INVENTED}"
    ),
    language=Language.ENGLISH,
    commitments=("GCM03-1", "GCM15-1"),
    links=(LINK,),
)
# A draft with a word to think about, for whoever wants to see how hints look.
DRAFT = Proposal(
    title="A hotline for domestic workers",
    done=f"A union runs a hotline: a maid who is not paid can call, and nobody asks for papers. {INVENTED}",
    outcome=f"It is too early to say. {INVENTED}",
    language=Language.ENGLISH,
    commitments=("GCM06-2",),
    links=(LINK,),
)
# Who speaks for which organisation, and what it signs on to.
SPEAKERS = {
    "coordinator": ("Examplia Chamber of Employers (invented)", "GCM06-1"),
    "reviewer": ("Examplia Rights Network (invented)", "GCM15-1"),
}
ADDRESS = "office-{person}@demo.example"


def show_beside(committees: Mapping[Any, Committee], people: Mapping[Any, User]) -> None:
    """A practice that was published, a draft, and two organisations that signed on; through the acts of members.

    Nothing where the files were changed so that nobody is there who could.
    """
    if COMMITTEE not in committees or not {"reporter", *SPEAKERS} <= set(people):
        return
    committee, reporter = committees[COMMITTEE], people["reporter"]
    shown = practices.propose(committee, PUBLISHED, by=reporter, token=uuid4())
    practices.publish(practices.submit(shown, by=reporter), by=people["reviewer"])
    practices.propose(committee, DRAFT, by=reporter, token=uuid4())
    for person, (name, code) in SPEAKERS.items():
        organisation, _new = Organisation.objects.get_or_create(name=name)
        Spokesperson.objects.create(organisation=organisation, user=people[person])
        Spokesperson.objects.create(organisation=organisation, address=ADDRESS.format(person=person))
        endorsements.endorse(organisation, Commitment.objects.get(code=code), by=people[person])
