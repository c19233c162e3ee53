"""Keeping what a part of a page says, for another part of it: a block can be printed only once."""

from typing import Any, Protocol

from django import template
from django.template import Context
from django.template.base import NodeList, Parser, Token

register = template.Library()


class Citable(Protocol):
    """Whatever can be cited under a title."""

    def written(self, title: str) -> object:
        """The reference, in the ways in which it is copied."""


class _Kept(template.Node):
    def __init__(self, name: str, nodelist: NodeList) -> None:
        self._name, self.nodelist = name, nodelist

    def render(self, context: Context) -> Any:
        said = self.nodelist.render(context)
        context[self._name] = said
        return said


@register.tag
def kept_as(parser: Parser, token: Token) -> template.Node:
    """Print what stands between, and keep it under a name for what follows on the same level of the page."""
    _tag, name = token.split_contents()
    nodelist = parser.parse(("endkept_as",))
    parser.delete_first_token()
    return _Kept(name, nodelist)


@register.simple_tag
def cite(citation: Citable, title: str) -> object:
    """The page under the title that it has in its head."""
    return citation.written(title)
