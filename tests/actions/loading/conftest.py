"""The reference data is loaded once for all of this folder, since that takes longer than its tests."""

import pytest

from tests.reference import reference_loaded


@pytest.fixture(scope="package")
def reference(django_db_setup, django_db_blocker):
    """The reference data and the real series; every test here asks for it, and undoes what it writes."""
    with django_db_blocker.unblock(), reference_loaded():
        yield
