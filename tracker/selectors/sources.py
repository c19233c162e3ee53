"""The sources that figures, titles and texts rest on."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from tracker.models import Source


@dataclass(frozen=True, kw_only=True)
class SourceRow:
    """A source: its title, and its address where it has one."""

    code: str
    title: str
    url: str

    @property
    def host(self) -> str:
        """Whose site it is on."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.")


@dataclass(frozen=True, kw_only=True)
class SourcesPage:
    """The sources we read ourselves, and those we know through others only."""

    opened: tuple[SourceRow, ...]
    unopened: tuple[SourceRow, ...]


def sources_page() -> SourcesPage:
    """Every source. One query."""
    rows: dict[bool, list[SourceRow]] = {True: [], False: []}
    for one in Source.objects.all():
        rows[one.opened].append(SourceRow(code=one.code, title=one.title, url=one.url))
    return SourcesPage(opened=tuple(rows[True]), unopened=tuple(rows[False]))
