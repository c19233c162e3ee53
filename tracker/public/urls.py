"""The addresses of the public pages. Codes in them are stable: they are meant to be cited."""

from django.urls import path, register_converter

from tracker.public import (
    change_views,
    compare_views,
    data_views,
    dispute_views,
    edition_views,
    endorsement_views,
    file_views,
    map_views,
    practice_views,
    search_views,
    set_views,
    subscription_views,
    views,
    why_views,
)
from tracker.public.embedding import with_embeds
from tracker.public.taking import FormConverter, with_data


class CodeConverter:
    """A code as places and commitments have them: letters, digits and hyphens, at most sixty."""

    regex = "[A-Za-z0-9-]{1,60}"

    def to_python(self, value: str) -> str:
        """The code itself."""
        return value

    def to_url(self, value: str) -> str:
        """The code itself."""
        return value


class ItemConverter(CodeConverter):
    """A code as numbered items have them: points stand in it too."""

    regex = "[A-Za-z0-9][A-Za-z0-9.-]{0,59}"


class SmallNumberConverter:
    """A whole number of one or two digits, such as an objective's number or a horizon's years."""

    regex = "[1-9][0-9]?"

    def to_python(self, value: str) -> int:
        """The number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """The number in plain digits."""
        return str(value)


register_converter(CodeConverter, "code")
register_converter(ItemConverter, "item")
register_converter(SmallNumberConverter, "small")
register_converter(FormConverter, "form")

app_name = "public"
pages = [
    path("", views.home, name="home"),
    path("objectives/", views.objectives, name="objectives"),
    path("objectives/<small:number>/", views.objective, name="objective"),
    path("commitments/<code:code>/", views.commitment, name="commitment"),
    path("commitments/<code:code>/endorse/", endorsement_views.endorse_commitment, name="endorse-commitment"),
    path("places/", views.places, name="places"),
    path("places/<code:code>/", views.place, name="place"),
    path("places/<code:place>/why/<code:address>/", why_views.place_why, name="place_why"),
    path("places/<code:place>/why/<code:address>.json", why_views.place_why_json, name="place_why_json"),
    path("places/<code:place>/<code:commitment>/<small:years>/", views.target, name="target"),
    path("places/<code:place>/<code:commitment>/", views.place_commitment, name="place-commitment"),
    path("heatmap/", map_views.heatmap, name="heatmap"),
    path("map/", map_views.tiles, name="map"),
    path("compare/", compare_views.compare, name="compare"),
    path("benchmarks/", set_views.benchmarks, name="benchmarks"),
    path("benchmarks/<item:code>/", set_views.benchmark, name="benchmark"),
    path("populations/", set_views.populations, name="populations"),
    path("populations/<code:code>/", set_views.population, name="population"),
    path("horizons/<small:years>/", map_views.horizon, name="horizon"),
    path("processes/", views.processes, name="processes"),
    path("processes/<code:code>/", views.process, name="process"),
    path("processes/<code:process>/why/<code:address>/", why_views.process_why, name="process_why"),
    path(
        "processes/<code:process>/why/<code:address>.json",
        why_views.process_why_json,
        name="process_why_json",
    ),
    path("reports/<uuid:uuid>/", views.report, name="report"),
    path("reports/<uuid:uuid>/files/<small:number>/", file_views.file, name="report-file"),
    path(
        "reports/<uuid:uuid>/replies/<small:reply>/files/<small:number>/",
        file_views.reply_file,
        name="reply-file",
    ),
    path("reports/<uuid:uuid>/dispute/", dispute_views.raise_dispute, name="raise_dispute"),
    path("disputes/<uuid:uuid>/", dispute_views.dispute, name="dispute"),
    path("committees/", views.committees, name="committees"),
    path("committees/<slug:slug>/", views.committee, name="committee"),
    path("about/", views.about, name="about"),
    path("method/", views.method_page, name="method"),
    path("sources/", views.sources, name="sources"),
    path("practices/", practice_views.practices, name="practices"),
    path("practices/<uuid:uuid>/", practice_views.practice, name="practice"),
    path("terms/", views.terms, name="terms"),
    path("terms/<slug:code>/", views.term, name="term"),
    path("editions/", edition_views.editions, name="editions"),
    path("editions/<slug:slug>/", edition_views.edition, name="edition"),
    path("editions/<slug:slug>/places/<code:code>/", edition_views.edition_place, name="edition-place"),
    path(
        "editions/<slug:slug>/processes/<code:code>/", edition_views.edition_process, name="edition-process"
    ),
    path(
        "editions/<slug:slug>/commitments/<code:code>/",
        edition_views.edition_commitment,
        name="edition-commitment",
    ),
    path("editions/<slug:slug>/endorse/", endorsement_views.endorse_edition, name="endorse-edition"),
    path("endorsements/<slug:token>/", endorsement_views.letter, name="endorsement-letter"),
    path("editions/<slug:slug>/changes/", edition_views.edition_changes, name="edition-changes"),
    path("editions/<slug:slug>/edition.json", edition_views.edition_json, name="edition-json"),
    path("editions/<slug:slug>/cite.bib", edition_views.edition_bibtex, name="edition-bibtex"),
    path("editions/<slug:slug>/cite.ris", edition_views.edition_ris, name="edition-ris"),
    path("search/", search_views.search, name="search"),
    path("changes/", change_views.changes, name="changes"),
    path("changes/feed.atom", change_views.feed, name="changes-feed"),
    path("changes/subscribe/", subscription_views.subscribe, name="subscribe"),
    path("places/<code:code>/changes.atom", change_views.place_feed, name="place-feed"),
    path("objectives/<small:number>/changes.atom", change_views.objective_feed, name="objective-feed"),
    path("commitments/<code:code>/changes.atom", change_views.commitment_feed, name="commitment-feed"),
    path("subscriptions/confirm/<slug:token>/", subscription_views.letter, name="subscription-letter"),
    path("subscriptions/<uuid:uuid>/", subscription_views.subscription, name="subscription"),
    path("integrity/", views.integrity, name="integrity"),
    path("integrity/key.pem", views.signing_key_file, name="signing-key"),
    path("data/", data_views.data, name="data"),
    path("data/package.zip", data_views.package, name="package"),
    path("data/datapackage.json", data_views.descriptor, name="package-descriptor"),
    path("data/<slug:name>.csv", data_views.table, name="package-table"),
]
urlpatterns = with_data(with_embeds(pages))
