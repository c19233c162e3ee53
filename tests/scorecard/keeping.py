"""Readers whose pages come from memory, and readers whose pages are made anew."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from scorecard import kept_pages
from tests.pages import addresses

NO_TIME = 0.0


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


def public_addresses():
    """Every public page there is."""
    single = ["home", "objectives", "processes", "method", "sources", "integrity", "terms", "practices"]
    named = [reverse("public:objective", args=[10]), reverse("public:commitment", args=["GCM10-9"])]
    why = [reverse("public:place_why", args=["arcadia", "all"]), "/places/world/why/GCM10-9-5.json"]
    return [*(reverse(f"public:{name}") for name in single), *named, *why, *addresses()]


def seen(client, paths):
    """What a reader sees at each address."""
    answers = {path: client.get(path) for path in paths}
    return {path: (answer.status_code, answer.content.decode()) for path, answer in answers.items()}
