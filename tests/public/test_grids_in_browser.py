"""The views of all States as a browser lays them out, narrowed down: keyboard, heads that stay, paper."""

import pytest

from tests.browser import NO_FAULTS, click, faults, opened
from tests.cast import figure, make_place, published
from tracker.actions.drain import recompute
from tracker.models import Commitment, Process

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
ADDRESSES = [
    "/heatmap/?process=talks&horizon=5",
    "/heatmap/?region=nowhere",
    "/map/?subject=GCM10-9&horizon=5",
    "/compare/?place=arcadia&place=nowhere",
    "/heatmap/embed/?horizon=5",
    "/places/arcadia/GCM10-9/5/embed/",
]
IS_ON_TOP = """() => {
  const box = document.activeElement.getBoundingClientRect();
  const seen = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return seen === document.activeElement;
}"""


@pytest.fixture
def site(live_server, cast):
    """The address of a server where Arcadia has reported, with a process and a State without targets."""
    process = Process.objects.create(code="talks", name="Talks", region="Here")
    process.members.add(cast.arcadia, cast.borduria)
    make_place("aldora", fictional=True)
    make_place("carpania", parent=cast.subregion)
    Commitment.objects.update(populations=["women"])
    recompute()
    published(cast, figure(7_000, 2023))
    return live_server.url


def test_views_that_are_narrowed_down_are_accessible_and_fit_a_telephone(chromium, site):
    found = {}
    with opened(chromium, width=320) as page:
        for address in ADDRESSES:
            page.goto(site + address)
            found[address] = faults(page)

    assert found == dict.fromkeys(ADDRESSES, NO_FAULTS)


def test_box_with_the_focus_is_not_hidden_by_the_heads_that_stay(chromium, site):
    with opened(chromium, width=320, reduced_motion="reduce") as page:
        page.goto(site + "/heatmap/")
        box = page.get_by_role("link", name="Met in part, 100 % known")
        page.evaluate("document.querySelector('.heat').style.maxBlockSize = '9rem'")

        box.focus()

        assert page.evaluate(IS_ON_TOP)


def test_heads_of_rows_and_columns_stay_while_the_table_is_moved(chromium, site):
    with opened(chromium, width=320) as page:
        page.goto(site + "/heatmap/")
        page.evaluate("document.querySelector('.heat').style.maxBlockSize = '6rem'")
        corner = "document.querySelector('.heat thead th').getBoundingClientRect()"
        frame = "document.querySelector('.heat').getBoundingClientRect()"

        page.evaluate("document.querySelector('.heat').scrollTo(40, 90)")

        assert page.evaluate(f"Math.abs({corner}.left - {frame}.left) < 2")
        assert page.evaluate(f"Math.abs({corner}.top - {frame}.top) < 2")


def test_lists_narrow_the_heat_map_down_without_a_script(chromium, site):
    with opened(chromium, java_script_enabled=False) as page:
        page.goto(site + "/heatmap/")
        page.get_by_label("Process").select_option("Talks")
        page.get_by_label("Date", exact=True).select_option("by 2023")

        click(page.locator("form.filters").get_by_role("button", name="Show"))
        click(page.get_by_role("row", name="Arcadia").get_by_role("link", name="Met in part"))

        assert page.url == site + "/places/arcadia/why/objective-10-5/"


def test_processes_stand_whole_beside_their_marks_on_a_telephone(chromium, site):
    Process.objects.create(code="igad", name="Intergovernmental Authority", region="Eastern Africa")
    too_wide = "one => one.scrollWidth - one.clientWidth"
    with opened(chromium, width=320) as page:
        page.goto(site + "/processes/")
        table, around = page.locator("main table"), page.locator("main .scroll")

        fits = around.evaluate(too_wide)

        table.evaluate("one => one.classList.remove('fit')")
        assert (fits, around.evaluate(too_wide) > 0) == (0, True)


def test_on_paper_folded_lists_are_open_and_nothing_to_copy_is_there(chromium, site):
    with opened(chromium) as page:
        page.goto(site + "/places/arcadia/")
        to_copy = page.locator(".cite textarea, .elsewhere")
        reference = page.locator(".cite p")
        on_screen = (to_copy.count(), reference.is_visible())

        page.emulate_media(media="print")

        assert on_screen == (3, False)
        assert (reference.is_visible(), [one.is_visible() for one in to_copy.all()]) == (True, [False] * 3)


def test_heat_map_is_printed_with_its_shapes(chromium, site):
    with opened(chromium) as page:
        page.goto(site + "/heatmap/")

        paper = page.pdf(format="A4", prefer_css_page_size=True)

    assert paper.startswith(b"%PDF")
    assert len(paper) < 1_000_000
