"""The search box of the front page: from a code or some words to the one target or commitment, or to the list."""

from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from tracker.models import Commitment, Target

LONGEST = 200


def may_find(site: AdminSite, request: HttpRequest) -> bool:
    """Whether the person sees both nouns."""
    return all(
        site.get_model_admin(noun).has_view_or_change_permission(request) for noun in (Target, Commitment)
    )


def find(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """The commitment of that code, or the one target or commitment found; otherwise the list of what was found."""
    if not may_find(site, request):
        raise PermissionDenied
    asked = request.GET.get("q", "").strip()[:LONGEST]
    if not asked:
        return redirect("admin:tracker_target_changelist")
    named = Commitment.objects.filter(code__iexact=asked).first()
    if named:
        return redirect("admin:tracker_commitment_change", named.pk)
    targets = _found(site, Target, request, asked)
    commitments = _found(site, Commitment, request, asked)
    if len(targets) == 1:
        return redirect("admin:tracker_target_change", targets[0])
    if not targets and len(commitments) == 1:
        return redirect("admin:tracker_commitment_change", commitments[0])
    listed = "commitment" if commitments and not targets else "target"
    return redirect(f"{reverse(f'admin:tracker_{listed}_changelist')}?{urlencode({'q': asked})}")


def _found(
    site: AdminSite, noun: type[Target] | type[Commitment], request: HttpRequest, asked: str
) -> list[int]:
    """The ids of the first two that the list of the noun would show, searched for the same."""
    shown = site.get_model_admin(noun)
    every: QuerySet[Any] = noun._default_manager.order_by("pk")
    rows, _several = shown.get_search_results(request, every, asked)
    return list(rows.values_list("pk", flat=True).distinct()[:2])
