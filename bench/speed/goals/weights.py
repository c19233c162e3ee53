"""P7 and P8: what each page asks the database, and what it weighs."""

import gzip
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from bench.speed.goals.pages import STALE
from bench.speed.ground import Ground
from bench.speed.people import level_targets, ready, visitor
from bench.speed.ratios import Finding, Goal
from tracker.actions.publication import bump
from tracker.enums import ReportState, SeatRole
from tracker.models import Committee, Process, ProgressReport, User
from tracker.public.urls import urlpatterns

COLD = Goal(number="P7", what="queries of a public page, the most", at_most=5, unit="queries")
SIGNED_IN = Goal(number="P7", what="queries of a page for members, the most", at_most=8, unit="queries")
WARM = Goal(number="P7", what="queries of a public page asked for again, the most", at_most=0, unit="queries")
HEAVIEST = Goal(number="P8", what="HTML of a public page, gzipped, the heaviest", at_most=20, unit="kB")
FIRST_VIEW = Goal(
    number="P8", what="first view of the first page with all it loads, gzipped", at_most=100, unit="kB"
)
HEAT_MAP = Goal(number="P8", what="HTML of the full heat map, raw", at_most=130, unit="kB")
LOADED = re.compile(rb"""(?:href|src)="/static/([^"?#]+\.(?:css|js|svg|png|ico|woff2))["?#]""")
IN_STYLE = re.compile(r"""url\(["']?(?!data:)([^"')?#]+)""")
COMPRESSED = {".woff2", ".png"}
Words = dict[str, object]


@dataclass(frozen=True)
class Asked:
    """One page: its name, what it asked of the database at first and again, what it weighs, what it loads."""

    name: str
    cold: int
    warm: int
    gzipped: int
    content: bytes


def measure(ground: Ground) -> Iterator[Finding]:
    """Every public page of the world, once cold and then again, the forms for everyone, and a member's pages."""
    ground.quiet()
    ready()
    addresses = public_pages()
    bump()
    time.sleep(STALE)
    pages = [_ask(visitor(), name, path) for name, path in addresses.items()]
    forms = [_ask(visitor(), name, path) for name, path in open_forms(addresses).items()]
    works = [_ask(_signed_in(role), name, path) for name, (path, role) in member_pages().items()]
    yield _most(COLD, {page.name: page.cold for page in [*pages, *forms]})
    yield _most(SIGNED_IN, {page.name: page.cold for page in works})
    yield _most(WARM, {page.name: page.warm for page in pages})
    yield _most(HEAVIEST, {page.name: page.gzipped / 1_000 for page in [*pages, *forms]})
    home = next(page for page in pages if page.name == "home")
    weight, files = first_view(home)
    yield Finding(goal=FIRST_VIEW, value=weight / 1_000, ours=f"{files} files")
    heat_map = next(page for page in pages if page.name == "heatmap")
    zipped = f"{heat_map.gzipped / 1_000:.3g} kB gzipped"
    yield Finding(goal=HEAT_MAP, value=len(heat_map.content) / 1_000, ours=zipped)


def _most(goal: Goal, figures: dict[str, float]) -> Finding:
    """The highest figure, and whose it is."""
    name = max(figures, key=lambda one: figures[one])
    return Finding(goal=goal, value=figures[name], ours=f"{name}, of {len(figures)} pages")


def public_pages() -> dict[str, str]:
    """The address of each kind of public page in the made-up world, which has no edition."""
    target = level_targets(states=1)[0]
    published = ProgressReport.objects.filter(place_target=target, state=ReportState.PUBLISHED)
    place, commitment = target.place.code, target.target.commitment.code
    committees = Committee.objects.filter(place=target.place, leads=True)
    process = Process.objects.values_list("code", flat=True)[0]
    words: dict[str, Words] = {
        "objective": {"number": target.target.commitment.objective.number},
        "commitment": {"code": commitment},
        "place": {"code": place},
        "horizon": {"years": target.target.horizon.years},
        "place_why": {"place": "world", "address": "all"},
        "process": {"code": process},
        "process_why": {"process": process, "address": "all"},
        "target": {"place": place, "commitment": commitment, "years": target.target.horizon.years},
        "report": {"uuid": published.values_list("uuid", flat=True)[0]},
        "committee": {"slug": committees.values_list("slug", flat=True)[0]},
    }
    names = [pattern.name for pattern in urlpatterns if pattern.name]
    found = {name: _address(f"public:{name}", words.get(name, {})) for name in names}
    return {name: path for name, path in found.items() if path}


def _address(name: str, words: Words) -> str:
    """The address, if there is a page at it; a file that is given out piece by piece is none."""
    try:
        path = reverse(name, kwargs=words)
    except NoReverseMatch:
        return ""
    response = visitor().get(path)
    return path if response.status_code == 200 and not response.streaming else ""


def open_forms(pages: dict[str, str]) -> dict[str, str]:
    """The addresses of the forms for everyone. They are not kept, and so nobody asks what they cost again."""
    return {"endorse": f"{pages['commitment']}endorse/", "raise_dispute": f"{pages['report']}dispute/"}


def member_pages() -> dict[str, tuple[str, SeatRole]]:
    """The addresses of a member's work, and whose work it is."""
    target = level_targets(states=1)[0]
    committee = Committee.objects.get(place=target.place, leads=True)
    reports = ProgressReport.objects.filter(committee=committee)
    names = ("desk", "waiting", "disputes", "practices", "endorsements", "states")
    words: dict[str, Words] = {**{name: {} for name in names}, "committee": {"slug": committee.slug}}
    decides, writes = SeatRole.REVIEWER, SeatRole.REPORTER
    on_target: Words = {"slug": committee.slug, "place_target": target.uuid}
    found = {name: (_work(name, some), decides) for name, some in words.items()}
    found |= {
        "log": (_work("log_whole", on_target), writes),
        "log_answer": (_work("log_answer", on_target), writes),
    }
    found["propose"] = (_work("practice_propose", {"slug": committee.slug}), writes)
    for uuid in reports.filter(state=ReportState.SUBMITTED).values_list("uuid", flat=True)[:1]:
        found |= {"review": (_work("review", {"uuid": uuid}), decides)}
        found |= {"receipt": (_work("receipt", {"uuid": uuid}), writes)}
    editable = reports.filter(state__in=[ReportState.DRAFT, ReportState.RETURNED])
    for uuid in editable.values_list("uuid", flat=True)[:1]:
        found |= {name: (_work(name, {"uuid": uuid}), writes) for name in ("check", "edit_whole", "files")}
    return found


def _work(name: str, words: Words) -> str:
    return reverse(f"workspace:{name}", kwargs=words)


def _signed_in(role: SeatRole) -> Client:
    client = visitor()
    place = level_targets(states=1)[0].place
    client.force_login(User.objects.filter(seats__committee__place=place, seats__role=role)[0])
    return client


def _ask(client: Client, name: str, path: str) -> Asked:
    """A page at first, and then three times more: of those, one may have looked which version is public."""
    (content, cold), *again = (_content(client, path) for _ in range(4))
    return Asked(name, cold, min(asked for _, asked in again), len(gzip.compress(content, 6)), content)


def _content(client: Client, path: str) -> tuple[bytes, int]:
    with CaptureQueriesContext(connection) as asked:
        response = client.get(path)
    if response.status_code != 200:
        raise ValueError(f"{path}: {response.status_code}")
    return response.content, len(asked)


def first_view(page: Asked) -> tuple[int, int]:
    """What comes over the line when somebody opens a page for the first time: bytes and files, its own too."""
    waiting = {Path(name.decode()) for name in LOADED.findall(page.content)}
    loaded: dict[Path, int] = {}
    while waiting:
        name = waiting.pop()
        content = _static(name)
        loaded[name] = len(content) if name.suffix in COMPRESSED else len(gzip.compress(content))
        if name.suffix == ".css":
            waiting |= {_beside(name, one) for one in IN_STYLE.findall(content.decode())} - loaded.keys()
    return page.gzipped + sum(loaded.values()), len(loaded) + 1


def _beside(style: Path, address: str) -> Path:
    """A file that a style sheet names from where it lies."""
    top = Path("/")
    return (top / style.parent / address).resolve().relative_to(top)


def _static(name: Path) -> bytes:
    found = finders.find(str(name))
    if not isinstance(found, str):
        raise LookupError(f"no static file {name}")
    return Path(found).read_bytes()
