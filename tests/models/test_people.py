"""Accounts are found by address, whatever the case of its letters."""

from django.contrib.auth import authenticate

from tracker.models import User


def test_account_is_made_and_found_in_any_case_of_letters(db):
    user = User.objects.create_user("  Ada@Example.ORG ", "a long enough password", name="Ada")

    assert user.email == "ada@example.org"
    assert authenticate(username="ADA@example.org", password="a long enough password") == user


def test_account_without_a_password_lets_nobody_in(db):
    user = User.objects.create_user("ada@example.org", name="Ada")

    assert not user.has_usable_password()
    assert authenticate(username="ada@example.org", password="") is None


def test_administrator_is_staff_and_superuser(db):
    user = User.objects.create_superuser("ada@example.org", "a long enough password", name="Ada")

    assert (user.is_staff, user.is_superuser, str(user)) == (True, True, "Ada")
