from dataclasses import dataclass

from tracker.scoring import Mark
from tracker.selectors.states import StateRow
from tracker.templatetags.parts import state_rows


@dataclass(frozen=True)
class Column:
    years: int


def state(name, *marks):
    return StateRow(code="xa", name=name, marks=marks)


def test_every_mark_is_a_way_to_its_explanation_with_its_word_for_those_who_do_not_see_it():
    html = state_rows([state("Aldora", Mark.MET, None)], [Column(2), Column(5)], "GCM01-1")

    assert html == (
        '<tr><th scope="row">Aldora</th>'
        '<td><a class="mark m-met" href="/places/xa/GCM01-1/2/"><svg width="16" height="16" aria-hidden="true">'
        '<use href="#m-met"/></svg><span class="visually-hidden">Met</span></a></td>'
        '<td><span class="quiet" aria-hidden="true">·</span><span class="visually-hidden">no target</span></td></tr>'
    )


def test_a_name_cannot_inject():
    html = state_rows([state("<b>Côte d'Ivoire</b>", None)], [Column(2)], "GCM01-1")

    assert "&lt;b&gt;Côte d&#x27;Ivoire&lt;/b&gt;" in html
    assert "<b>" not in html
