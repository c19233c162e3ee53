"""A wrong cell of each kind is named by file, row, column and value, and nothing is stored."""

import pytest

from tracker.actions.loading import BadData, load_reference
from tracker.actions.loading.reference import SHEETS
from tracker.actions.loading.sheets import read_sheet
from tracker.models import Loading, Place, Source

pytestmark = pytest.mark.django_db

TRAFFICKING = {"commitment": "GCM10-1"}
# Seen in the cell, or at least in its file, alone.
WRONG_CELLS = [
    ("sources.csv", {"code": "tip"}, "url", "example.org", "Start the web address with https:// or http://."),
    ("sources.csv", {"code": "tip"}, "opened", "maybe", "One of: yes, no."),
    ("places.csv", {"code": "bel"}, "kind", "empire", "One of: world, region,"),
    ("places.csv", {"code": "bel"}, "name_ar", "", "Write something here."),
    ("objectives.csv", {"number": 3}, "number", "24", "The highest number allowed is 23."),
    ("objectives.csv", {"number": 4}, "number", "3", "This stands in row 4 already."),
    ("objectives.csv", {"number": 3}, "title", "", "Write something here."),
    ("objectives.csv", {"number": 3}, "title", "a\u202eb", "Remove the hidden text-direction character."),
    ("principles.csv", {"order": 3}, "order", "three", "Write one whole number in digits"),
    ("areas.csv", {"number": 3}, "verified", "YES", "One of: yes, no."),
    ("horizons.csv", {"years": 5}, "due_on", "31/12/2023", "Use the form YYYY-MM-DD"),
    ("frameworks.csv", {"code": "SDG"}, "year", "20150", "The highest number allowed is 2100."),
    ("indicators.csv", {"code": "UNHCR-FD"}, "direction", "sideways", "One of: up, down, ambiguous."),
    ("constituencies.csv", {"code": "media"}, "code", "the media", "A code has letters and digits"),
    ("terms.csv", {"code": "EN-MAID"}, "pattern", "(maid", "This is no phrase to look for"),
    ("commitments.csv", {"code": "GCM10-1"}, "objective", "ten", "Write one whole number in digits"),
    ("commitments.csv", {"code": "GCM10-1"}, "scope", "regional", "One of: world, each_state."),
    ("targets.csv", TRAFFICKING, "change", "-60 %", "Write one plain number in digits"),
    ("targets.csv", TRAFFICKING, "kind", "percent", "One of: level,"),
    (
        "targets.csv",
        {"commitment": "GCM07-1", "years": 2},
        "milestones",
        "adopted: It is",
        "A step is written as",
    ),
    ("baselines.csv", TRAFFICKING, "value", "85,613", "Write the number without commas"),
    ("series.csv", {"code": "TIP-VICTIMS"}, "grade", "E", "One of: A, B, C, D."),
    (
        "observations.csv",
        {"series": "TIP-VICTIMS", "year": 2023},
        "value",
        "133943.12345",
        "At most 4 digits",
    ),
    ("observations.csv", {"series": "TIP-VICTIMS", "year": 2023}, "year", "2022", "This stands in row"),
]
# Seen only beside other rows and files.
WRONG_ROWS = [
    ("places.csv", {"code": "bel"}, "parent", "m49-999", "places.csv has no m49-999."),
    ("places.csv", {"code": "bel"}, "parent", "fra", "The parent must stand higher than the place."),
    ("objectives.csv", {"number": 3}, "source", "nowhere", "sources.csv has no nowhere."),
    ("horizons.csv", {"years": 5}, "due_on", "2018-12-31", "The due date must come after the baseline date."),
    ("benchmarks.csv", {"code": "SDG-10.7"}, "framework", "MDG", "frameworks.csv has no MDG."),
    ("indicators.csv", {"code": "UNHCR-FD"}, "caveat", "", "Say what this proxy cannot show."),
    ("processes.csv", {"code": "RCM"}, "members", "mex; xxx", "places.csv has no xxx."),
    ("processes.csv", {"code": "RCM"}, "members", "mex; mex", "A member stands here twice."),
    ("processes.csv", {"code": "RCM"}, "members", "m49-002", "Only States are members."),
    ("commitments.csv", {"code": "GCM10-1"}, "indicator", "TIP", "indicators.csv has no TIP."),
    ("targets.csv", TRAFFICKING, "change", "", "A target of kind relative_change needs this."),
    ("targets.csv", TRAFFICKING, "goal", "34245", "A target of kind relative_change does not take this."),
    ("targets.csv", TRAFFICKING, "commitment", "GCM99-1", "commitments.csv has no GCM99-1."),
    ("targets.csv", {"commitment": "GCM20-1", "years": 2}, "goal", "106", "is refused: share out of range."),
    ("baselines.csv", TRAFFICKING, "value", "0", "is refused: change of zero."),
    ("baselines.csv", TRAFFICKING, "on", "", "A value and its date go together."),
    ("baselines.csv", TRAFFICKING, "source", "", "Only a value with a source can be verified."),
    (
        "baselines.csv",
        {"commitment": "GCM06-2", "years": 2},
        "value",
        "4.4",
        "is refused: goal on wrong side.",
    ),
    ("series.csv", {"code": "TIP-VICTIMS"}, "released_on", "", "needs the date it came out"),
    ("series.csv", {"code": "TIP-VICTIMS"}, "released_on", "2099-01-01", "needs the date it came out"),
    ("series.csv", {"code": "TIP-VICTIMS"}, "caveat", "", "Say what this proxy cannot show."),
    ("series.csv", {"code": "TIP-VICTIMS"}, "measures", "", "Say which commitments this measures"),
    (
        "series.csv",
        {"code": "TIP-VICTIMS"},
        "measures",
        "GCM07-1",
        "GCM07-1 does not apply to the place world.",
    ),
    (
        "series.csv",
        {"code": "TIP-VICTIMS"},
        "measures",
        "GCM02-1",
        "is measured by UNHCR-FD-COMPONENTS already.",
    ),
    (
        "observations.csv",
        {"series": "TIP-VICTIMS", "year": 2023},
        "source",
        "",
        "A verified figure names its source.",
    ),
    ("observations.csv", {"series": "TIP-VICTIMS", "year": 2023}, "year", "2025", "before this year ended."),
    (
        "observations.csv",
        {"series": "SDG-10.c.1", "year": 2021},
        "value",
        "101",
        "asks for a share, from 0 to 100.",
    ),
]


def named(faults, file, row, column, value, message):
    return [
        fault
        for fault in faults
        if (fault.file, fault.row, fault.column, fault.value) == (file, row, column, value)
        and message in str(fault)
    ]


@pytest.mark.parametrize(("file", "where", "column", "value", "message"), WRONG_CELLS)
def test_a_wrong_cell_is_named(files, file, where, column, value, message):
    row = files.change(file, column, value, **where)

    _, faults = read_sheet(files.folder, SHEETS[file])

    assert faults == named(faults, file, row, column, value, message)
    assert len(faults) == 1


@pytest.mark.parametrize(("file", "where", "column", "value", "message"), WRONG_ROWS)
def test_a_wrong_row_is_named_and_nothing_is_stored(files, file, where, column, value, message):
    row = files.change(file, column, value, **where)

    with pytest.raises(BadData) as refused:
        load_reference(files.folder)

    assert named(refused.value.faults, file, row, column, value, message), str(refused.value)
    assert (Loading.objects.count(), Source.objects.count(), Place.objects.count()) == (0, 0, 0)


def test_all_faults_are_named_at_once(files):
    files.change("areas.csv", "verified", "perhaps", number=1)
    files.change("objectives.csv", "title", "", number=2)

    with pytest.raises(BadData) as refused:
        load_reference(files.folder)

    assert str(refused.value).splitlines() == [
        "objectives.csv, row 3, column title: Write something here. Found: ''",
        "areas.csv, row 2, column verified: One of: yes, no. Found: 'perhaps'",
    ]


def test_very_many_faults_are_cut_short(files):
    text = (files.folder / "places.csv").read_text(encoding="utf-8").replace(",country,", ",realm,")
    (files.folder / "places.csv").write_text(text, encoding="utf-8")

    with pytest.raises(BadData) as refused:
        load_reference(files.folder)

    lines = str(refused.value).splitlines()
    assert (len(refused.value.faults), len(lines), lines[-1]) == (195, 51, "... and 145 more")


def test_a_missing_file_is_named(files):
    (files.folder / "terms.csv").unlink()

    with pytest.raises(BadData, match=r"terms\.csv: This file is missing\."):
        load_reference(files.folder)


def test_a_file_that_is_not_text_is_named(files):
    (files.folder / "terms.csv").write_bytes(b"code\xff\xfe")

    with pytest.raises(BadData, match=r"terms\.csv: This file cannot be read"):
        load_reference(files.folder)


@pytest.mark.parametrize(
    "heading", ["number,title,summary,source", "number,title,summary,source,verified,extra"]
)
def test_other_columns_are_refused(files, heading):
    lines = (files.folder / "areas.csv").read_text(encoding="utf-8").splitlines()
    (files.folder / "areas.csv").write_text("\n".join([heading, *lines[1:]]), encoding="utf-8")

    with pytest.raises(
        BadData, match=r"areas\.csv: The columns must be number, title, summary, source, verified\."
    ):
        load_reference(files.folder)


def test_a_row_with_a_cell_too_many_is_refused(files):
    with (files.folder / "areas.csv").open("a", encoding="utf-8") as file:
        file.write("9,One,Two,seed,yes,more\n")

    with pytest.raises(BadData, match=r"areas\.csv, row 10, column number: This row has 6 cells"):
        load_reference(files.folder)


def test_the_scope_of_a_stored_commitment_never_changes(files, reference):
    row = files.change("commitments.csv", "scope", "each_state", code="GCM23-4")

    with pytest.raises(
        BadData, match=rf"commitments\.csv, row {row}, column scope: This is stored with another"
    ):
        load_reference(files.folder)
