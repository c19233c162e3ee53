"""The habits of this house that no linter knows. Each checker takes a text and answers with the faults in it."""

import ast
import re

PRINTED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
TEMPLATE_COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}", re.DOTALL)
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
QUERY = re.compile(r"\.(?:all|count|filter|exclude|get|first|last|exists)\b|_set\b")
ARITHMETIC = re.compile(r"\|\s*(?:add|divisibleby)\b|\{%\s*widthratio\b")
UNTRIMMED = re.compile(r"\{%\s*blocktrans(?:late)?\b(?![^%]*\btrimmed\b)[^%]*%\}")
INLINE = re.compile(
    r"""\sstyle\s*=|\son[a-z]+\s*=\s*["']|<style\b|<script\b(?![^>]*\bsrc=)|javascript:""", re.IGNORECASE
)
PHYSICAL = re.compile(
    r"""(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)\b
      | border-(?:top|bottom)-(?:left|right)-radius
      | (?:^|[\s;{])(?:left|right)\s*:
      | (?:text-align|float|clear)\s*:\s*(?:left|right)\b""",
    re.VERBOSE,
)
UNESCAPED = re.compile(r"\|\s*safe(?:seq)?\b|\{%\s*autoescape\s+off|\b(?:mark_safe|SafeString|SafeText)\b")
BARRED_WORDS = re.compile(
    r"\billegals\b|\b(?:il)?legal(?:ly)?\W+(?:(?:im|e)?migra(?:nts?|tion)|aliens?|immigrants?|entrants?)\b"
    r"|\billegal(?:ity)?\b.{0,30}\bmigra",
    re.IGNORECASE,
)


def queries_in_view(source):
    """Every use of a manager: a view asks a selector instead."""
    found = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute))
    return [
        f"line {node.lineno}: .{node.attr}" for node in found if node.attr in {"objects", "_default_manager"}
    ]


def work_in_template(text):
    """Every question or sum inside a template's tags; `forloop.first` and `.last` are the loop's own."""
    tags = PRINTED.findall(TEMPLATE_COMMENT.sub("", text))
    bare = [(tag, re.sub(r"\bforloop(?:\.parentloop)*\.(?:first|last)\b", "", tag)) for tag in tags]
    return [tag for tag, rest in bare if QUERY.search(rest) or ARITHMETIC.search(rest)]


def untrimmed_blocks(text):
    """Every translated block that would carry its indentation to the translators."""
    return UNTRIMMED.findall(text)


def inline_code(text):
    """Every style or script that the content policy would refuse."""
    return [found.strip() for found in INLINE.findall(TEMPLATE_COMMENT.sub("", text))]


def physical_properties(css):
    """Every left and right in a style sheet: in Arabic, the start is on the other side."""
    return [found.strip() for found in PHYSICAL.findall(CSS_COMMENT.sub("", css))]


def hasty_clicks(source):
    """Every click in a browser after which nobody waits for the page that it leads to."""
    return re.findall(r"\.click\(", source)


def unescaped(text):
    """Every place where text goes into a page as it is."""
    return UNESCAPED.findall(text)


def barred_words(text):
    """Every migrant called legal or illegal: people and ways are regular or irregular."""
    return BARRED_WORDS.findall(text)


def unnamed_migration(name):
    """The name of a migration, where Django chose it by the clock."""
    return [name] if re.fullmatch(r"\d{4}_auto_\d+_\d+", name) else []


def too_long(source):
    """The file, where it has grown past 300 lines, and every function past 45."""
    long = [f"{source.count(chr(10))} lines"] if source.count("\n") > 300 else []
    functions = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef))
    return long + [f"{node.name}()" for node in functions if node.end_lineno - node.lineno >= 45]


def left_open(text):
    """Every note that something is still to be done."""
    return re.findall(r"\b(?:TODO|FIXME|XXX)\b", text)


def direct_dependencies(requirements):
    """The packages that a requirements.in names, without their extras and bounds."""
    lines = (line.split("#")[0].strip() for line in requirements.splitlines())
    return [re.split(r"[\[<>=!~ ;]", line)[0] for line in lines if line and not line.startswith("-")]


def pins(requirements):
    """Each pinned package with its version."""
    return dict(re.findall(r"^([a-z0-9._-]+)==([^\s;\\]+)", requirements, re.MULTILINE))
