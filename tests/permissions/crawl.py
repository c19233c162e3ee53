"""Following the links of the public site, and asking for each page as of a past day as well."""

import re
from collections import Counter, deque
from html import unescape

from django.urls import Resolver404, resolve

from tracker.access import Access

LINK = re.compile(r'(?:href|action)="([^"#]*)')
# Nothing leads there: a monitor asks for it.
BEGIN = ("/", "/health/")
PAST = "as_of=2024-06-30"


def crawled(client, *, per_route, also=()):
    """What everybody is answered, by address: at most so many pages of each route, in the order they are met.

    `also` are addresses that no page leads to, as those in letters.
    """
    waiting, seen, counts = deque((*BEGIN, *also)), {}, Counter()
    while waiting:
        address = waiting.popleft()
        route = route_of(address)
        if address in seen or route is None or counts[route, "?" in address] >= per_route:
            continue
        counts[route, "?" in address] += 1
        seen[address] = body_of(client.get(address))
        if "?" not in address:
            waiting.append(f"{address}?{PAST}")
        if seen[address].lstrip().startswith("<!"):
            waiting.extend(unescape(link) for link in LINK.findall(seen[address]))
    return seen


def route_of(address):
    """The route of a public address; None for everything else."""
    try:
        match = resolve(address.partition("?")[0]) if address.startswith("/") else None
    except Resolver404:
        return None
    return match.route if match and getattr(match.func, "access", None) == Access.PUBLIC else None


def body_of(answer):
    """The whole text of an answer, headers included."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    heads = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return content.decode(errors="replace") + f"\n{heads}"


def leaks(pages, secrets):
    """Which secrets stand where, by address."""
    hidden = re.compile("|".join(re.escape(one) for one in sorted(secrets)))
    found = {address: sorted(set(hidden.findall(text))) for address, text in pages.items()}
    return {address: texts for address, texts in found.items() if texts}
