"""Going through the door as people do: the address and the password, then the code."""

from tests.cast import PASSWORD, code

SIGN_IN, CODE = "/accounts/sign-in/", "/accounts/sign-in/code/"


def sign_in(client, user, *, password=PASSWORD, **more):
    return client.post(SIGN_IN, {"login": user.email, "password": password}, **more)


def sign_in_with_code(client, user, *, steps=0):
    sign_in(client, user)
    return client.post(CODE, {"code": code(steps=steps)})


def is_in(client):
    """Whether the desk opens."""
    return client.get("/accounts/").status_code == 200
