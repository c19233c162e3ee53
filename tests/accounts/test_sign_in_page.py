import re

from tests.accounts.door import SIGN_IN


def fields_of(html):
    """The typed fields of the page's own form by name, each with what helps a browser fill it in."""
    inputs = re.findall(r"<input [^>]+>", html.partition("<main")[2])
    found = [dict(re.findall(r'([\w-]+)="([^"]*)"', one)) for one in inputs]
    return {one["name"]: one["autocomplete"] for one in found if "autocomplete" in one}


def test_a_password_manager_finds_both_fields_and_the_way_back_is_kept(db, client):
    html = client.get(f"{SIGN_IN}?next=/work/%3Fa=1%26b=2").content.decode()

    assert fields_of(html) == {"login": "username", "password": "current-password"}
    assert '<input type="hidden" name="next" value="/work/?a=1&amp;b=2">' in html
    assert "<title>Sign in · GCM Scorecard</title>" in html
    assert "There is a problem" not in html


def test_a_refusal_keeps_the_address_typed_never_the_password_and_says_the_same_twice(db, client):
    answer = client.post(SIGN_IN, {"login": "ada@example.org", "password": ""})

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Error: Sign in · GCM Scorecard</title>" in html
    assert 'value="ada@example.org"' in html
    assert re.findall(r'<li><a href="#id_(\w+)">(.*?)</a>', html) == [
        ("password", "Password – Type the password.")
    ]
    assert html.count("Type the password.") == 2
    assert not re.search(r'name="password"[^>]* value=', html)


def test_password_is_masked_and_may_be_pasted(db, client):
    html = client.get(SIGN_IN).content.decode()

    (field,) = [one for one in re.findall(r"<input [^>]+>", html) if 'name="password"' in one]
    assert 'type="password"' in field
    assert re.findall(r"onpaste|maxlength|readonly|autocomplete=\"off\"", field) == []
