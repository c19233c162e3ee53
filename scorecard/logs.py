"""How the log speaks of faults: briefly of those that are many and all the same, and what it never says."""

import logging
import re

SERVICE_UNAVAILABLE = 503
# PostgreSQL quotes the row that it refuses, with every text in it, up to the end of its message.
QUOTED_ROW = re.compile(r"\nDETAIL:.*?(?=\n\n(?:The above exception|During handling)|\Z)", re.DOTALL)
# Addresses that open something for whoever has them: an invitation, another password.
OPENING = re.compile(r"(/accounts/(?:invitation|password/reset)/)[^\s?]+")


class InALine(logging.Filter):
    """While the database is away, each answer that says so is one line, without the code that met it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten the record where it is about such an answer; none is left out."""
        if getattr(record, "status_code", None) == SERVICE_UNAVAILABLE and record.exc_info:
            fault = record.exc_info[1]
            record.msg, record.args = "%s (%s)", (record.getMessage(), " ".join(str(fault).split()))
            record.exc_info = None
        return True


class WithoutRows(logging.Formatter):
    """Words and code of a fault, without the row that a database quotes: it says what somebody wrote, and who."""

    def format(self, record: logging.LogRecord) -> str:
        """The whole entry, cut where a row would follow."""
        return QUOTED_ROW.sub("", super().format(record))


class WithoutKeys(logging.Filter):
    """Takes the key out of the addresses that open something: who reads the log could use it first."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten the addresses; no record is left out."""
        if OPENING.search(record.getMessage()):
            record.msg, record.args = OPENING.sub(r"\1…", record.getMessage()), None
        return True
