"""Organisations and who speaks for them, for tests."""

from tracker.models import EndorsementLetter, Organisation, Spokesperson

ADDRESS = "office@rights.example.org"


def make_organisation(name="Rights Network", *, address=ADDRESS, user=None):
    """An organisation with an address of its own, and an account that speaks for it."""
    organisation = Organisation.objects.create(name=name)
    if address:
        Spokesperson.objects.create(organisation=organisation, address=address)
    if user:
        Spokesperson.objects.create(organisation=organisation, user=user)
    return organisation


def last_token():
    """The token in the link of the letter that was sent last."""
    return EndorsementLetter.objects.latest("id").token
