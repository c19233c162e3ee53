"""Web addresses: public sites only, under their own names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.cleaning import Unclean, web_link


@pytest.mark.parametrize(
    "address",
    [
        "https://www.un.org/en/page?x=1&y=%20#part",
        "http://un.org",
        "https://dataunodc.un.org:8443/data",
        "https://data.example/a,b;c=(d)",
        "https://комитет.рф/отчёт",
        "https://правительство.com/",
        "https://例え.jp/",
        "https://münchen.de/",
        "https://medium.com/@committee/post",
        "https://cdn.example.org/pkg@1.2.3/file.js",
        "https://موقع.مصر/تقرير",
        "https://हिन्दी.भारत/",
    ],
)
def test_a_public_address_is_taken_as_written(address):
    assert web_link(address) == address


def test_scheme_and_site_are_written_small():
    assert web_link(" HTTPS://WWW.UN.org:443/En ") == "https://www.un.org:443/En"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("un.org:8080/x", "link_scheme_missing"),
        ("www.un.org", "link_scheme_missing"),
        ("mailto:a@un.org", "link_scheme"),
        ("https:un.org", "link"),
        ("https:///un.org", "link"),
        ("https://un", "link"),
        ("https://un..org", "link"),
        ("https://un.org./", "link"),
        ("https://-un.org/", "link"),
        ("https://u_n.org/", "link"),
        ("https://u%6e.org/", "link"),
        ("https://un.org<b>", "link"),
        ("https://un.org:/", "link_port"),
        ("https://un.org:0/", "link_port"),
        ("https://un.org:99999/", "link_port"),
        ("https://un.org:8a/", "link_port"),
        ("https://un.org/a b", "link_space"),
        ("https://un.org/a\u200db", "hidden"),
        ("https://un.org/a\u0000b", "control"),
        ("https://169.254.169.254/latest", "link_number"),
        ("https://localhost/", "link_private"),
        ("https://a.localhost/", "link_private"),
        ("https://printer.home.arpa/", "link_private"),
        ("https://wiki.internal/", "link_private"),
        ("https://xn--80aswg.xn--p1ai/", "link_coded"),
        ("https://pаypal.com/", "link_letters"),
        ("https://аррӏе.com/", "link_letters"),
        ("https://ｕｎ.org/", "link_letters"),
        ("https://un.org/?to=a.b%40c.org", "link_person"),
        ("", "link_scheme_missing"),
        (None, "not_text"),
    ],
)
def test_any_other_address_is_refused(address, code):
    with pytest.raises(Unclean) as refusal:
        web_link(address)

    assert refusal.value.code == code


@settings(derandomize=True, max_examples=500)
@given(
    st.sampled_from(["https://", "HTTP://", "//", "", "javascript:"]),
    st.text(st.one_of(st.sampled_from(".:/@[]\\%-_аx1\u202e "), st.characters()), max_size=30),
    st.sampled_from(["", ".org", ".org/", ".рф/x"]),
)
def test_whatever_is_typed_is_a_safe_address_or_a_refusal(start, middle, end):
    try:
        clean = web_link(start + middle + end)
    except Unclean:
        return

    assert clean.startswith(("https://", "http://"))
    assert web_link(clean) == clean
    assert not set(clean.split("/")[2]) & set("@[]\\%_ ")
