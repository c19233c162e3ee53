"""Readers whose pages come from memory, and readers whose pages are made anew."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from scorecard import kept_pages
from tests.pages import addresses
from tracker.models import Benchmark, Dispute, Edition, GoodPractice, Term

NO_TIME = 0.0
AN_HOUR = 3600.0


def keeping_client(**more):
    """A reader of a process that keeps pages; a new one has nothing kept yet."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(settings, "PAGE_CACHE_BYTES", 4_000_000)
        client = Client(**more)
        client.handler.load_middleware()
    return client


def looks_each_time(monkeypatch):
    """Let no second pass between an act and the look which version holds."""
    monkeypatch.setattr(kept_pages, "EVERY", NO_TIME)


def looks_once(monkeypatch):
    """Let no look which version holds fall between two pages, however slow the machine is."""
    monkeypatch.setattr(kept_pages, "EVERY", AN_HOUR)


def public_addresses():
    """Every public page there is."""
    single = [
        "home",
        "objectives",
        "heatmap",
        "map",
        "compare",
        "benchmarks",
        "populations",
        "processes",
        "about",
        "method",
        "sources",
        "integrity",
        "terms",
        "practices",
        "changes",
        "changes-feed",
    ]
    named = [
        reverse("public:objective", args=[10]),
        reverse("public:commitment", args=["GCM10-9"]),
        reverse("public:horizon", args=[5]),
        *(reverse("public:benchmark", args=[one.code]) for one in Benchmark.objects.all()),
        *(reverse("public:term", args=[one.code]) for one in Term.objects.all()),
        reverse("public:place-feed", args=["arcadia"]),
        reverse("public:place-picture", args=["arcadia"]),
        reverse("public:heatmap-embed"),
        reverse("public:objective-feed", args=[10]),
    ]
    why = [reverse("public:place_why", args=["arcadia", "all"]), "/places/world/why/GCM10-9-5.json"]
    said = [
        *(reverse("public:practice", args=[one.uuid]) for one in GoodPractice.objects.published()),
        *(reverse("public:dispute", args=[one.uuid]) for one in Dispute.objects.all()),
        *(reverse("public:edition", args=[one.slug]) for one in Edition.objects.all()),
    ]
    pages = [reverse(f"public:{name}") for name in [*single, "editions"]]
    return [*pages, *named, *why, *said, *addresses()]


def some_addresses():
    """A few of them: the first one, one about a place, and one with everything that happened."""
    return [reverse("public:home"), reverse("public:place", args=["arcadia"]), reverse("public:changes-feed")]


def seen(client, paths):
    """What a reader sees at each address."""
    answers = {path: client.get(path) for path in paths}
    return {path: (answer.status_code, answer.content.decode()) for path, answer in answers.items()}
