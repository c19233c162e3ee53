"""Reading a page of the desk as an administrator would: what stands in its form, its problems, its versions."""

import re
from html.parser import HTMLParser


class Page(HTMLParser):
    """What a form would send as it stands, the buttons, and the words by the class around them."""

    def __init__(self, response):
        super().__init__()
        self.typed, self.buttons, self._select, self._textarea = {}, {}, None, None
        self.html = response.content.decode()
        self.feed(self.html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name = attrs.get("name")
        if tag == "button" and name:
            self.buttons[name] = attrs.get("value")
        if tag == "select":
            self._select, self._several = name, "multiple" in attrs
            self.typed.setdefault(name, [] if self._several else "")
        if tag == "option" and "selected" in attrs and self._select:
            chosen = self.typed[self._select]
            self.typed[self._select] = [*chosen, attrs["value"]] if self._several else attrs["value"]
        if tag == "textarea":
            self._textarea = name
            self.typed[name] = ""
        if tag == "input" and name and attrs.get("type") not in {"submit", "checkbox"}:
            self.typed[name] = attrs.get("value", "")
        if tag == "input" and attrs.get("type") == "checkbox" and "checked" in attrs:
            self.typed[name] = attrs.get("value", "on")

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._textarea = None
        if tag == "select":
            self._select = None

    def handle_data(self, data):
        if self._textarea:
            # A browser leaves out the line break that follows the start tag.
            self.typed[self._textarea] += data.removeprefix("\n")

    @property
    def problems(self):
        """The lines of the summary, and beside which field each stands: `{field: [words]}`."""
        found = {}
        for name, errors in re.findall(
            r'<ul class="errorlist"[^>]*id="id_([\w-]+?)_error"[^>]*>(.*?)</ul>', self.html, re.DOTALL
        ):
            found[name] = [_plain(words) for words in re.findall(r"<li>(.*?)</li>", errors, re.DOTALL)]
        return found

    @property
    def summary(self):
        """The problems as the summary at the top says them."""
        return self._items("desk-problems")

    @property
    def read_back(self):
        """The sentences that are read back before anything is stored."""
        return self._items("desk-read-back")

    def differences(self, where="desk-read-back"):
        """The rows of the first table of differences after that class."""
        table = re.search(rf'class="{where}".*?<tbody>(.*?)</tbody>', self.html, re.DOTALL)
        rows = re.findall(r"<tr>(.*?)</tr>", table[1], re.DOTALL) if table else []
        return [tuple(_plain(cell) for cell in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row)) for row in rows]

    @property
    def versions(self):
        """The headings of the history."""
        return [_plain(words) for words in re.findall(r'<h3 id="version-\d+">(.*?)</h3>', self.html)]

    @property
    def facts(self):
        """What stands beside the form: each label with its value."""
        block = re.search(r'<dl class="desk-facts">(.*?)</dl>', self.html, re.DOTALL)
        pairs = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", block[1], re.DOTALL) if block else []
        return {_plain(label): _plain(value) for label, value in pairs}

    def _items(self, where):
        found = re.search(rf'class="{where}".*?<ul>(.*?)</ul>', self.html, re.DOTALL)
        return [_plain(item) for item in re.findall(r"<li>(.*?)</li>", found[1], re.DOTALL)] if found else []


def _plain(html):
    return " ".join(re.sub(r"<[^>]+>", "", html).split()).replace("\u202f", " ").replace("\xa0", " ")


def open_page(client, url):
    """The page as it opens."""
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    return Page(response)


def send(client, url, **changes):
    """The form as it opens, sent with these changes; answers with the response."""
    typed = open_page(client, url).typed
    return client.post(url, {**typed, **changes})


def confirm(client, url, **changes):
    """The form sent with these changes, read back, and sent again with the button that confirms it."""
    read = Page(send(client, url, **changes))
    assert "confirmed" in read.buttons, (read.summary, read.problems)
    return client.post(url, {**read.typed, "confirmed": read.buttons["confirmed"]})
