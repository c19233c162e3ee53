"""The strict fields as the admin builds them from columns, and two kinds of field that only the admin needs."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from tracker import cleaning
from tracker.admin.hinted import HintedArea
from tracker.enums import Language
from tracker.forms.fields import (
    Email,
    Figure,
    IsoDate,
    Narrative,
    ShortText,
    Slug,
    StrictField,
    WebLink,
    WholeNumber,
)
from tracker.models.fields import FigureField
from tracker.sheets.fields import LONG_AGO
from tracker.terminology import BadPhrase, phrase_of

SMALL, LARGE = 32_767, 2_147_483_647


NO_PHRASE = {
    "too_long": _("“%(line)s” is too long: 1,000 characters at most."),
    "empty": _("Write a phrase to look for."),
    "too_many_words": _("“%(line)s” has too many words: twelve at most."),
    "too_many_forms": _("“%(part)s” can be written in too many ways: write several phrases."),
    "begins_with_a_word": _("“%(line)s” must begin with a word that is always there."),
    "ends_with_a_word": _("“%(line)s” must end with a word that is always there."),
    "not_understood": _("“%(part)s” cannot be read. Only letters and ( ) | ? * # ... have a meaning here."),
}


class Lines(StrictField):
    """A list of texts, one a line."""

    widget = AdminTextareaWidget
    attrs: ClassVar[dict[str, str]] = {"rows": "4", "dir": "auto"}
    longest = 500
    hint = _("One a line.")

    def clean_text(self, value: Any) -> Any:
        """The lines that are not blank, in their order."""
        text = cleaning.text(value, max_length=20_000, multiline=True)
        lines = [cleaning.text(line, max_length=self.longest) for line in text.split("\n")]
        return [line for line in lines if line]

    def to_python(self, value: Any) -> Any:
        """The list; blank text is an empty one."""
        return super().to_python(value) or []

    def prepare_value(self, value: Any) -> Any:
        """A stored list as it is typed."""
        return "\n".join(value) if isinstance(value, list) else value


class Names(StrictField):
    """A name in several languages, one a line: `en: Chad`. English must be there: it stands in for all others."""

    widget = AdminTextareaWidget
    attrs: ClassVar[dict[str, str]] = {"rows": "6", "dir": "auto"}
    hint = _(
        "One language a line, for example fr: Tchad. English (en) is needed, and stands in for all others."
    )

    def clean_text(self, value: Any) -> Any:
        """The names by language."""
        names: dict[str, str] = {}
        for line in cleaning.text(value, max_length=5_000, multiline=True).split("\n"):
            if line.strip():
                language, name = self._name(line)
                if language in names:
                    raise ValidationError(_("Give each language once."), code="twice")
                names[language] = name
        if Language.ENGLISH not in names:
            raise ValidationError(_("Give the name in English: a line that begins with en:"), code="english")
        return names

    def _name(self, line: str) -> tuple[str, str]:
        language, _colon, name = line.partition(":")
        if language.strip() not in Language.values or not name.strip():
            raise ValidationError(
                _(
                    "Write each name as its language, a colon and the name, for example fr: Tchad. "
                    "The languages are %(languages)s."
                ),
                code="line",
                params={"languages": ", ".join(Language.values)},
            )
        return language.strip(), cleaning.text(name, max_length=200)

    def prepare_value(self, value: Any) -> Any:
        """Stored names as they are typed, English first."""
        if not isinstance(value, Mapping):
            return value
        order = sorted(value, key=lambda language: (language != Language.ENGLISH, language))
        return "\n".join(f"{language}: {value[language]}" for language in order)


class Phrases(Lines):
    """Words to look for, one phrase a line, as `tracker/terminology/phrases.py` has them."""

    longest = 1000
    hint = _(
        "One phrase a line, for example: bogus (house)maid(s)|worker(s). Letters in brackets may be missing; | "
        "stands between words of which one fits; * is any word, # a number, ... up to six words; ? says that the "
        "word before it may be missing. Capitals and accents make no difference."
    )

    def clean_text(self, value: Any) -> Any:
        """The lines, if each is a phrase."""
        lines = super().clean_text(value)
        for line in lines:
            try:
                phrase_of(line)
            except BadPhrase as bad:
                raise ValidationError(
                    NO_PHRASE[bad.code], code="phrase", params={"line": line, "part": bad.part}
                ) from None
        return lines


class PhrasesText(Phrases):
    """The same for a column of text."""

    def clean_text(self, value: Any) -> Any:
        """The lines as one text."""
        return "\n".join(super().clean_text(value))

    def to_python(self, value: Any) -> Any:
        """The text; blank stays blank."""
        return super().to_python(value) or ""


def strict_field(
    column: "models.Field[Any, Any]", kind: type[StrictField] | None = None
) -> forms.Field | None:
    """The strict field for a column, or None where its own is strict already: a choice, a link, a tick."""
    if column.choices or column.is_relation or isinstance(column, models.DateTimeField):
        return None
    kind = kind or next((made for base, made in STRICT.items() if isinstance(column, base)), None)
    if kind is None:
        return None
    field = kind(
        label=capfirst(str(column.verbose_name)),
        required=not column.blank,
        help_text=column.help_text or getattr(kind, "hint", ""),
        initial=column.get_default() if column.has_default() else None,
        **_widget(kind),
        **_bounds(column, kind),
    )
    if column.null:
        field.blank = None
    return field


# A column is of the first of these classes that it is of: some are subclasses of others.
STRICT: "dict[type[models.Field[Any, Any]], type[StrictField]]" = {
    models.EmailField: Email,
    models.SlugField: Slug,
    models.URLField: WebLink,
    models.CharField: ShortText,
    models.TextField: Narrative,
    FigureField: Figure,
    models.PositiveSmallIntegerField: WholeNumber,
    models.PositiveIntegerField: WholeNumber,
    models.DateField: IsoDate,
}


def _widget(kind: type[StrictField]) -> dict[str, Any]:
    if issubclass(kind, Lines | Names):
        return {}
    return {"widget": HintedArea() if issubclass(kind, Narrative) else AdminTextInputWidget()}


def _bounds(column: "models.Field[Any, Any]", kind: type[StrictField]) -> dict[str, Any]:
    """How much the column takes."""
    if issubclass(kind, ShortText | Slug) and column.max_length:
        return {"max_length": column.max_length}
    if issubclass(kind, WholeNumber):
        return {"maximum": SMALL if isinstance(column, models.PositiveSmallIntegerField) else LARGE}
    return {"earliest": LONG_AGO} if issubclass(kind, IsoDate) else {}
