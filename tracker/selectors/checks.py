"""Whether what is stored is what the facts give: every score computed anew and compared, field by field."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tracker.models import Score
from tracker.selectors.computed import computed_rows
from tracker.selectors.holders import Holder, all_holders, columns_of

# When a row was computed, and under which number it is kept, says nothing of what it says.
INCIDENTAL = {"id", "as_of", "computed_at", "used", "turns_on"}
SAYS = [field.attname for field in Score._meta.concrete_fields if field.name not in INCIDENTAL]


@dataclass(frozen=True)
class Difference:
    """A score that is not what the facts give: whose it is, its key, and what is wrong."""

    holder: str
    key: str
    what: str

    def __str__(self) -> str:
        return f"{self.holder} {self.key}: {self.what}"


def differences(*, as_of: date) -> Iterator[Difference]:
    """Every stored score that differs from one computed from the facts at the date, holder by holder."""
    for holder in all_holders():
        yield from _differences(holder, as_of=as_of)


def _differences(holder: Holder, *, as_of: date) -> Iterator[Difference]:
    wanted = {row.key: row for row in computed_rows(holder, as_of=as_of)}
    stored = _stored(holder)
    for key in sorted(wanted.keys() | stored.keys()):
        what = _what_is_wrong(wanted.get(key), stored.get(key))
        if what:
            yield Difference(holder.code, key, what)


def _stored(holder: Holder) -> dict[str, Score | str]:
    """The stored rows by their keys; in place of one that cannot be read, why it cannot."""
    rows = Score.objects.filter(**columns_of(holder))
    try:
        return {row.key: row for row in rows}
    except ValueError:
        return {key: _read(pk) for key, pk in rows.values_list("key", "pk")}


def _read(pk: int) -> Score | str:
    try:
        return Score.objects.get(pk=pk)
    except ValueError as fault:
        return str(fault)


def _what_is_wrong(wanted: Score | None, stored: Score | str | None) -> str:
    if isinstance(stored, str):
        return f"cannot be read: {stored}"
    if stored is None:
        return "is not stored"
    if wanted is None:
        return "is stored, and the facts give no such score"
    unlike = [name for name in SAYS if getattr(stored, name) != getattr(wanted, name)]
    return "; ".join(
        f"{name} is {getattr(stored, name)}, and should be {getattr(wanted, name)}" for name in unlike
    )
