"""What the tests of the desk share."""

import pytest

from tests.admin.pages import confirm, open_page, send


class DeskClient:
    """An administrator at the desk, who opens pages and sends their forms."""

    def __init__(self, client):
        self.client = client

    def open(self, url):
        return open_page(self.client, url)

    def send(self, url, **changes):
        return send(self.client, url, **changes)

    def confirm(self, url, **changes):
        return confirm(self.client, url, **changes)


@pytest.fixture
def addresses(cast):
    """The pages of the cast's own rows, by the name of the noun."""
    rows = {
        "commitment": cast.commitment,
        "target": cast.place_target.target,
        "placetarget": cast.place_target,
        "user": cast.reporter,
        "seat": cast.reporter.seats.get(),
    }
    return {name: f"/desk/tracker/{name}/{row.pk}/" for name, row in rows.items()}


@pytest.fixture
def desk(cast, signed_in):
    """The administrator of the cast, signed in."""
    return DeskClient(signed_in(cast.administrator))
