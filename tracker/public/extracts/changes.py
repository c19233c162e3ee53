"""What changed between an edition and another, or today, as rows: one for each target of each place."""

from collections.abc import Iterator

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tracker.enums import MARK_LABELS, STATUS_LABELS
from tracker.scoring import Mark, Status
from tracker.selectors.edition_changes import TODAY, ChangeGroup, changes_page
from tracker.transfer.extract import PLACE, Cells, Column, Extract, Type, row_of
from tracker.wording import figure

CHANGE_COLUMNS = (
    PLACE,
    Column(
        "commitment",
        _("Commitment"),
        _("The code of the commitment."),
        tag="#indicator+code",
        printed=True,
    ),
    Column(
        "horizon",
        _("Horizon"),
        _("How many years after the baseline the target is due, such as 2, 5 or 12."),
        type=Type.WHOLE,
        tag="#date+horizon",
        printed=True,
    ),
    Column(
        "target",
        _("Target"),
        _("What the target asks for."),
        tag="#indicator+description",
    ),
    *(
        Column(f"{what}_{when}{label}", title, about, tag=f"#status+{what}+{when}", printed=bool(label))
        for when, title, about in (
            (
                "before",
                _("Before"),
                _("On the earlier day; empty where it was not there."),
            ),
            ("after", _("After"), _("On the later day; empty where it is gone.")),
        )
        for what in ("mark", "status")
        for label in ("", "_label")
    ),
    Column(
        "missing",
        _("Missing"),
        _("before or after, where there is no mark on that day; empty where there are both."),
        tag="#status+missing",
    ),
    Column("reason", _("Why"), _("Why it changed."), tag="#meta+reason"),
    Column(
        "reason_label",
        _("Why"),
        _("The reason in words."),
        tag="#meta+reason+name",
        printed=True,
    ),
    *(
        Column(name, title, about, type=Type.DAY, tag=f"#date+{name}")
        for name, title, about in (
            ("earlier", _("Earlier day"), _("The earlier of the two days.")),
            ("later", _("Later day"), _("The later of the two days.")),
        )
    ),
)


def edition_changes(*, slug: str, since: str, commitment: str) -> Extract | None:
    """What changed between an edition and another, or today: every place, where the page names the first."""
    page = changes_page(slug, since=since or TODAY, commitment=commitment, named=None)
    if page is None:
        return None
    days = {"earlier": page.earlier.as_of, "later": page.later.as_of}
    sentence = ngettext(
        "%(changed)s of %(compared)s mark changed.",
        "%(changed)s of %(compared)s marks changed.",
        page.compared,
    ) % {"changed": figure(page.changed), "compared": figure(page.compared)}
    return Extract(
        view=f"edition-{slug}-changes",
        title=_now("What changed: %(title)s") % {"title": page.title},
        sentence=sentence,
        as_of=page.later.as_of,
        columns=CHANGE_COLUMNS,
        rows=tuple(
            row_of(
                CHANGE_COLUMNS,
                {**cells, **days, "reason": block.reason.value, "reason_label": str(block.reason.label)},
            )
            for block in page.reasons
            for group in block.groups
            for cells in _changes(group)
        ),
        called={
            place.code: place.name
            for block in page.reasons
            for group in block.groups
            for place in group.places
        },
    )


def _changes(group: ChangeGroup) -> Iterator[Cells]:
    said = {**_side("before", group.before), **_side("after", group.after)}
    missing = "before" if group.before is None else "after" if group.after is None else None
    for place in group.places:
        yield {
            "place": place.code,
            "commitment": group.code,
            "horizon": group.years,
            "target": group.title,
            "missing": missing,
            **said,
        }


def _side(when: str, shown: tuple[Mark, Status] | None) -> dict[str, str | None]:
    if shown is None:
        return {}
    mark, status = shown
    return {
        f"mark_{when}": mark.value,
        f"mark_{when}_label": str(MARK_LABELS[mark]),
        f"status_{when}": status.value,
        f"status_{when}_label": str(STATUS_LABELS[status]),
    }
