"""Lists with what stands beside their rows, asked for a whole page at once."""

from typing import Any

from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest
from django.utils import timezone

from tracker.selectors.desk_lists import made_up, progress_in


class CommitteeList(ChangeList):
    """Committees, each with how it is made up today."""

    def get_results(self, request: HttpRequest) -> None:
        """The rows of the page, and beside each how it is made up."""
        super().get_results(request)
        rows: list[Any] = list(self.result_list)
        found = made_up([row.pk for row in rows], today=timezone.localdate())
        for row in rows:
            row.made_up = found[row.pk]
        self.result_list: Any = rows


class RoundList(ChangeList):
    """Rounds, each with how far the work on what was assigned in it is."""

    def get_results(self, request: HttpRequest) -> None:
        """The rows of the page, and beside each how far its work is."""
        super().get_results(request)
        rows: list[Any] = list(self.result_list)
        found = progress_in([row.pk for row in rows])
        for row in rows:
            row.progress = found[row.pk]
        self.result_list: Any = rows
