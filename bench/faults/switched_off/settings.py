"""The product's settings, and an app that takes away the defence that SWITCHED_OFF names."""

from scorecard.settings import *  # noqa: F403  # all of them, unchanged
from scorecard.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "bench.faults.switched_off.apps.SwitchedOff"]
