"""Tables of places."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from tracker.actions.desk_checks import SHAPES, faults_in_code, faults_in_place
from tracker.actions.desk_rows import AddedBefore, RowChange
from tracker.actions.entries import Fault
from tracker.actions.table_kinds import CellFault
from tracker.enums import Language, PlaceKind, TableKind, UnStatus
from tracker.forms.fields import ShortText, Slug
from tracker.models import Place
from tracker.sheets.base import Asked, Record
from tracker.sheets.columns import Column
from tracker.sheets.desk import DeskSheet
from tracker.sheets.fields import OneOf, YesNo, of

NAMED_IN = (
    Language.ENGLISH,
    Language.FRENCH,
    Language.SPANISH,
    Language.ARABIC,
    Language.RUSSIAN,
    Language.CHINESE,
)
LONGEST_NAME = 200


def _code(name: str, title: Any, about: Any, example: str) -> Column:
    field = ShortText(max_length=len(example))
    field.blank = None  # type: ignore[assignment]  # a place without one has none, and no two have the same
    return Column(field, title, about, example=example, also=(name,))


def _name(language: Language) -> Column:
    return Column(
        ShortText(max_length=LONGEST_NAME),
        _("Name (%(language)s)") % {"language": language.label},
        _("The name in that language. English stands in for a name that is missing."),
        needed=language == Language.ENGLISH,
        example="Switzerland" if language == Language.ENGLISH else "",
    )


class Places(DeskSheet):
    """Places, with what they are part of."""

    kind = TableKind.PLACES
    model = Place
    about = _(
        "One row for each place. Names and the part in the UN can be changed; everything else is settled once a "
        "place is stored, since addresses, targets and scores hang on it."
    )
    key = ("code",)
    fixed = frozenset(("place_kind", "parent", "iso2", "iso3", "m49", "fictional"))

    code = Column(
        Slug(max_length=60), _("Code"), _("Its name in addresses."), needed=True, example="switzerland"
    )
    place_kind = Column(
        OneOf(of(PlaceKind)),
        _("Kind"),
        _("world, region, subregion, country or local."),
        needed=True,
        example="country",
        also=("kind",),
    )
    parent = Column(
        Slug(max_length=60),
        _("Part of"),
        _(
            "The code of the place that it is part of; one that is new stands in a row before. The world has none."
        ),
        example="m49-155",
    )
    iso2 = _code("iso 3166 alpha-2", _("ISO 3166 alpha-2"), _("Two capital letters, if it has them."), "CH")
    iso3 = _code(
        "iso 3166 alpha-3", _("ISO 3166 alpha-3"), _("Three capital letters, if it has them."), "CHE"
    )
    m49 = _code("un m49", _("UN M49"), _("Three digits, if it has them."), "756")
    un_status = Column(
        OneOf(of(UnStatus), blank=""),
        _("Part in the UN"),
        _("member or observer; empty where it is neither."),
        example="member",
    )
    fictional = Column(
        YesNo(),
        _("Fictional"),
        _("Whether it is made up, for demonstration: yes or no."),
        default=False,
        example="no",
    )
    name_en, name_fr, name_es, name_ar, name_ru, name_zh = (_name(language) for language in NAMED_IN)

    def load(self) -> Iterable[Record]:
        """Every place. One query."""
        for row in Place.objects.select_related("parent").order_by("level", "code"):
            yield Record(
                kept=row.pk,
                code=row.code,
                place_kind=PlaceKind(row.kind),
                parent=row.parent.code if row.parent else "",
                un_status=UnStatus(row.un_status) if row.un_status else "",
                fictional=row.fictional,
                **{name: getattr(row, name) for name in SHAPES},
                **{f"name_{language.value}": row.names.get(language.value, "") for language in NAMED_IN},
            )

    @cached_property
    def known(self) -> dict[str, Record]:
        """Every place by its code, those of the rows before among them."""
        return {record.code: record for record in self.stored.values()}

    @cached_property
    def taken(self) -> dict[tuple[str, str], str]:
        """Whose the codes of others are."""
        return {
            (name, getattr(one, name)): one.code
            for one in self.known.values()
            for name in SHAPES
            if getattr(one, name)
        }

    def check(self, asked: Asked) -> Iterator[CellFault]:
        """What is part of what, and whose the codes of others are."""
        record = asked.record
        if asked.before is None:
            yield from (self.cell_fault(record, fault) for fault in self._faults(record))
            self.known.setdefault(record.code, record)

    def _faults(self, record: Record) -> Iterator[Fault]:
        parent = self.known.get(record.parent)
        if record.parent and parent is None:
            yield Fault("parent", now("No place has this code. One that is new must stand in a row before."))
        elif record.parent == "" and record.place_kind != PlaceKind.WORLD and not record.fictional:
            yield Fault(
                "parent", now("Say what it is part of: only the world and fictional places stand alone.")
            )
        yield from faults_in_place(record.place_kind, parent.place_kind if parent else None)
        for name in SHAPES:
            value = getattr(record, name)
            yield from faults_in_code(name, value)
            other = self.taken.setdefault((name, value), record.code) if value else record.code
            if other != record.code:
                yield Fault(name, now("%(place)s has this already.") % {"place": other})

    def changes(self) -> list[RowChange]:
        """The higher places first, since the lower ones name them."""
        self.asked.sort(key=lambda one: Place.level_of(one.record.place_kind))
        return super().changes()

    def values_of(self, record: Record) -> dict[str, Any]:
        """What a record says, by the columns of the model."""
        names = {language.value: getattr(record, f"name_{language.value}") for language in NAMED_IN}
        return {
            "code": record.code,
            "kind": record.place_kind.value,
            "parent_id": self._parent_of(record),
            "un_status": str(record.un_status),
            "fictional": record.fictional,
            **{name: getattr(record, name) for name in SHAPES},
            "names": {language: name for language, name in names.items() if name},
        }

    def _parent_of(self, record: Record) -> int | AddedBefore | None:
        """The id of the place that one is part of, or how it is found once it is stored."""
        if not record.parent:
            return None
        stored = self.known[record.parent].kept
        return int(stored) if stored else AddedBefore("code", record.parent)
