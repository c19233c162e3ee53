"""A page as its parts: every tag with its attributes, the words inside, and what a reader sees of it."""

import re
from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "link", "meta"}


class Elements(HTMLParser):
    """Every start tag with its attributes, and the words inside every tag."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.words, self._open = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append((tag, len(self.words)))
            self.words.append([tag, ""])

    def handle_endtag(self, tag):
        name, _ = self._open.pop()
        assert name == tag, f"</{tag}> closes <{name}>"

    def handle_data(self, data):
        for _, place in self._open:
            self.words[place][1] += data

    def texts(self, tag):
        return [" ".join(words.split()) for name, words in self.words if name == tag]

    def ids(self):
        return [attrs["id"] for _, attrs in self.tags if "id" in attrs]


def text_of(answer):
    """The words of a page's main part, spaces made plain."""
    html = answer.content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).replace("\u202f", " ").replace("\u00a0", " ").split())


def links(answer):
    html = answer.content.decode()
    return re.findall(r'<a href="([^"]+)"', html[html.index("<main") : html.index("</main>")])
