"""The page that holds the product against a standard: what it names is there, and its numbers add up."""

import ast
import re
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent.parent
PAGE = HERE / "docs" / "asvs.md"
# Of levels 1 and 2 of version 5.0.0.
ALL = 253
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| [^|]+ \| (yes|no) \| (.+) \|$", re.MULTILINE)
GROUP = re.compile(r"^\| [V\d][^|]* \| (\d+) \| [^|]+ \|$", re.MULTILINE)
NAMED = re.compile(r"`((?:tests|docs)/[^`]+|\.dockerignore)`")
LINKED = re.compile(r"\]\(([^)#]+)\)")


def text():
    return PAGE.read_text(encoding="utf-8")


def missing(named):
    """What of these names stands nowhere: a test that no file has, or a file that is not there."""
    return [one for one in named if not _is_there(*one.split("::"))]


def _is_there(path, test=None):
    file = HERE / path
    if not file.is_file():
        return False
    nodes = ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if test else ()
    return test is None or test in {node.name for node in nodes if isinstance(node, ast.FunctionDef)}


@pytest.mark.once
def test_what_is_named_is_there():
    named = NAMED.findall(text())

    assert len(named) > 100
    assert missing(named) == []
    assert [link for link in LINKED.findall(text()) if not (PAGE.parent / link).is_file()] == []


@pytest.mark.once
def test_what_is_gone_would_be_found():
    gone = ["tests/test_asvs.py::test_that_never_was", "tests/test_none.py::test_x", "docs/none.md"]

    assert missing([*gone, "tests/test_asvs.py::test_what_is_named_is_there", "docs/asvs.md"]) == gone


@pytest.mark.once
def test_numbers_add_up_and_whatever_is_met_names_what_shows_it():
    rows = ROW.findall(text())
    met = [number for number, answer, _by in rows if answer == "yes"]
    without = sum(int(number) for number in GROUP.findall(text()))

    said = re.search(r"\*\*(\d+) apply, (\d+) are met\*\*[^.]+, (\d+) are not", text())
    assert [int(one) for one in said.groups()] == [len(rows), len(met), len(rows) - len(met)]
    assert (len({number for number, _met, _by in rows}), len(rows) + without) == (len(rows), ALL)
    assert [number for number, answer, by in rows if answer == "yes" and not NAMED.search(by)] == []
