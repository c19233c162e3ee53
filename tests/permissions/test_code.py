"""Where the code does what is dangerous in careless hands: every place is listed here, with the reason it may."""

import re
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent.parent.parent
# What to look for, and in which files it may stand, why.
DANGEROUS = {
    "text that goes into a page as it is": (
        r"\bmark_safe\b|\bSafe(?:String|Text)\b|\|\s*safe(?:seq)?\b|\{%\s*autoescape\s+off|\burlize\b|__html__",
        {
            "tracker/templatetags/grids.py": "the type's name alone: every piece of text goes through format_html",
            "tracker/public/dataset.py": "JSON in a script of data, with <, > and & written as escapes",
        },
    ),
    "markup put together by hand": (
        r"\bformat_html(?:_join)?\(\s*f[\"']|\bHTML\(\s*f[\"']",
        {},
    ),
    "a form without its token": (
        r"\bcsrf_exempt\b|\brequires_csrf_token\b",
        {
            "tracker/public/open_forms.py": "looks at no session, so what another site sends gains nothing by it",
            "tracker/workspace/again.py": "a signature on the text and the person stands in the token's place",
        },
    ),
    "a page that others may frame": (
        r"\bxframe_options_(?:exempt|sameorigin)\b",
        {
            "scorecard/middleware.py": "lets by only what says so and comes from an address made for it",
            "tracker/public/embedding.py": "frames and pictures, without forms, scripts and sessions",
        },
    ),
    "a page that asks nobody to sign in": (r"\blogin_not_required\b", {}),
    "a question to the database put together by hand": (
        r"\.raw\(|\.extra\(|\bRawSQL\b|execute(?:many)?\(\s*(?:f[\"']|[^)\n]*(?:%\s|\.format\())",
        {
            "tracker/actions/statistics.py": "ANALYZE takes no parameter; the name is the model's own, quoted",
            "tracker/selectors/decisive.py": "constants, and as many marks as there are values; those are apart",
        },
    ),
    "a lock that every row naming this one waits for, and with it the commit of scores": (
        r"select_for_update\((?!.*\b(?:no_key=True|skip_locked))",
        {
            "tracker/actions/desk_rows.py": "an undone table deletes its rows, unless something refers to them",
            "tracker/actions/drafts.py": "the report is deleted, unless something else rests on it",
            "tracker/actions/horizons.py": "no target may be set by a horizon that is changed or deleted",
        },
    ),
    "code out of data": (r"\bpickle\b|\bmarshal\b|\beval\(|\bexec\(|yaml\.load\(|__import__\(", {}),
    "a template out of data": (r"\bTemplate\(|\bfrom_string\(", {}),
    "a command line": (
        r"\bos\.system\(|\bshell\s*=\s*True|\bsubprocess\b",
        {
            "tracker/files/running.py": "the process that cleans files: a list of words, none of them from outside",
            "tracker/transfer/as_pdf.py": "the process that sets a page: fixed words; texts on its input",
        },
    ),
    "a request to another machine": (
        r"\burlopen\b|\burllib\.request\b|\bimport requests\b|\bhttpx\b|\bhttp\.client\b|\baiohttp\b",
        {},
    ),
    "dice that can be guessed": (r"\bimport random\b|\bfrom random import\b", {}),
    "what a script may do with text": (
        r"\binnerHTML\b|\bouterHTML\b|\binsertAdjacentHTML\b|document\.write\b|\beval\(|new Function\b",
        {},
    ),
    "what stays on the device": (r"\blocalStorage\b|\bindexedDB\b", {}),
}
SAMPLES = {
    "text that goes into a page as it is": "{{ report.narrative|safe }}",
    "markup put together by hand": 'format_html(f"<b>{name}</b>")',
    "a form without its token": "@csrf_exempt",
    "a page that others may frame": "@xframe_options_exempt",
    "a page that asks nobody to sign in": "from django.contrib.auth.decorators import login_not_required",
    "a question to the database put together by hand": 'cursor.execute(f"SELECT {name}")',
    "a lock that every row naming this one waits for, and with it the commit of scores": (
        "rows.select_for_update(of=('self',)).get(pk=pk)"
    ),
    "code out of data": "pickle.loads(body)",
    "a template out of data": "Template(report.narrative)",
    "a command line": "subprocess.run(line, shell=True)",
    "a request to another machine": "urlopen(report.url)",
    "dice that can be guessed": "import random",
    "what a script may do with text": "box.innerHTML = text",
    "what stays on the device": "localStorage.setItem('draft', text)",
}


def files():
    """The product's code, pages and scripts; migrations are history."""
    found = {}
    for pattern in ("scorecard/**/*.py", "tracker/**/*.py", "templates/**/*", "static/**/*.js"):
        for file in HERE.glob(pattern):
            if file.is_file() and file.parent.name != "migrations":
                found[file.relative_to(HERE).as_posix()] = file.read_text(encoding="utf-8")
    return found


@pytest.mark.once
@pytest.mark.parametrize("what", DANGEROUS)
def test_what_is_dangerous_stands_only_where_it_is_listed(what):
    pattern, allowed = DANGEROUS[what]

    found = {path for path, text in files().items() if re.search(pattern, text)}

    assert found == set(allowed)


@pytest.mark.once
@pytest.mark.parametrize("what", DANGEROUS)
def test_it_would_be_found(what):
    assert re.search(DANGEROUS[what][0], SAMPLES[what])
