"""What is said of a text, and what is not: the sentences of the seed, quotations, titles of laws, any text."""

import json
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.terminology.terms import lexicon, rules
from tracker.terminology import LANGUAGES, Hint, Rule, hints_in, lexicon_of
from tracker.terminology.quotations import CLOSED_BY

pytestmark = pytest.mark.once

CASES = json.loads((Path(__file__).parents[1] / "cases/terminology.json").read_text(encoding="utf-8"))
SENTENCES, FINE = CASES["test_cases"], CASES["always_fine"]


def codes(text, language=None):
    return sorted({hint.code for hint in hints_in(text, lexicon(), language=language)})


@pytest.mark.parametrize("told", [True, False], ids=["language told", "language guessed"])
def test_every_sentence_of_the_seed_gets_its_answer(told):
    found = [codes(one["text"], one["lang"] if told else None) for one in SENTENCES]

    right = sum(codes == one["expect"] for codes, one in zip(found, SENTENCES, strict=True))
    sys.stdout.write(f"sentences: {right} of {len(SENTENCES)}\n")
    assert found == [one["expect"] for one in SENTENCES]


def test_nothing_is_said_of_phrases_that_are_always_fine():
    found = {one["text"]: codes(one["text"], one["lang"]) + codes(one["text"]) for one in FINE}

    sys.stdout.write(f"always fine: {sum(not one for one in found.values())} of {len(found)}\n")
    assert len(found) == len(FINE)
    assert {text: codes for text, codes in found.items() if codes} == {}


def test_always_fine_phrases_are_fine_whatever_a_term_says():
    greedy = [
        Rule(
            code=f"{language}-GREEDY",
            language=language,
            phrases=(phrase,),
            fine=(),
            prefer=(),
            why="",
            severity="info",
        )
        for language, phrase in (
            ("en", "legal|legally|illegal|flood|wave|heat|burden|alienation"),
            ("fr", "aide|identité|travail|pêche|détention|refoulement|atelier|vague|cadre|représentant"),
            ("es", "asistencia|identidad|pesca|detención|devolución|cobros|marco|tutor|región"),
        )
    ]

    found = [hints_in(one["text"], lexicon_of(greedy), language=one["lang"]) for one in FINE]

    assert found == [()] * len(FINE)
    assert len(hints_in("An illegal thing.", lexicon_of(greedy), language="en")) == 1


def test_a_hint_says_where_what_instead_and_why():
    text = "The bill is about Illegal  immigrants, again."

    assert hints_in(text, lexicon()) == (
        Hint(
            start=18,
            end=37,
            word="Illegal  immigrants",
            code="EN-ILLEGAL-PERSON",
            language="en",
            prefer=("migrant in an irregular situation", "undocumented migrant"),
            why=rules()[0].why,
            severity="error",
        ),
    )


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("ILLEGAL MIGRANTS", "en", ["EN-ILLEGAL-PERSON"]),
        ("an illegal-migrant policy", "en", ["EN-ILLEGAL-PERSON"]),
        ("illegal\nmigrants", "en", ["EN-ILLEGAL-PERSON"]),
        ("asylum‑seekers, failed asylum‑seekers", "en", ["EN-BOGUS"]),
        ("des étrangères illégales", "fr", ["FR-ILLEGAL-PERSONNE"]),
        ("des etrangeres illegales", "fr", ["FR-ILLEGAL-PERSONNE"]),
        ("des e\u0301trange\u0300res ille\u0301gales", "fr", ["FR-ILLEGAL-PERSONNE"]),
        ("trafic d'êtres humains, trafic d’êtres humains", "fr", ["FR-PASSEUR"]),
        ("las niñas ilegales", "es", ["ES-ILEGAL-PERSONA"]),
        ("LAS NINAS ILEGALES", "es", ["ES-ILEGAL-PERSONA"]),
        ("It was illegal. Migrants left.", "en", []),
        ("illegal, migrants", "en", []),
        ("illegal\n\nmigrants", "en", []),
        ("illegality of migration", "en", []),
        ("clandestine methods of others", None, []),
        ("host countries sign an agreement on refugees", "en", []),
        ("host countries sign nothing", "en", ["EN-HOST-COUNTRY"]),
        ("host countries sign. Refugees wait.", "en", ["EN-HOST-COUNTRY"]),
        ("an illegal alien", "en", ["EN-ILLEGAL-PERSON"]),
    ],
)
def test_inflections_accents_and_what_lies_between_words(text, language, found):
    assert codes(text, language) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Illegal Migration Act 2023 was repealed.", []),
        ("Parliament read the Illegal Immigration (Amendment) Bill.", []),
        ("The Convention against Illegal Migration holds.", []),
        ("Directive 2009/52/EC against illegal workers holds.", []),
        ("The Aliens Act holds.", []),
        ("The act targets illegal migration.", ["EN-ILLEGAL-MIGRATION"]),
        ("The Act of 2023 ended; illegal migration did not.", ["EN-ILLEGAL-MIGRATION"]),
        ("La loi n° 2003-1119 relative à l'immigration clandestine est abrogée.", []),
        ("Le texte cite la Loi relative à l'immigration clandestine.", []),
        ("La loi vise l'immigration clandestine.", ["FR-CLANDESTIN"]),
        ("Se aplica la Ley Orgánica 4/2000 sobre inmigración ilegal.", []),
        ("El texto cita la Ley de Migración Ilegal.", []),
        ("La ley persigue la inmigración ilegal.", ["ES-ILEGAL-MIGRACION"]),
    ],
)
def test_titles_of_laws_keep_their_words(text, found):
    assert codes(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "He said “illegal migrants” twice.",
        "He said ‘the State’s illegal migrants’ twice.",
        "Il parle d'« immigration clandestine » encore.",
        "Er sagte „illegal migrants“ and left.",
        "> illegal migrants\n> and more",
        "`illegal migrants`",
    ],
)
def test_quotations_are_left_alone(text):
    assert codes(text, "en") == codes(text, "fr") == []


@pytest.mark.parametrize(
    "text",
    [
        "the workers' plight, illegal migrants' plight",
        '5" of illegal migrants',
        "l'État, illegal migrants d'ici",
    ],
)
def test_an_apostrophe_is_no_quotation(text):
    assert codes(text, "en") == ["EN-ILLEGAL-PERSON"]


WORDS = sorted(
    {word for rule in rules() for phrase in rule.phrases for word in phrase.replace("|", " ").split()}
)
BAD = [
    "illegal migrants",
    "human trafficking",
    "immigration clandestine",
    "los ilegales",
    "maids",
    "illegals",
]
PIECES = st.sampled_from(
    [*BAD, *WORDS, *CLOSED_BY, "Act", "loi", "1", ". ", ", ", "\n", "\n\n", " ", "é", "e\u0301"]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=30).map(" ".join)
LANGUAGE = st.sampled_from([None, *LANGUAGES])


@given(text=TEXTS, language=LANGUAGE)
def test_hints_lie_in_the_text_in_order_and_apart(text, language):
    found = hints_in(text, lexicon(), language=language)

    places = [place for hint in found for place in (hint.start, hint.end)]
    assert all(text[hint.start : hint.end] == hint.word and hint.word.strip() for hint in found)
    assert places == sorted(places)
    assert all(0 <= hint.start < hint.end <= len(text) for hint in found)


@given(text=TEXTS, language=LANGUAGE)
def test_the_same_text_gets_the_same_hints(text, language):
    assert hints_in(text, lexicon(), language=language) == hints_in(text, lexicon(), language=language)


@given(text=TEXTS, language=LANGUAGE, mark=st.sampled_from(sorted(CLOSED_BY)), data=st.data())
def test_quoting_any_text_silences_it(text, language, mark, data):
    closing = data.draw(st.sampled_from(CLOSED_BY[mark]))
    inside = "".join(" " if one in {mark, *CLOSED_BY[mark]} else one for one in text)

    found = hints_in(f"{mark}{inside}{closing}", lexicon(), language=language)

    assert found == ()


@given(before=st.sampled_from(BAD[:2]), inside=TEXTS)
def test_what_stands_before_a_quotation_is_still_found(before, inside):
    quoted = inside.replace("“", " ").replace("”", " ")

    found = hints_in(f"{before} “{quoted}”", lexicon(), language="en")

    assert [hint.word for hint in found][:1] == [before]


def test_the_words_to_prefer_are_never_words_to_avoid():
    found = {
        (rule.code, word): hints_in(word, lexicon(), language=rule.language)
        for rule in rules()
        for word in rule.prefer
    }

    assert len(found) > 60
    assert {where: hints for where, hints in found.items() if hints} == {}


def test_following_the_hints_leaves_none():
    left = {}
    for one in SENTENCES:
        text = one["text"]
        for hint in reversed(hints_in(text, lexicon(), language=one["lang"])):
            text = text[: hint.start] + hint.prefer[0] + text[hint.end :]
        left[text] = codes(text, one["lang"])

    assert {text: codes for text, codes in left.items() if codes} == {}


ADVERSARIAL = [
    "illegal ",
    "penal illegal ",
    "flood of of ",
    "host country a b c ",
    "Pact ",
    "«",
    "“a ",
    "\"«„“‘'",
    "Act Of ",
    "Loi n 1 ",
    "a\u0301",
    "a ",
    "> ",
    "\n",
    " ",
    "_",
    "unaccompanied ",
    "clandestin",
]


@pytest.mark.parametrize("unit", ADVERSARIAL)
def test_a_hundred_thousand_characters_take_less_than_a_second(unit):
    text = (unit * 100_000)[:100_000]
    started = time.process_time()

    hints_in(text, lexicon())

    assert time.process_time() - started < 1


@pytest.mark.parametrize("unit", ["illegal ", "penal illegal ", "host country a b c ", "“a "])
def test_twice_the_text_takes_no_more_than_about_twice_the_time(unit):
    def taken(times):
        text, best = unit * times, 9.0
        for _ in range(3):
            started = time.process_time()
            hints_in(text, lexicon())
            best = min(best, time.process_time() - started)
        return best

    assert taken(8_000) < 8 * taken(2_000) + 0.05
