"""What is taken of a table that comes in, and how it is said that one is not."""

from collections.abc import Callable, Sequence

MOST_ROWS, MOST_COLUMNS = 20_000, 60
# What one cell of a spreadsheet can hold.
LONGEST = 32_767

Cells = Sequence[str]
# Says how many of our columns a line of cells names.
Known = Callable[[Cells], int]


class Unreadable(Exception):
    """The file cannot be taken; the words say why, and what to do."""
