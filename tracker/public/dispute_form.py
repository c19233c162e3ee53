"""The form with which anybody disputes a published report: no account, no cookie, nothing but what is typed."""

from typing import Any, ClassVar
from uuid import UUID, uuid4

from crispy_forms.layout import Div, Layout
from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from tracker.actions.disputes import LONGEST, Objection
from tracker.enums import DisputeGround
from tracker.forms.base import StrictForm
from tracker.forms.fields import Choice, Email, Narrative, ShortText, WebLink

SALT = "tracker.public.dispute"
# A form that was open longer is drawn anew, with what was typed still in it.
A_DAY = 24 * 60 * 60
SOURCES = ("first", "second")


def new_token(report: UUID) -> str:
    """What a form is drawn with in place of a cookie: signed, for one report, and worth one dispute."""
    return signing.dumps({"report": str(report), "token": str(uuid4())}, salt=SALT)


class DisputeForm(StrictForm):
    """What is wrong with a report, and why."""

    needed_sometimes: ClassVar[frozenset[str]] = frozenset({"website"})

    form = forms.CharField(widget=forms.HiddenInput, required=False)
    ground = Choice(
        label=_("What is wrong?"),
        choices=DisputeGround.choices,
        error_messages={"required": _("Choose what is wrong.")},
    )
    text = Narrative(
        label=_("Say it in your words"),
        max_length=LONGEST,
        help_text=_(
            "At most 3 000 characters. Everyone may read this once the committee has taken it up. Name nobody, "
            "yourself least of all."
        ),
        error_messages={"required": _("Say what is wrong.")},
    )
    first_url = WebLink(label=_("A page that shows it"), required=False)
    first_title = ShortText(label=_("Title of that page"), required=False)
    second_url = WebLink(label=_("A second page"), required=False)
    second_title = ShortText(label=_("Title of the second page"), required=False)
    email = Email(
        label=_("E-mail address"),
        required=False,
        help_text=_("Only if you want to be told the outcome. It is kept until then, and shown to nobody."),
    )
    website = forms.CharField(
        label=_("Leave this empty: it is here to catch machines"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, report: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.report = report
        self.token: UUID | None = None

    def layout(self) -> Layout:
        """The ground, the words, what shows it, an address, and the trap."""
        names = [f"{source}_{part}" for source in SOURCES for part in ("url", "title")]
        return Layout("form", "ground", "text", *names, "email", Div("website", css_class="trap"))

    def clean(self) -> dict[str, Any]:
        """The signed token, the trap, and titles without a page."""
        cleaned = super().clean() or self.cleaned_data
        self.token = self._token(str(cleaned.get("form", "")))
        if self.token is None:
            self.add_error(
                None, _("This form was open for too long. Nothing was sent: look it over, and send it again.")
            )
        if cleaned.get("website"):
            self.add_error("website", _("Leave this field empty."))
        for source in SOURCES:
            name = f"{source}_url"
            if cleaned.get(f"{source}_title") and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("Enter the address of the page."))
        return cleaned

    def _token(self, signed: str) -> UUID | None:
        """The token, if we signed it for this report within a day."""
        try:
            found = signing.loads(signed, salt=SALT, max_age=A_DAY)
        except signing.BadSignature:
            return None
        return UUID(found["token"]) if found["report"] == str(self.report) else None

    def objection(self) -> Objection:
        """What was typed, as the act takes it."""
        typed = self.cleaned_data
        return Objection(
            ground=DisputeGround(typed["ground"]),
            text=typed["text"],
            email=typed.get("email") or "",
            links=[
                {"url": typed[f"{source}_url"], "title": typed[f"{source}_title"]}
                for source in SOURCES
                if typed.get(f"{source}_url")
            ],
        )
