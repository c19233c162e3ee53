"""How the log speaks of faults that are many and all the same."""

import logging

SERVICE_UNAVAILABLE = 503


class InALine(logging.Filter):
    """While the database is away, each answer that says so is one line, without the code that met it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten the record where it is about such an answer; none is left out."""
        if getattr(record, "status_code", None) == SERVICE_UNAVAILABLE and record.exc_info:
            fault = record.exc_info[1]
            record.msg, record.args = "%s (%s)", (record.getMessage(), " ".join(str(fault).split()))
            record.exc_info = None
        return True
