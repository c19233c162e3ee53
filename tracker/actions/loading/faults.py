"""What is wrong with the data files, said so that the person who edits them finds the cell."""

from dataclasses import dataclass

SHOWN = 50


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One cell that is refused. `row` counts as a spreadsheet does: the heading is row 1; 0 is the whole file."""

    file: str
    row: int
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        place = [
            self.file,
            f"row {self.row}" if self.row else "",
            f"column {self.column}" if self.column else "",
        ]
        found = f" Found: {self.value!r}" if self.column else ""
        return f"{', '.join(filter(None, place))}: {self.message}{found}"


class BadData(Exception):
    """The data files break a rule; nothing was stored."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} faults in the data")
        self.faults = faults

    def __str__(self) -> str:
        lines = [str(fault) for fault in self.faults[:SHOWN]]
        more = len(self.faults) - SHOWN
        return "\n".join([*lines, f"... and {more} more"] if more > 0 else lines)


class Refused(ValueError):
    """A cell that cannot be read, with the reason as its words."""
