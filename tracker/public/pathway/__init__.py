"""The picture of one target: what was reported against the way to the goal, as strings ready to print.

Across, places are per cent of the width, so that the picture grows with the page while its text keeps its size; down,
they are pixels. Floats are good enough here: nothing is decided by them.
"""

from tracker.public.pathway.draw import pathway
from tracker.public.pathway.parts import Coming, Course, Goal, Pathway, Point, Reported
from tracker.public.pathway.scale import decimal_year

__all__ = ["Coming", "Course", "Goal", "Pathway", "Point", "Reported", "decimal_year", "pathway"]
