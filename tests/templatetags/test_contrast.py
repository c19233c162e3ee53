"""The colours of the stylesheet, measured as WCAG 2.2 does: text at 4.5 to 1, shapes at 3 to 1, in both schemes."""

import re
from pathlib import Path

import pytest
from django.conf import settings

SHEET = Path(settings.BASE_DIR, "static", "css", "scorecard.css").read_text()
MARKS = ("met", "in-part", "not-met", "backwards", "no-evidence", "not-applicable")
GROUNDS = ("paper", "surface", "note")

TEXT = [
    *((text, ground) for text in ("ink", "quiet", "accent", *MARKS) for ground in GROUNDS),
    *((mark, f"{mark}-tint") for mark in MARKS),
    ("on-accent", "accent"),
    ("ink", "glow"),
]
SHAPES = [
    *((shape, ground) for shape in ("edge", "ink") for ground in GROUNDS),
    *((mark, f"{mark}-tint") for mark in MARKS),
]


def colours(block: str) -> dict[str, str]:
    """The colour tokens that a block of the stylesheet sets."""
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))


def schemes() -> dict[str, dict[str, str]]:
    """The light tokens, and the dark ones over them."""
    light, dark = re.findall(r"^ *:root \{\n(.*?)^ *\}", SHEET, re.DOTALL | re.MULTILINE)[:2]
    return {"light": colours(light), "dark": colours(light) | colours(dark)}


def luminance(colour: str) -> float:
    """The relative luminance of a colour."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours: from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def weaker_than(
    least: float, pairs: list[tuple[str, str]], scheme: dict[str, str]
) -> dict[tuple[str, str], float]:
    """The pairs that fall short, with their contrast."""
    found = {pair: round(contrast(scheme[pair[0]], scheme[pair[1]]), 2) for pair in pairs}
    return {pair: ratio for pair, ratio in found.items() if ratio < least}


def test_contrast_is_measured_as_wcag_does():
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54
    assert weaker_than(4.5, [("a", "b")], {"a": "#777777", "b": "#ffffff"}) == {("a", "b"): 4.48}


@pytest.mark.parametrize("name", ["light", "dark"])
def test_text_is_readable_in_both_schemes(name):
    assert weaker_than(4.5, TEXT, schemes()[name]) == {}


@pytest.mark.parametrize("name", ["light", "dark"])
def test_shapes_stand_out_in_both_schemes(name):
    assert weaker_than(3, SHAPES, schemes()[name]) == {}


def test_the_dark_scheme_changes_every_colour():
    light, dark = schemes()["light"], schemes()["dark"]

    assert {name for name in light if light[name] == dark[name]} == set()


def test_colours_are_written_in_tokens_only():
    rules = re.sub(r"^ *--.*$|^ *:root \{.*\}$", "", SHEET, flags=re.MULTILINE)

    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgb|\bhsl|\bgradient", rules) == []


def test_the_sheet_is_a_mirror_from_right_to_left():
    physical = r"(?:margin|padding|border|inset)-(?:left|right|top|bottom)|text-align: (?:left|right)|float:"

    assert re.findall(physical, SHEET) == []
    assert re.findall(r"^\s*(?:left|right|top|bottom|width|height):", SHEET, re.MULTILINE) == []


def test_nothing_is_rounded_and_nothing_casts_a_shadow():
    assert set(re.findall(r"border-radius: ([^;]+);", SHEET)) == {"0"}
    assert "shadow" not in SHEET
