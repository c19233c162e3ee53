"""What stands in a draft, to be read beside what somebody else has just typed."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tracker.models.drafts import Typed
from tracker.workspace.forms import ReportForm


def kept_texts(form: ReportForm, typed: Typed, names: list[str]) -> list[tuple[str | Promise, str]]:
    """Of these fields the label and what stands in the draft, in the order of the form."""
    return [
        (form.fields[name].label or "", _in_words(form, name, typed.get(name, [])))
        for name in form.fields
        if name in names
    ]


def _in_words(form: ReportForm, name: str, values: list[str]) -> str:
    """What was chosen by its words, what was typed as it is."""
    words = {str(key): str(label) for key, label in getattr(form.fields[name], "choices", ())}
    return ", ".join(words.get(value, value) for value in values if value) or _("nothing")
