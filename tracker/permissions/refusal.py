"""What a person is told who may not."""

from django.utils.functional import Promise


class Refused(Exception):
    """The person may not do this; the reason is written for that person to read."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason
