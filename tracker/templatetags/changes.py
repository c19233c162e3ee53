"""What changed and what was found, as pages print it: where each leads, and how to be told."""

from collections.abc import Mapping

from django import template
from django.urls import reverse
from django.utils.http import urlencode

from tracker.selectors.change_rows import ChangeRow, about_of, explained_at
from tracker.selectors.mark_changes import Watched, feed_of

register = template.Library()


@register.filter
def about(row: ChangeRow) -> str:
    """What the mark is about."""
    return about_of(row)


@register.filter
def explained(row: ChangeRow) -> str:
    """The page that explains it."""
    return explained_at(row)


@register.simple_tag
def feed_address(watched: Watched | None) -> str:
    """The feed of what is watched, or of everything."""
    return feed_of(watched or Watched())


@register.simple_tag
def subscribe_address(watched: Watched | None) -> str:
    """The form for letters about what is watched, or about everything."""
    form = reverse("public:subscribe")
    return f"{form}?{watched.query}" if watched and watched.query else form


@register.simple_tag
def page_address(kept: Mapping[str, str], number: int, step: int) -> str:
    """Another page of the same list."""
    return "?" + urlencode({**kept, "page": str(number + step)})


@register.simple_tag
def search_address(words: str, kind: str = "", number: int = 1, step: int = 0) -> str:
    """A search for these words, of one kind, and another page of it."""
    asked = {"q": words, "kind": str(kind), "page": str(number + step) if number + step > 1 else ""}
    return f"{reverse('public:search')}?{urlencode({name: value for name, value in asked.items() if value})}"
