"""What a member types, and what is stored before and after."""

from decimal import Decimal
from uuid import uuid4

from django.apps import apps
from django.urls import reverse

from tests.cast import LEVEL, apply_target, make_commitment, make_target
from tracker.actions.targets import Wording


def typed(**more):
    """A whole answer as the form of the cast's level target sends it; None takes a key away."""
    sent = {
        "token": str(uuid4()),
        "answer": "figure",
        "value": "7000",
        "reference_on": "2021",
        "narrative": "Fewer than the year before.",
        "grade": "B",
        "first_url": "https://stats.example.org/yearbook",
        "first_title": "Yearbook",
        "first_quotation": "7 000",
        "first_page": "12",
        "conflict": "none",
    }
    return {name: value for name, value in {**sent, **more}.items() if value is not None}


def rows():
    """How many rows every table has, but for where people are signed in."""
    return {
        model.__name__: model._default_manager.count()
        for model in apps.get_app_config("tracker").get_models()
        if model.__name__ != "Session"
    }


def log_address(cast, place_target=None, committee=None):
    chosen = place_target or cast.place_target
    return reverse("workspace:log", args=[(committee or cast.committee).slug, chosen.uuid])


def form_address(cast, place_target=None):
    """The page with everything on it."""
    return log_address(cast, place_target) + "one-page/"


def address(name, report):
    return reverse(f"workspace:{name}", args=[report.uuid])


def another_target(cast, code):
    target = make_target(make_commitment(code, objective=cast.objective), 5, Wording(**LEVEL))
    return apply_target(target, cast.arcadia, baseline=Decimal(10_000))
