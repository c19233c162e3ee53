"""The columns that say what a target means in a place, wherever many places are set at once."""

from copy import deepcopy

from django.utils.translation import gettext_lazy as _

from tracker.forms.fields import IsoDate, Narrative, ShortText
from tracker.models import Source
from tracker.sheets.columns import Column
from tracker.sheets.fields import LONG_AGO, NO_SUCH_SOURCE, Among, CellFigure, YesNo

APPLIES = Column(
    YesNo(),
    _("Applies"),
    _("Whether the target applies there: yes or no. Empty means yes."),
    default=True,
    example="yes",
)
BASELINE = Column(
    CellFigure(signed=True),
    _("Baseline"),
    _("The figure that progress is counted from, with a full stop before decimals. Empty: not known."),
    example="133943",
)
BASELINE_ON = Column(
    IsoDate(earliest=LONG_AGO),
    _("Date of the baseline"),
    _("The day that the baseline is about, as YYYY-MM-DD."),
    example="2018-12-31",
    also=("date", "baseline date"),
)
SOURCE = Column(
    Among(Source.objects.all, code=lambda row: row.code, words=NO_SUCH_SOURCE),
    _("Source"),
    _("The code of its source, as the list of sources has it."),
    also=("source code",),
)
VINTAGE = Column(
    ShortText(max_length=60),
    _("Vintage"),
    _("Which edition of the source says so."),
    also=("vintage of the figure",),
)
NOTE = Column(
    Narrative(max_length=2000),
    _("Note"),
    _("What a reader has to know about the baseline."),
    also=("note on the baseline",),
)
WHY_NOT = Column(
    ShortText(max_length=300),
    _("Why it does not apply"),
    _("Only where it does not apply: why."),
    also=("why not", "reason why not"),
)


def local_columns() -> dict[str, Column]:
    """The columns, in their order. The sources are read when a first one is named: one query."""
    columns = {
        "applies": APPLIES,
        "baseline": BASELINE,
        "baseline_on": BASELINE_ON,
        "source": SOURCE,
        "vintage": VINTAGE,
        "note": NOTE,
        "why_not": WHY_NOT,
    }
    return deepcopy(columns)
