"""A browser opens every page on which what people typed is shown, each text a trap: none may spring.

A text that ran as a script would name the window; one that was stopped by the content policy alone would be reported.
"""

import pytest
from django.test import Client
from django.urls import reverse

from tests.browser import opened
from tests.cast import drafted, figure, make_cast, published, returned, submitted
from tracker.actions.entries import Link
from tracker.models import Committee, Organisation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SPRUNG = "trap"
TRAP = (
    f"<script>window.name='{SPRUNG}'</script>"
    f"\"><img src=x onerror=window.name='{SPRUNG}'>"
    f"'><svg onload=window.name='{SPRUNG}'><style>*{{color:red}}</style>"
)
LISTEN = "addEventListener('securitypolicyviolation', e => (window.broken ||= []).push(e.violatedDirective))"
TRAPPED = {
    "narrative": f"{TRAP} [x](javascript:window.name='{SPRUNG}') {TRAP}",
    "links": (
        Link(
            title=TRAP[:150], url="https://stats.example.org/?q=%22%3E%3Csvg", quotation=TRAP, page="<b>1</b>"
        ),
    ),
}


@pytest.fixture
def world(transactional_db):
    """Everybody and everything is called a trap."""
    cast = make_cast()
    for person in (cast.reporter, cast.reviewer, cast.administrator):
        person.name = TRAP[:150]
        person.save(update_fields=["name"])
    Committee.objects.update(name=TRAP[:150], about=TRAP)
    for number, organisation in enumerate(Organisation.objects.all()):
        organisation.name = f"{number} {TRAP[:140]}"
        organisation.save()
    return cast


def pages(cast):
    """For each one who looks, the pages that show what somebody typed."""
    reports = {
        "draft": drafted(cast, figure(7_000, 2019, **TRAPPED)),
        "submitted": submitted(cast, figure(6_000, 2020, **TRAPPED)),
        "returned": returned(cast, figure(5_000, 2021, **TRAPPED), reason=TRAP),
        "published": published(cast, figure(4_000, 2022, **TRAPPED)),
    }
    uuid = {state: report.uuid for state, report in reports.items()}
    log = reverse("workspace:log", args=["arcadia", cast.place_target.uuid])
    return {
        None: [
            f"/reports/{uuid['published']}/",
            "/committees/",
            "/committees/arcadia/",
            "/places/arcadia/GCM10-9/5/",
            "/places/arcadia/why/all/",
            f"/places/?name={TRAP[:60].replace('#', '')}",
            f"/accounts/sign-in/?next={TRAP}",
        ],
        cast.reporter: [
            "/work/",
            "/work/committees/arcadia/",
            log,
            f"/work/reports/{uuid['returned']}/",
            f"/work/reports/{uuid['draft']}/check/",
            f"/work/reports/{uuid['submitted']}/receipt/",
        ],
        cast.reviewer: [
            f"/work/reports/{uuid['submitted']}/review/",
            f"/work/reports/{uuid['returned']}/review/",
        ],
        cast.administrator: [
            "/desk/",
            "/desk/tracker/progressreport/",
            f"/desk/tracker/progressreport/{reports['submitted'].pk}/change/",
            "/desk/tracker/evidence/",
            "/desk/tracker/user/",
            f"/desk/tracker/user/{cast.reporter.pk}/change/",
            "/desk/tracker/committee/",
            "/desk/tracker/seat/",
            "/desk/tracker/auditevent/",
            "/desk/changes/",
        ],
    }


def session_of(user):
    if user is None:
        return []
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


def test_no_text_becomes_a_script_or_a_style(world, live_server, chromium, settings):
    looked = [(session_of(user), paths) for user, paths in pages(world).items()]

    found = {}
    with opened(chromium) as page:
        page.add_init_script(LISTEN)
        for session, paths in looked:
            page.context.clear_cookies()
            if session:
                cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
                page.context.add_cookies([cookie])
            for path in paths:
                answer = page.goto(live_server.url + path)
                broken = page.evaluate("window.broken || []")
                found[path] = (answer.status, page.evaluate("window.name"), broken)

    wrong = {path: seen for path, seen in found.items() if seen[1:] != ("", []) or seen[0] not in (200, 422)}
    assert wrong == {}
    assert len(found) == 25


def test_a_trap_that_springs_is_seen(transactional_db, live_server, chromium):
    with opened(chromium) as page:
        page.add_init_script(LISTEN)
        page.goto(f"{live_server.url}/method/")
        page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=window.name=1>')")
        page.wait_for_function("window.broken")
        stopped = page.evaluate("window.broken")
        page.goto("about:blank")
        page.set_content(f"<script>window.name = '{SPRUNG}'</script>")
        sprung = page.evaluate("window.name")

    assert any("script-src" in one for one in stopped)
    assert sprung == SPRUNG
