"""Commitments gathered by what they serve and whom they are about."""

from datetime import date

from django.http import HttpRequest, HttpResponse

from tracker.public.answers import page, with_more
from tracker.public.dated import dated_page
from tracker.public.set_telling import (
    benchmark_telling,
    benchmarks_telling,
    population_telling,
    populations_telling,
)
from tracker.selectors.benchmarks import benchmark_page, benchmarks_page
from tracker.selectors.populations import population_page, populations_page


@dated_page
def benchmarks(request: HttpRequest, as_of: date | None) -> HttpResponse:
    """The frameworks beside the Compact with their benchmarks, and what serves each."""
    found = benchmarks_page(as_of=as_of)
    response = page(request, "benchmarks", found, section="benchmarks")
    return with_more(response, headline=benchmarks_telling(found))


@dated_page
def benchmark(request: HttpRequest, as_of: date | None, code: str) -> HttpResponse:
    """What the Compact does for one benchmark."""
    found = benchmark_page(code, as_of=as_of)
    response = page(request, "benchmark", found, section="benchmarks")
    return with_more(response, telling=benchmark_telling(found)) if found else response


@dated_page
def populations(request: HttpRequest, as_of: date | None) -> HttpResponse:
    """The groups of people that commitments are about."""
    found = populations_page(as_of=as_of)
    response = page(request, "populations", found, section="populations")
    return with_more(response, headline=populations_telling(found))


@dated_page
def population(request: HttpRequest, as_of: date | None, code: str) -> HttpResponse:
    """What the Compact promises to one group of people, and what came of it."""
    found = population_page(code, as_of=as_of)
    response = page(request, "population", found, section="populations")
    return with_more(response, telling=population_telling(found)) if found else response
