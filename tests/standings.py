"""Standings made by hand, for what prints them."""

from datetime import date
from fractions import Fraction

from tracker.enums import Fault
from tracker.scoring import METHOD_VERSION, Mark, Status
from tracker.selectors.standings import Standing, Unshown


def one(mark=Mark.MET, *, key="GCM01-1:2", place="xa", status=Status.MET, **more):
    """A target's standing."""
    known = {
        "years": 2,
        "share": Fraction(1),
        "score": Fraction(100),
        "coverage": Fraction(1),
        "lower": Fraction(100),
        "upper": Fraction(100),
        "published": True,
        "applicable": 1,
        "counts": ((mark, 1),),
        "statuses": ((status, 1),) if status else (),
        "lowest_grade": None,
        "proxy": False,
        "contested": False,
        "as_of": date(2026, 11, 25),
        "method_version": METHOD_VERSION,
    }
    return Standing(**{**known, "key": key, "mark": mark, "status": status, "place": place, **more})


def unshown(fault=Fault.UNREADABLE, *, key="GCM01-1:2", place="xa", **more):
    """What stands where a mark cannot be shown."""
    return Unshown(**{"key": key, "years": 2, "fault": fault, "as_of": None, "place": place, **more})
