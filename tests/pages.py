"""Pages as a reader meets them: the words without the markup, and the addresses of what a test made."""

import re
from html import unescape

from django.urls import reverse

from tracker.models import Committee, Place, PlaceTarget, ProgressReport


def words(html):
    """The text of a piece of a page, every kind of space a plain one."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split()).replace(" .", ".").replace(" ,", ",")


def main_of(response):
    """What stands in the page itself, in words; head, navigation and footer left out."""
    return words(re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)[0])


def lines_of(response, tag):
    """The words of every element of one kind, in order."""
    return [
        words(found) for found in re.findall(rf"<{tag}\b.*?</{tag}>", response.content.decode(), re.DOTALL)
    ]


def target_address(place_target):
    """The page of one target of one place."""
    target = place_target.target
    return reverse(
        "public:target", args=[place_target.place.code, target.commitment.code, target.horizon.years]
    )


def addresses():
    """The pages about places, targets, reports and committees, for everything there is."""
    targets = PlaceTarget.objects.select_related("place", "target__commitment", "target__horizon")
    return [
        reverse("public:places"),
        reverse("public:places") + "?name=arcadia",
        *(reverse("public:place", args=[place.code]) for place in Place.objects.all()),
        *(target_address(one) for one in targets if one.scores.exists()),
        *(reverse("public:place-commitment", args=[one, "GCM10-9"]) for one in ("arcadia", "world")),
        *(reverse("public:report", args=[one.uuid]) for one in ProgressReport.objects.once_public()),
        reverse("public:committees"),
        *(reverse("public:committee", args=[one.slug]) for one in Committee.objects.all()),
    ]
