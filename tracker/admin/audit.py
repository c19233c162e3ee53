"""The acts, to read only, and how a row is named in them."""

from django.db import models

# The column that says what an act is about.
ABOUT = "object_ref"


def reference(obj: models.Model) -> str:
    """A row as the audit names it: by its kind and id, and nothing that it says."""
    return f"{obj._meta.model_name}:{obj.pk}"
