"""The one strict way in: text from a form, a sheet or a JSON body becomes a clean value, or is refused.

Plain Python. Each function takes what was given and returns the clean value or raises `Unclean`, which carries a
code of `MESSAGES`. Blank text is the caller's to judge: `text` answers it with "", all others refuse it.
"""

from tracker.cleaning.addresses import email, slug, token
from tracker.cleaning.dates import EARLIEST, YEARS_AHEAD, Reference, iso_date, reference_date, year
from tracker.cleaning.figures import figure, percent, whole_number
from tracker.cleaning.links import web_link
from tracker.cleaning.messages import MESSAGES
from tracker.cleaning.refusal import Unclean
from tracker.cleaning.suggestions import suggested_figure
from tracker.cleaning.texts import text

__all__ = [
    "EARLIEST",
    "MESSAGES",
    "YEARS_AHEAD",
    "Reference",
    "Unclean",
    "email",
    "figure",
    "iso_date",
    "percent",
    "reference_date",
    "slug",
    "suggested_figure",
    "text",
    "token",
    "web_link",
    "whole_number",
    "year",
]
