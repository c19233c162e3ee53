"""Commitments."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.admin.baseline_table import BaselineTablePages
from tracker.admin.commitment_forms import ReviseCommitmentForm, saying_typed_from
from tracker.admin.followable import answers
from tracker.admin.propose_form import ProposeForm
from tracker.admin.site import desk
from tracker.admin.version_forms import VersionForm
from tracker.models import Commitment
from tracker.selectors.desk import facts_beside, horizon_cells, latest_number
from tracker.selectors.followable import followable


@admin.register(Commitment, site=desk)
class CommitmentAdmin(BaselineTablePages):
    """A promise: open one to change what it says, or to reach its targets."""

    list_display = ("code", "title", "objective", "scope", "weight", "status", "verifiable")
    list_display_links = ("code", "title")
    list_filter = ("status", "scope", "verifiable", "verified", "objective")
    search_fields = ("code", "title", "text")
    search_help_text = _("The code, or words of the title or the text.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Commitment]:
        """The commitments with what each belongs to and names."""
        found: QuerySet[Commitment] = super().get_queryset(request)
        return found.select_related("objective", "area", "indicator")

    def form_for(self, request: HttpRequest, held: Any | None, data: Any) -> VersionForm:
        """What a commitment says from today on, or a new one."""
        if held is None:
            return ProposeForm(data, initial={"weight": 1, "verifiable": True})
        said = self.restored(request, held) or held
        initial = {**saying_typed_from(said), "after": latest_number(held)}
        return ReviseCommitmentForm(data, commitment=held, initial=initial)

    def beside(self, held: Commitment) -> dict[str, Any]:
        """Its targets side by side, whether it can be followed, and what of it never changes."""
        cells = horizon_cells(held, today=timezone.localdate())
        check = answers(held, followable(held, today=timezone.localdate()))
        return {"commitment": held, "cells": cells, "facts": facts_beside(held), "followable": check}
