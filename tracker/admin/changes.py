"""What changed when: versions of commitments and targets as the desk lists and links them."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest
from django.urls import reverse

from tracker.forms.fields import PageNumber
from tracker.selectors.history import ChangeRow, all_changes, change_rows

A_PAGE, AT_A_GLANCE = 50, 8
SEEN_WITH = [
    "tracker.view_commitmentversion",
    "tracker.view_targetversion",
    "tracker.view_placetargetversion",
]


@dataclass(frozen=True)
class LinkedChange:
    """A change, the word for what was changed, and the page where it can be changed again."""

    row: ChangeRow
    what: str
    url: str


def may_see_changes(request: HttpRequest) -> bool:
    """Whether the person may see the versions of all three nouns."""
    return request.user.has_perms(SEEN_WITH)


def page_of_changes(request: HttpRequest) -> tuple[Page[tuple[str, int, object]], list[LinkedChange]]:
    """The page that the address asks for; a number that is none, or past the end, is a plain 404."""
    try:
        number = PageNumber().clean(request.GET.get("page", ""))
        page = Paginator(all_changes(), A_PAGE).page(number)
    except (ValidationError, InvalidPage):
        raise Http404 from None
    return page, [_linked(row) for row in change_rows(list(page.object_list))]


def latest_changes() -> list[LinkedChange]:
    """The newest few."""
    return [_linked(row) for row in change_rows(list(all_changes()[:AT_A_GLANCE]))]


def _linked(row: ChangeRow) -> LinkedChange:
    name = row.kind.value.replace("_", "")
    url = reverse(f"admin:tracker_{name}_change", args=[row.parent_pk])
    return LinkedChange(row=row, what=str(row.kind.label), url=url)
