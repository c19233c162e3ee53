"""Changing what a target asks for: always a new version, with its reason, from a day that has not passed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.actions.audit import record
from tracker.actions.scores import rescore
from tracker.models import Place, PlaceTarget, PlaceTargetVersion, Source, Target, TargetVersion, User
