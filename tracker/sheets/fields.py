"""The strict fields of cells: what a spreadsheet writes for a figure, a yes or no, one of a list, one of ours."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from tracker import cleaning
from tracker.finding.words import folded, words_in
from tracker.forms.fields import Figure, ShortText, StrictField
from tracker.forms.refusals import refused

# How a spreadsheet begins a formula, and what people write where they know nothing.
FORMULA = ("=", "+", "@")
NOTHING_KNOWN = frozenset(
    ("n/a", "na", "n.a.", "nan", "none", "null", "nil", "-", "–", "—", ".", "..", "...", "?")
)
CODE = re.compile(r"[A-Za-z0-9]+([.-][A-Za-z0-9]+)*")
# Baselines and seats may be older than the Compact.
LONG_AGO = date(1900, 1, 1)
# Between several of them in one cell.
BETWEEN = "; "
# So many characters of one of several name it where it is refused.
NAMED = 30
NO_SUCH_CODE = _("There is none with this code. Write the code as its list has it.")
NO_SUCH_SOURCE = _("No source has this code. Its code stands in the list of sources.")


class CellFigure(Figure):
    """A figure as it comes out of a spreadsheet."""

    def clean_text(self, value: Any) -> Any:
        """The number; what a spreadsheet writes instead of one is refused with what to write."""
        plain = str(value).strip()
        if plain.startswith(FORMULA):
            raise ValidationError(
                _("Write the figure itself: a formula or a sign before it is not read."), code="formula"
            )
        if folded(plain) in NOTHING_KNOWN:
            raise ValidationError(_("Leave this empty where nobody knows the figure."), code="nothing")
        return super().clean_text(value)


class YesNo(StrictField):
    """Yes or no."""

    def clean_text(self, value: Any) -> bool:
        """Yes or no, in English or in the reader's language."""
        said = folded(str(value).strip())
        if said in {"yes", "true", folded(now("yes"))}:
            return True
        if said in {"no", "false", folded(now("no"))}:
            return False
        raise ValidationError(_("Write yes or no."), code="yes_no")

    def prepare_value(self, value: Any) -> Any:
        """How it is typed."""
        return {True: now("yes"), False: now("no"), None: ""}.get(value, value)


class Code(ShortText):
    """A code that files and addresses name: letters and digits, with points or hyphens between them."""

    def clean_text(self, value: Any) -> str:
        """The code as it was typed."""
        code = super().clean_text(value)
        if not CODE.fullmatch(code):
            raise ValidationError(
                _("Use letters and digits, with points or hyphens between them, for example GCM10-4."),
                code="code",
            )
        return code


class OneOf(StrictField):
    """One of a closed list, by its code or by the words for it. Blank is None, or what `blank` says."""

    def __init__(self, labels: Mapping[Any, str | Promise], *, blank: Any = None, **kwargs: Any) -> None:
        self.labels, self.blank = labels, blank
        super().__init__(**kwargs)

    def clean_text(self, value: Any) -> Any:
        """The member of the list."""
        said = folded(str(value).strip())
        for member, label in self.labels.items():
            if said in (folded(str(member)), folded(str(label))):
                return member
        codes = ", ".join(str(member) for member in self.labels)
        raise ValidationError(_("Write one of these: %(codes)s."), code="choice", params={"codes": codes})

    def prepare_value(self, value: Any) -> Any:
        """Its code."""
        return "" if value is None else str(value)


class Among(StrictField):
    """One of our rows, by its code, or by a name that no other has. The rows are read once, when first asked for."""

    def __init__(
        self,
        rows: Callable[[], Iterable[Model]],
        *,
        code: Callable[[Any], str],
        names: Callable[[Any], Iterable[str]] = lambda row: (),
        words: Any = NO_SUCH_CODE,
        blank: Any = None,
        **kwargs: Any,
    ) -> None:
        self.rows, self.code, self.names, self.words, self.blank = rows, code, names, words, blank
        self._known: dict[str, set[Any]] | None = None
        super().__init__(**kwargs)

    def clean_text(self, value: Any) -> Any:
        """The row."""
        found = self._found(str(value))
        if not found:
            raise ValidationError(self.words, code="none")
        if len(found) > 1:
            codes = ", ".join(sorted(self.code(one) for one in found))
            raise ValidationError(
                _("Several are called so: write the code of one (%(codes)s)."),
                code="several",
                params={"codes": codes},
            )
        return next(iter(found))

    def prepare_value(self, value: Any) -> Any:
        """Its code."""
        return self.code(value) if isinstance(value, Model) else value

    def _found(self, text: str) -> set[Any]:
        if self._known is None:
            self._known = {}
            rows = list(self.rows())
            for row in rows:
                for name in self.names(row):
                    self._known.setdefault(plain(name), set()).add(row)
            # A code is one row's alone, and goes before names that look like it.
            self._known |= {f"={folded(self.code(row))}": {row} for row in rows}
        return self._known.get(f"={folded(text.strip())}") or self._known.get(plain(text), set())


class Several(Among):
    """Any number of our rows, by their codes with semicolons between."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, blank=(), **kwargs)

    def clean_text(self, value: Any) -> tuple[Any, ...]:
        """The rows, each once, in the order of their codes."""
        return tuple(sorted({self._one(part) for part in parts(value)}, key=self.code))

    def prepare_value(self, value: Any) -> Any:
        """Their codes."""
        return BETWEEN.join(self.code(one) for one in value) if isinstance(value, tuple) else value

    def _one(self, part: str) -> Any:
        try:
            return super().clean_text(part)
        except ValidationError as refusal:
            raise _at(part, refusal) from None


class Words(StrictField):
    """Any number of words or names with semicolons between. A word is spelled as `known` has it, or as it came first.

    What is known is read once, when first asked for.
    """

    attrs: ClassVar[dict[str, str]] = {"dir": "auto"}
    blank: Any = ()

    def __init__(self, known: Callable[[], Iterable[str]], *, max_length: int = 80, **kwargs: Any) -> None:
        self.known, self.max_length = known, max_length
        self._spelled: dict[str, str] | None = None
        super().__init__(**kwargs)

    def clean_text(self, value: Any) -> tuple[str, ...]:
        """The words, each once, in the order in which they were typed."""
        if self._spelled is None:
            self._spelled = {folded(word): word for word in self.known()}
        words = [self._one(part) for part in parts(value)]
        return tuple(dict.fromkeys(self._spelled.setdefault(folded(word), word) for word in words))

    def prepare_value(self, value: Any) -> Any:
        """How they are typed."""
        return BETWEEN.join(value) if isinstance(value, tuple) else value

    def _one(self, part: str) -> str:
        if folded(part) in NOTHING_KNOWN:
            raise ValidationError(_("Leave this empty where there is none."), code="nothing")
        try:
            return cleaning.text(part, max_length=self.max_length)
        except cleaning.Unclean as refusal:
            raise _at(part, refused(refusal)) from None


def _at(part: str, refusal: ValidationError) -> ValidationError:
    """The refusal of one of several, with the beginning of what is refused before it."""
    return ValidationError([f"{Truncator(part).chars(NAMED)}: {words}" for words in refusal.messages])


def parts(text: Any) -> list[str]:
    """What stands between the semicolons of a text."""
    return [part.strip() for part in str(text).split(";") if part.strip()]


def of(labels: Iterable[Any]) -> dict[Any, str | Promise]:
    """A closed list of ours as its members with their words."""
    return {member: member.label for member in labels}


def plain(name: str) -> str:
    """A name as it is compared: without accents and capitals, whatever the apostrophe and the hyphens."""
    return " ".join(word.folded for word in words_in(name.replace("&", " and ")))
