"""The forms about files: handing some in, and the answer to what the copy shows."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.actions.files import Arrived
from tracker.enums import REFUSAL_LABELS
from tracker.files import EXTENSIONS, MOST_FILES, MOST_TOGETHER, Unfit, check_arrived
from tracker.forms.base import StrictForm
from tracker.transfer.arriving import ArrivedFile

# What keeps a name of any direction from turning the words around it.
FIRST_STRONG, POP = "\u2068", "\u2069"


class FilesInput(forms.FileInput):
    """An input that takes several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """The files as they arrived; each is looked at by the form, so that one bad file refuses no other."""

    widget = FilesInput

    def clean(self, data: list[ArrivedFile] | None, initial: Any = None) -> list[ArrivedFile]:
        """Every file; none at all is for the form to answer."""
        return data or []


class UploadForm(StrictForm):
    """Some files for a report. `good` are those that can be taken, whatever is wrong with the others."""

    chosen = FilesField(
        label=gettext_lazy("Choose files"),
        help_text=gettext_lazy(
            "PDF, JPEG, PNG or WebP. Up to 20 MB each, 10 for a report; several at once, up to 25 MB together."
        ),
        widget=FilesInput(attrs={"accept": ",".join(f".{one}" for one in EXTENSIONS)}),
    )

    def __init__(self, *args: Any, sent_bytes: int = 0, sent_files: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sent_bytes, self._sent_files = sent_bytes, sent_files
        self.good: list[ArrivedFile] = []

    def clean_chosen(self) -> list[ArrivedFile]:
        """Sort the good from the bad; each bad one is named with its reason."""
        arrived: list[ArrivedFile] = self.cleaned_data["chosen"]
        for one in arrived:
            try:
                check_arrived(one.name or "", size=one.size or 0, head=one.head)
            except Unfit as unfit:
                self.refuse(one, REFUSAL_LABELS[unfit.refusal])
            else:
                self.good.append(one)
        if self._sent_bytes > MOST_TOGETHER:
            self._say(_("Together these files are larger than 25 MB. Send them in several goes."))
        elif self._sent_files > MOST_FILES:
            self._say(
                _("Only the first ten files were looked at. Send the others afterwards, if there is room.")
            )
        elif not arrived:
            self._say(_("Choose a file. Its name must end in .pdf, .jpg, .png or .webp."))
        return self.good

    def refuse(self, file: Arrived, reason: str | Promise) -> None:
        """Name a file that was not taken, with the reason."""
        name = f"{FIRST_STRONG}{file.name}{POP}"
        self._say(_("%(name)s was not taken. %(reason)s") % {"name": name, "reason": reason})

    def _say(self, message: str) -> None:
        self.add_error("chosen", ValidationError(message))


class AnswerForm(StrictForm):
    """Whether the copy names anyone: asked of whoever handed it in, once the copy is there to be looked at."""

    NOBODY, SOMEBODY = "nobody", "somebody"

    answer = forms.ChoiceField(
        label=gettext_lazy("Does the copy name anyone, or show a face, who is not public already?"),
        choices=[
            (NOBODY, gettext_lazy("No. I looked at every page.")),
            (SOMEBODY, gettext_lazy("Yes, or I am not sure.")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Look at the copy, and say whether it names anyone."),
            "invalid_choice": gettext_lazy("Choose one of the two answers."),
        },
    )


def offer_files(form: forms.Form, names: Mapping[str, str]) -> None:
    """Offer in the field `keep` files that stand already, each by the digest of its copy; without any, do not ask."""
    if not names:
        del form.fields["keep"]
        return
    cast(forms.ChoiceField, form.fields["keep"]).choices = list(names.items())


def refuse_kept(form: forms.Form) -> None:
    """Say that with what is ticked there would be more files than there may be."""
    form.add_error("keep", _("That would be more than ten files together: untick some, or remove others."))
