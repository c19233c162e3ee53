"""How the log speaks of faults: briefly of those that are many and all the same, and never with what people typed."""

import logging
import re

SERVICE_UNAVAILABLE = 503
# PostgreSQL quotes the row that it refuses, with every text in it, up to the end of its message.
QUOTED_ROW = re.compile(r"\nDETAIL:.*?(?=\n\n(?:The above exception|During handling)|\Z)", re.DOTALL)


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
