from django.template import Context

from tests.standings import one, unshown
from tracker.scoring import Mark
from tracker.selectors.states import StateRow
from tracker.templatetags.parts import state_rows


def state(name, *by_horizon):
    return StateRow(code="xa", name=name, by_horizon=by_horizon)


def test_every_mark_is_a_way_to_its_explanation_with_its_word_for_those_who_do_not_see_it():
    html = state_rows(Context(), [state("Aldora", one(Mark.MET), None)], "GCM01-1")

    assert html == (
        '<tr><th scope="row"><a href="/places/xa/GCM01-1/">Aldora</a></th>'
        '<td><a class="mark m-met" href="/places/xa/GCM01-1/2/"><svg width="16" height="16" aria-hidden="true">'
        '<use href="#m-met"/></svg><span class="visually-hidden">Met</span></a></td>'
        '<td><span class="quiet" aria-hidden="true">·</span><span class="visually-hidden">no target</span></td></tr>'
    )


def test_mark_that_cannot_be_shown_says_so_in_its_place():
    html = state_rows(Context(), [state("Aldora", unshown(), one(Mark.MET))], "GCM01-1")

    assert "m-met" in html
    assert html.count("<td>") == 2
    assert (
        '<td><a class="fault" href="/places/xa/why/GCM01-1-2/"><span aria-hidden="true">!</span>'
        '<span class="visually-hidden">Cannot be shown: what is stored of it cannot be read.</span></a></td>'
    ) in html


def test_a_name_cannot_inject():
    html = state_rows(Context(), [state("<b>Côte d'Ivoire</b>", one(Mark.MET))], "GCM01-1")

    assert "&lt;b&gt;Côte d&#x27;Ivoire&lt;/b&gt;" in html
    assert "<b>" not in html


def test_rows_of_a_past_date_keep_it_in_their_addresses():
    html = state_rows(Context({"at": "?as_of=2023-12-31"}), [state("Aldora", one(Mark.MET))], "GCM01-1")

    assert 'href="/places/xa/GCM01-1/2/?as_of=2023-12-31"' in html
    assert 'href="/places/xa/GCM01-1/?as_of=2023-12-31"' in html


def test_state_without_a_target_leads_nowhere():
    html = state_rows(Context(), [state("Aldora", None, None)], "GCM01-1")

    assert '<th scope="row">Aldora</th>' in html
    assert "<a" not in html
