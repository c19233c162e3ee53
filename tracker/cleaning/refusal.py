"""How cleaning says no."""

from tracker.cleaning.messages import MESSAGES


class Unclean(ValueError):
    """A value that is refused: `code` names the reason in `MESSAGES`, `numbers` fill in its words."""

    def __init__(self, code: str, **numbers: int | str) -> None:
        super().__init__(code, numbers)
        self.code = code
        self.numbers = numbers

    def __str__(self) -> str:
        return MESSAGES[self.code] % self.numbers


def checked_text(value: object) -> str:
    """The value if it is text at all: a JSON body and a sheet can bring a list, a number or nothing."""
    if not isinstance(value, str):
        raise Unclean("not_text")
    return value
