"""Takes the defence away when the processes start."""

import os
from importlib import import_module

from django.apps import AppConfig


class SwitchedOff(AppConfig):
    """Patches the product in this process; a name that is no defence stops the start."""

    name = "bench.faults.switched_off"

    def ready(self) -> None:
        """Take the defence away."""
        defences = import_module("bench.faults.switched_off.defences")
        defences.SWITCHES[os.environ["SWITCHED_OFF"]]()
