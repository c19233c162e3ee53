"""The demonstration is loaded once for all of this folder, since that takes longer than its tests."""

import pytest

from tests.demonstration import demonstration_loaded


@pytest.fixture(scope="package")
def demonstration(django_db_setup, django_db_blocker):
    """The reference data and the demonstration; every test here asks for it, and undoes what it writes."""
    with django_db_blocker.unblock(), demonstration_loaded():
        yield
