"""“Can it be followed?” on the page of a commitment: four answers, each with the place where it is mended."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.models import Commitment
from tracker.selectors.followable import Extent, Followable
from tracker.wording import figure


@dataclass(frozen=True)
class Answer:
    """One question of the check: how far it is answered, in a sentence, and where it is mended."""

    question: str
    extent: Extent
    words: str
    url: str = ""
    link: str = ""

    @property
    def extent_word(self) -> str:
        """Yes, partly or no."""
        return _words()[self.extent]


def answers(commitment: Commitment, found: Followable) -> tuple[Answer, ...]:
    """The check of a commitment, question by question."""
    return tuple(_answers(commitment, found))


def _words() -> dict[Extent, str]:
    return {Extent.YES: _("Yes"), Extent.PARTLY: _("Partly"), Extent.NO: _("No")}


def _answers(commitment: Commitment, found: Followable) -> Iterator[Answer]:
    add = reverse("admin:tracker_target_add") + f"?commitment={commitment.pk}"
    set_one = {"url": add, "link": _("Set a target")}
    yield _measured(found, set_one)
    words = _by_when(found)
    yield Answer(_("By when?"), found.dated, words, **(set_one if found.missing else {}))
    yield _indicator(found)
    yield _baseline(found, set_one)


def _measured(found: Followable, set_one: dict[str, str]) -> Answer:
    question = _("Can it be measured?")
    if not found.verifiable:
        words = _("It is marked as not verifiable: %(why)s Its targets are “not assessable”.")
        return Answer(
            question, Extent.NO, words % {"why": _sentence(found.why_not)}, "#id_verifiable", _("Change that")
        )
    if not found.targets and found.indicator_pk:
        return Answer(
            question,
            found.measured,
            _("An indicator is named, and no target says yet what it should reach."),
            **set_one,
        )
    said = {
        Extent.YES: _("Each target says what is answered: a figure of its indicator, steps, or yes or no."),
        Extent.PARTLY: _(
            "Some targets are answered by steps or by a yes; those with a figure have no indicator."
        ),
        Extent.NO: _("No indicator is named, and no target is answered by steps or by a yes."),
    }
    mend = {} if found.measured is Extent.YES else set_one
    return Answer(question, found.measured, said[found.measured], **mend)


def _by_when(found: Followable) -> str:
    if not found.targets:
        return _("It has no target in force.")
    years = ", ".join(str(one.due_on.year) for one in found.targets)
    said = _("It has targets by %(years)s.") % {"years": years}
    if found.missing:
        said += " " + _("None by %(years)s.") % {"years": ", ".join(map(str, found.missing))}
    if found.dated is Extent.PARTLY:
        said += " " + _("Each of these dates has passed.")
    return said


def _indicator(found: Followable) -> Answer:
    question = _("With what indicator?")
    if found.indicator_pk:
        url = reverse("admin:tracker_indicator_change", args=[found.indicator_pk])
        return Answer(question, Extent.YES, found.indicator, url, _("The indicator"))
    if found.named is Extent.YES:
        return Answer(
            question, Extent.YES, _("None is needed: its targets are answered by steps or by a yes.")
        )
    words = _("None is named. Name one below, in what the commitment says.")
    return Answer(question, Extent.NO, words, "#id_indicator", _("Name one"))


def _baseline(found: Followable, set_one: dict[str, str]) -> Answer:
    question = _("From what baseline?")
    if not found.targets:
        return Answer(question, Extent.NO, _("Nothing can begin before there is a target."), **set_one)
    first = next((one for one in found.targets if one.pk in found.asked), None)
    if first is None:
        return Answer(question, Extent.YES, _("None is needed: steps and a yes begin at nothing."))
    words = ngettext(
        "%(places)s target of a place needs one; %(number)s has it.",
        "%(places)s targets of places need one; %(number)s have it.",
        found.places,
    )
    said = words % {"places": figure(found.places), "number": figure(found.with_baseline)}
    if found.begun is not Extent.YES:
        said += " " + _("Without it a figure there is “not assessable”.")
    grid = reverse("admin:tracker_target_baselines", args=[first.pk])
    return Answer(question, found.begun, said, grid, _("Baselines of all places"))


def _sentence(text: str) -> str:
    """A reason that ends as a sentence does."""
    return text if text.endswith((".", "!", "?")) else f"{text}."
