"""Loading the reference data and the real series from the files in `tracker/data/`. docs/data.md tells how."""

from tracker.actions.loading.faults import BadData, Fault
from tracker.actions.loading.reference import FOLDER, Loaded, load_reference

__all__ = ["FOLDER", "BadData", "Fault", "Loaded", "load_reference"]
