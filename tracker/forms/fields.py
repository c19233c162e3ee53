"""The fields of every form: each lets in exactly what cleaning lets in, and says what is wrong in a reader's words.

Use these and no others: the stock fields store control characters, take 02/03/2026 for a date and 1_000 for a number.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from tracker import cleaning
from tracker.forms.hints import HintedText
from tracker.forms.refusals import WORDS, refused


class StrictField(forms.Field):
    """A line of text that `clean_text` turns into a value. Blank text is no answer: `blank` stands for it."""

    widget: type[forms.Widget] = forms.TextInput
    # No autocomplete="off": a browser then forgets what was typed when one goes back to the page.
    attrs: ClassVar[dict[str, str]] = {"spellcheck": "false", "dir": "ltr"}
    blank: Any = None
    default_error_messages: ClassVar[dict[str, Any]] = {"required": WORDS["missing"]}

    def clean_text(self, value: Any) -> Any:
        """The clean value of text that is not blank, or `Unclean`."""
        raise NotImplementedError

    def to_python(self, value: Any) -> Any:
        """The clean value; a refusal becomes the field's error."""
        if value is None or (isinstance(value, str) and not value.strip()):
            return self.blank
        try:
            return self.clean_text(value)
        except cleaning.Unclean as refusal:
            raise refused(refusal) from None

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        """What helps the person type it. No maxlength: it would cut a pasted text without a word."""
        return {} if widget.is_hidden else dict(self.attrs)


class ShortText(StrictField):
    """One line of text in any script."""

    attrs: ClassVar[dict[str, str]] = {"dir": "auto"}
    blank = ""
    multiline = False

    def __init__(self, *, max_length: int = 200, **kwargs: Any) -> None:
        self.max_length = max_length
        super().__init__(**kwargs)

    def clean_text(self, value: Any) -> str:
        """The text in NFC, without outer space."""
        return cleaning.text(value, max_length=self.max_length, multiline=self.multiline)


class Narrative(ShortText):
    """Some paragraphs of text in any script; shown as text, never as markup."""

    widget = HintedText
    attrs: ClassVar[dict[str, str]] = {"rows": "6", "spellcheck": "true", "dir": "auto"}
    multiline = True

    def __init__(self, *, max_length: int = 20_000, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)


class Figure(StrictField):
    """A measured number, exact. Stays a text input: a number input loses what it cannot read."""

    default_error_messages: ClassVar[dict[str, Any]] = {"required": WORDS["missing_number"]}

    def __init__(self, *, signed: bool = False, **kwargs: Any) -> None:
        self.signed = signed
        super().__init__(**kwargs)

    def clean_text(self, value: Any) -> Decimal:
        """The number, without trailing zeros."""
        return cleaning.figure(value)

    def prepare_value(self, value: Any) -> Any:
        """A stored number as it is typed: never as 1E+3."""
        return f"{value:f}" if isinstance(value, Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        """The keypad for numbers, except where a minus is likely: some phones' keypads have none."""
        keypad = {} if self.signed or widget.is_hidden else {"inputmode": "decimal"}
        return super().widget_attrs(widget) | keypad


class Percent(Figure):
    """A share in per cent, from 0 to 100, with at most two decimals."""

    def clean_text(self, value: Any) -> Decimal:
        """The share, without trailing zeros."""
        return cleaning.percent(value)


class WholeNumber(StrictField):
    """A count from `minimum` to `maximum`."""

    attrs: ClassVar[dict[str, str]] = StrictField.attrs | {"inputmode": "numeric"}
    default_error_messages: ClassVar[dict[str, Any]] = {"required": WORDS["missing_number"]}

    def __init__(self, *, minimum: int = 0, maximum: int = 10**9, **kwargs: Any) -> None:
        self.minimum, self.maximum = minimum, maximum
        super().__init__(**kwargs)

    def clean_text(self, value: Any) -> int:
        """The number."""
        return cleaning.whole_number(value, minimum=self.minimum, maximum=self.maximum)


class PageNumber(WholeNumber):
    """The page of a list, as an address carries it; without one, the first."""

    blank = 1

    def __init__(self, *, maximum: int = 10_000, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(minimum=1, maximum=maximum, **kwargs)


class Year(WholeNumber):
    """A year of four digits."""

    default_error_messages: ClassVar[dict[str, Any]] = {"required": WORDS["missing_year"]}

    def clean_text(self, value: Any) -> int:
        """The year."""
        return cleaning.year(value, earliest=self.minimum, latest=self.maximum)


class IsoDate(StrictField):
    """A date written YYYY-MM-DD. `today` may be set by the form; without it, the server's date counts."""

    default_error_messages: ClassVar[dict[str, Any]] = {"required": WORDS["missing_date"]}

    def __init__(
        self,
        *,
        earliest: date = cleaning.EARLIEST,
        latest: date | None = None,
        today: date | None = None,
        **kwargs: Any,
    ) -> None:
        self.earliest, self.latest, self.today = earliest, latest, today
        super().__init__(**kwargs)

    def clean_text(self, value: Any) -> Any:
        """The date."""
        return cleaning.iso_date(value, today=self.day(), earliest=self.earliest, latest=self.latest)

    def day(self) -> date:
        """The day that counts as today."""
        return self.today or timezone.localdate()

    def prepare_value(self, value: Any) -> Any:
        """A stored date as it is typed, in every language."""
        if isinstance(value, tuple):
            return str(cleaning.Reference(*value))
        return value.isoformat() if isinstance(value, date) else value


class ReferenceDate(IsoDate):
    """What a reading is about: a whole year (2025) or a day (2025-06-30). The value is a `cleaning.Reference`."""

    def clean_text(self, value: Any) -> cleaning.Reference:
        """The day, and whether the whole year that ends on it is meant."""
        return cleaning.reference_date(value, today=self.day(), earliest=self.earliest)


class WebLink(StrictField):
    """The address of a public web page."""

    attrs: ClassVar[dict[str, str]] = StrictField.attrs | {"inputmode": "url"}
    blank = ""
    default_error_messages: ClassVar[dict[str, Any]] = {"required": WORDS["missing_link"]}

    def clean_text(self, value: Any) -> str:
        """The address."""
        return cleaning.web_link(value)


class Email(StrictField):
    """One e-mail address."""

    attrs: ClassVar[dict[str, str]] = StrictField.attrs | {"inputmode": "email", "autocomplete": "email"}
    blank = ""
    default_error_messages: ClassVar[dict[str, Any]] = {"required": WORDS["missing_email"]}

    def clean_text(self, value: Any) -> str:
        """The address in small letters."""
        return cleaning.email(value)


class Slug(StrictField):
    """A name for use in an address."""

    blank = ""

    def __init__(self, *, max_length: int = 80, **kwargs: Any) -> None:
        self.max_length = max_length
        super().__init__(**kwargs)

    def clean_text(self, value: Any) -> str:
        """The name in small letters."""
        return cleaning.slug(value, max_length=self.max_length)


class Token(StrictField):
    """The hidden UUID that makes a form count once, however often it is sent."""

    widget = forms.HiddenInput
    default_error_messages: ClassVar[dict[str, Any]] = {"required": WORDS["token"]}

    def clean_text(self, value: Any) -> Any:
        """The UUID."""
        return cleaning.token(value)


class Version(WholeNumber):
    """The hidden number of the version that a page was opened with; whatever is wrong with it, the page is old."""

    widget = forms.HiddenInput
    default_error_messages: ClassVar[dict[str, Any]] = {"required": WORDS["token"]}

    def clean_text(self, value: Any) -> int:
        """The number."""
        try:
            return super().clean_text(value)
        except cleaning.Unclean:
            raise cleaning.Unclean("token") from None


class Choice(forms.ChoiceField):
    """One of a list, as radio buttons; a long list may take `forms.Select`."""

    widget = forms.RadioSelect
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": WORDS["missing_choice"],
        "invalid_choice": WORDS["choice"],
    }


class Choices(forms.MultipleChoiceField):
    """Any of a list, as checkboxes; each counts once."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": WORDS["missing_choices"],
        "invalid_choice": WORDS["choice"],
        "invalid_list": WORDS["choice"],
    }

    def to_python(self, value: Iterable[Any] | None) -> list[str]:
        """The chosen values in the order they came, without repeats."""
        return list(dict.fromkeys(super().to_python(value)))
