"""Column types that keep exact numbers exact on both databases."""

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

# SQLite keeps decimals as floats: exact up to fifteen significant digits, and no further.
MAX_DIGITS, DECIMAL_PLACES = 15, 4


class FigureField(models.DecimalField):  # type: ignore[type-arg]  # not generic at run time
    """A measured number: at most fifteen significant digits, four of them after the point."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", MAX_DIGITS)
        kwargs.setdefault("decimal_places", DECIMAL_PLACES)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Decimal | None, expression: Any, connection: Any) -> Decimal | None:
        """The number without trailing zeros, so that both databases give the same one."""
        if value is None:
            return None
        value = value.normalize()
        return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


class FractionField(models.CharField):  # type: ignore[type-arg]  # not generic at run time
    """An exact fraction, kept as `numerator/denominator` in text: never rounded, the same on both databases."""

    if TYPE_CHECKING:
        # What django-stubs reads to know the type on either side of the attribute.
        _pyi_private_set_type: Fraction  # type: ignore[assignment]
        _pyi_private_get_type: Fraction  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 120)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Fraction | None:
        """The fraction that the text spells; raises ValueError where it spells none."""
        try:
            return None if value is None else Fraction(value)
        except ZeroDivisionError:
            raise ValueError(f"no fraction: {value}") from None

    def to_python(self, value: Any) -> Fraction | None:
        """A fraction from what a form, a fixture or code gives."""
        if value is None or isinstance(value, Fraction):
            return value
        try:
            return Fraction(value)
        except (TypeError, ValueError, ZeroDivisionError):
            raise ValidationError(_("Enter a fraction, such as 2/3."), code="invalid") from None

    def get_prep_value(self, value: Any) -> str | None:
        """The text that is stored."""
        fraction = self.to_python(value)
        return None if fraction is None else f"{fraction.numerator}/{fraction.denominator}"
