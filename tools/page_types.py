"""Every kind of public page, once: what the browser test opens and the gallery shows.

A new address of `tracker/public/urls.py` is added to `PAGE_TYPES` with a line that says what is seen on it, or to
`NOT_SHOWN`. Each page is found as a reader finds it, by following links from the first page.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

LINK = re.compile(r'\b(?:href|action)="(/[^"#]*)')
# So many pages of one kind are read at most on the way to the others.
MOST_READ = 8


@dataclass(frozen=True)
class PageType:
    """The name of an address, what is seen there, and what an address that is worth showing has in it.

    To a page that a form has to be filled in for no link leads: `filled` is its address in the demonstration, which
    the gallery shows instead of the one that was found.
    """

    name: str
    alt: str
    worth: str = ""
    filled: str = ""


PAGE_TYPES = (
    PageType(
        "home", "The first page: the headline, the marks by 2020, 2023 and 2030, what was published last."
    ),
    PageType("objectives", "The 23 objectives in a table, each with its mark by date."),
    PageType(
        "objective",
        "One objective: its mark, how much is known, its commitments, what changed lately.",
        "/1/",
    ),
    PageType("commitment", "One commitment: its targets, how it is measured, every State.", "GCM01-1"),
    PageType("endorse-commitment", "The form with which an organisation signs on to a commitment."),
    PageType("places", "Every place by region, with how much is known of each."),
    PageType(
        "place",
        "One State: its marks by date, what is missing, what is overdue, objective by objective.",
        "/xfi/",
    ),
    PageType("place_why", "The sum behind one mark of a place, part by part.", "/xfi/why/objective-1/"),
    PageType(
        "target",
        "One target of one State: the picture of the way to the goal, the arithmetic, the readings.",
        "/xfi/GCM01-1/12/",
    ),
    PageType(
        "heatmap", "The heat map: places by objectives, each box filled as far as its targets are known."
    ),
    PageType("map", "The tile map: one equal tile for each State, by sub-region."),
    PageType("horizon", "What was due by one date: met or not, what is overdue, who could report it.", "/5/"),
    PageType(
        "compare",
        "Two fictional States side by side: how many targets each has met, how much is known, its targets by mark.",
        filled="/compare/?place=xfi&place=xex",
    ),
    PageType("benchmarks", "The frameworks beside the Compact, with their benchmarks."),
    PageType("benchmark", "One benchmark: what the Compact does for it, commitment by commitment."),
    PageType("populations", "The groups of people that commitments are about."),
    PageType("population", "One group: its commitments, and how regions stand on them."),
    PageType("place-commitment", "One commitment in one State: its targets by each date.", "/xfi/GCM01-1/"),
    PageType("processes", "The regional consultative processes with their members."),
    PageType("process", "One process: how its member States stand together."),
    PageType("process_why", "The sum behind the mark of a process."),
    PageType(
        "report", "One published report: the answer, the committee's words, the State's reply, the evidence."
    ),
    PageType("raise_dispute", "The form to dispute a report, for anyone."),
    PageType("committees", "The committees, and whether each is constituted."),
    PageType(
        "committee", "One committee: who holds seats, whether it may publish, what it published.", "fictiva"
    ),
    PageType("about", "What this is, who runs it, how to tell of an error, what is kept of readers."),
    PageType("method", "The method with its worked example, run live."),
    PageType("sources", "The sources, those we read and those we did not."),
    PageType("practices", "Good practices, by place and commitment."),
    PageType("practice", "One good practice: what was done, what came of it, what shows it."),
    PageType("terms", "Words to avoid and words to prefer, each with its reason."),
    PageType("term", "One term: what to write instead, and why."),
    PageType("editions", "The editions, frozen to be cited."),
    PageType("edition", "One edition: the marks of its day, how to cite it, its digest."),
    PageType("edition-place", "A place in an edition, in the words of its day."),
    PageType("edition-process", "A process in an edition."),
    PageType("edition-commitment", "A commitment in an edition, State by State."),
    PageType("endorse-edition", "The form with which an organisation signs on to an edition."),
    PageType("edition-changes", "What changed since an edition, by reason."),
    PageType("search", "The search, before anything is asked."),
    PageType("changes", "The log of marks that became others, day by day."),
    PageType("subscribe", "The form for letters about what changed."),
    PageType("integrity", "Where the record of acts stands, for anybody to note down."),
    PageType("data", "Everything to download, with the dictionary of its tables."),
)
# What is no page to look at, and pages to which only a letter or the answer to a form leads.
NOT_SHOWN = {
    *("place_why_json", "process_why_json", "report-file", "reply-file", "edition-json", "edition-bibtex"),
    *("edition-ris", "changes-feed", "place-feed", "objective-feed", "commitment-feed"),
    *("package", "package-descriptor", "package-table", "signing-key"),
    *("endorsement-letter", "subscription-letter", "subscription", "dispute"),
}


def found_by_links(read: Callable[[str], str], name_of: Callable[[str], str]) -> dict[str, str]:
    """An address of each kind of page, found by following links from `/`.

    `read` answers with the HTML at an address, and `name_of` with the name of what stands there, empty for nothing.
    """
    seen, waiting, found, read_of = {"/"}, ["/"], {"home": "/"}, Counter[str]()
    wanted = {one.name: one.worth for one in PAGE_TYPES}
    while waiting and not all(name in found and worth in found[name] for name, worth in wanted.items()):
        links = [unescape(link) for link in LINK.findall(read(waiting.pop(0)))]
        for link in (one for one in dict.fromkeys(links) if one not in seen):
            seen.add(link)
            name = name_of(link.partition("?")[0])
            if name not in wanted:
                continue
            is_better = (
                bool(wanted[name]) and wanted[name] in link and wanted[name] not in found.get(name, "")
            )
            if name not in found or is_better:
                found[name] = link
            read_of[name] += 1
            if is_better or read_of[name] == 1:
                waiting.insert(0, link)
            elif read_of[name] <= MOST_READ:
                waiting.append(link)
    return found
