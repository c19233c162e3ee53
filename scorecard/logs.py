"""How the log speaks of faults that are many and all the same, and what it never says."""

import logging
import re

SERVICE_UNAVAILABLE = 503
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


class WithoutKeys(logging.Filter):
    """Takes the key out of the addresses that open something: who reads the log could use it first."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten the addresses; no record is left out."""
        if OPENING.search(record.getMessage()):
            record.msg, record.args = OPENING.sub(r"\1…", record.getMessage()), None
        return True
