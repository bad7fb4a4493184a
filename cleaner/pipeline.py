"""The way of one page: parse, content, then layout, strip and repair until they rest, items; every stage pure."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache, partial
from hashlib import blake2b
from typing import Any
from urllib.parse import urlsplit

from cleaner import content, items, layout, parse, strip
from cleaner.document import Block, Document, Edit, Stage
from cleaner.errors import UsageError
from cleaner.evidence import NO_EVIDENCE, Evidence, Sample
from cleaner.model import Page, Record, Rejected, empty_metadata
from cleaner.repairs import judge as judge_repair
from cleaner.settings import Settings
from cleaner.strip.row import is_medium
from cleaner.strip.signed import FULL_NAME, signed_names
from cleaner.strip.values import is_person

ROUNDS = 8
"""The stages are run until a round changes nothing, so that a cleaned text is clean; two rounds nearly always do."""

BYLINE_REACH = 25
"""How many blocks around the article its byline may stand in."""

OTHERS = frozenset(("content.related", "content.teaser", "content.comments"))
"""Why blocks go that are about other texts: who wrote those, and when, says nothing of the page."""


Parser = Callable[[Page, Settings], parse.Parsed | Rejected]


class Cleaner:
    """Cleans pages one by one; compiled once, used for many."""

    def __init__(
        self, settings: Settings | None = None, evidence: Evidence | None = None, parser: Parser = parse.parse
    ) -> None:
        """Compile the rules; raises RuleError, SettingsError or UsageError for what cannot be used.

        `parser` gives what `cleaner.parse.parse` would, from where a page was parsed before.
        """
        if not isinstance(settings, Settings | None):
            raise UsageError(f"settings are cleaner.Settings, not {type(settings).__name__}: Settings.of(**settings)")
        if not isinstance(evidence, Evidence | None):
            raise UsageError(f"evidence is cleaner.Evidence, not {type(evidence).__name__}")
        self.settings = settings or Settings()
        self.evidence = evidence or NO_EVIDENCE
        self._parse = parser
        self._rules = strip.load_rules(self.settings)

    def clean(self, page: bytes | str | Page, url: str | None = None) -> Record | Rejected:
        """Clean one page: HTML or text, told apart by looking.

        Returns a Record, or Rejected with a documented reason; raises UsageError for what is not a page at all.
        """
        if not isinstance(page, Page):
            page = Page(page, url or "")
        if not isinstance(page.data, bytes | str):
            raise UsageError(f"a page is bytes, str or cleaner.Page, not {type(page.data).__name__}")
        if not isinstance(page.url, str):
            raise UsageError(f"an address is a str, not {type(page.url).__name__}")
        try:
            return self._clean(page)
        except MemoryError:
            return Rejected("memory", "clean", "the page needs more memory than there is", page.input)
        except Exception as error:  # noqa: BLE001 - the one place: a defect of ours costs the page in hand, not the crawl
            return Rejected("crashed", "clean", f"{type(error).__name__}: {error}", page.input)

    def stream(self, pages: Iterable[bytes | str | Page]) -> Iterator[Record | Rejected]:
        """Clean pages in order, one outcome each; raises UsageError for one page in the place of many."""
        if isinstance(pages, str | bytes):
            raise UsageError(f"pages are an iterable, not one page as {type(pages).__name__}: clean() takes that")
        return map(self.clean, pages)

    def _clean(self, page: Page) -> Record | Rejected:
        parsed = self._parse(page, self.settings)
        if isinstance(parsed, Rejected):
            return parsed
        document = parsed.document
        outlines = items.outline(document)
        if document.nodes:
            judged = content.judge(document, parsed, self.evidence, self.settings, host_of(page.url))
            outside = list(items.spared(document, judged, outlines))
            stated = str(parsed.metadata.get("title", ""))
            document = document.apply([*self._provenance(document, outside, stated), *outside])
        document = self._settle(document, host_of(page.url))
        if not parse.shows(document.text):
            return Rejected("no_content", "strip", "nothing but boilerplate", page.input)
        metadata = _metadata(page, parsed, document)
        record = Record(page_id(page), document.text, metadata, (), document.journal)
        return items.split(record, self.settings, outlines)

    def _provenance(self, document: Document, outside: list[Edit], title: str) -> Iterator[Edit]:
        """Read the byline: in the article, and in what the content stage takes around it."""
        kept = _untouched(document, outside)
        if not kept:
            return
        own = _untouched(document, [edit for edit in outside if edit.rule in OTHERS])
        first, last = kept[0] - BYLINE_REACH, kept[-1] + BYLINE_REACH
        near = [document.blocks[at] for at in own if first <= at < last]
        start = near[0].start
        moved = tuple([Block._make((one[0] - start, one[1] - start, *one[2:])) for one in near])
        window = Document(document.text[start : near[-1].end], nodes=document.nodes, laid_out=moved)
        for mark in strip.harvest(window, rules=self._rules, title=title):
            yield replace(mark, start=mark.start + start)

    def _settle(self, document: Document, host: str) -> Document:
        """Run the text stages until none of them changes anything."""
        stages: list[Stage] = [
            layout.judge,
            partial(strip.judge, rules=self._rules, evidence=self.evidence, host=host),
        ]
        if self.settings.repair:
            stages.append(partial(judge_repair, evidence=self.evidence, settings=self.settings))
        idle: dict[int, str] = {}  # the text that each stage last left as it was: there is nothing to ask it again
        for _ in range(ROUNDS):
            before = document.text
            for number, stage in enumerate(stages):
                if idle.get(number) == document.text:
                    continue
                judged = document.apply(stage(document))
                if judged.text == document.text and not document.laid_out:
                    idle[number] = document.text
                document = judged
            if document.text == before:
                break
        return document


def _untouched(document: Document, outside: list[Edit]) -> list[int]:
    """Return the blocks that none of the removals, each of one block or of a run of them, takes away."""
    blocks = document.blocks
    starts = [block.start for block in blocks]
    kept: list[int] = []
    at = 0
    for start, end in sorted([(edit.start, edit.end) for edit in outside if edit.before]):
        kept += range(at, bisect_left(starts, start))
        at = bisect_left(starts, end)
    return [*kept, *range(at, len(blocks))]


def host_of(url: str) -> str:
    """Return the host of an address, lower case; empty where it names none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def page_id(page: Page) -> str:
    """Return the row's own id, else 32 hex digits from the page's address and bytes alone."""
    if page.id:
        return page.id
    data = page.data.encode("utf-8", "surrogatepass") if isinstance(page.data, str) else page.data
    return blake2b(page.url.encode("utf-8", "surrogatepass") + b"\0" + data, digest_size=16).hexdigest()


_PARTING = " \u3000-_|–—·:：｜»«@"
"""Characters that part a title from a site's name."""


def without_site(title: str, site: str) -> str:
    """Return a page's title without the site's name behind it, as browsers' title bars have it, and what follows."""
    at = title.find(site, 1) if site else -1
    head, rest = title[:at].rstrip(), title[at + len(site) :].lstrip()
    bare = head.rstrip(_PARTING)
    parted = at > 0 and bare != head and (not rest or rest[0] in _PARTING)
    return bare if bare and parted else title


def _metadata(page: Page, parsed: parse.Parsed, document: Document) -> dict[str, Any]:
    """Bring together what the page states in its markup and what the rules read in its text; the markup comes first."""
    stated = {"url": page.url, "input": page.input, "title": page.title, "date": page.date}
    whole = {
        name: value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for name, value in stated.items()
    }
    metadata = empty_metadata() | whole
    for name, value in parsed.metadata.items():
        if not metadata[name]:
            metadata[name] = value
    shown = list(_harvested(metadata, document))
    if parsed.html:
        metadata |= _from_layout(page, parsed, metadata)
    metadata |= _authors(metadata, shown, parsed)
    metadata["removed_chars"] = sum(max(0, len(edit.before) - len(edit.after)) for edit in document.journal)
    return metadata


def _harvested(metadata: dict[str, Any], document: Document) -> Iterator[tuple[str, bool]]:
    """Fill in what the rules read in a page's text where nothing is known yet.

    Yields the names of authors, each with whether a label says that it is one: it may merely stand beside the title.
    """
    tagged = bool(metadata["tags"])
    for edit in document.journal:
        for name, value in edit.note:
            if name == "authors":
                yield value, edit.rule != "strip.byline.lines"
            elif name == "tags" and tagged:
                continue
            elif isinstance(metadata[name], list):
                if value not in metadata[name]:
                    metadata[name] = [*metadata[name], value]
            elif isinstance(metadata[name], bool):
                metadata[name] = True
            elif not metadata[name] or name == "kind":
                metadata[name] = value


def _authors(metadata: dict[str, Any], shown: list[tuple[str, bool]], parsed: parse.Parsed) -> dict[str, Any]:
    """Return authors and source: the markup's authors and the labelled ones; where there are none, whom a class names.

    Else the names that merely stand there.  What the markup names as its author and is the site, a medium, or the
    publisher by the copyright line, is the source, if the page shows a person's name.
    """
    text = parsed.document.text
    site, source = metadata["site"], metadata["source"]
    stated = list(dict.fromkeys(without_site(one, site) for one in metadata["authors"]))
    stated = [one for one in stated if one != site] or stated
    if stated and all(one == site or is_medium(one) or parse.is_publisher(one, text) for one in stated):
        signed = signed_names(text)
        people = [name for name, labelled in shown if labelled or is_person(name) or name in signed]
        found = people or _marked(metadata, parsed)
        own = [name for name in found if not is_medium(name) and not any(one in name for one in stated)]
        if own:
            return {"authors": list(dict.fromkeys(own)), "source": source or stated[0]}
    people = [name for name, labelled in shown if labelled or is_person(name)]
    named = [*stated, *(name for name, labelled in shown if labelled)]
    if not named and parsed.markup:
        marked = parse.marked_authors(parsed.markup, metadata["title"])
        named = marked if any(map(is_person, marked)) else people or marked
    return {"authors": list(dict.fromkeys(named or (name for name, _ in shown)))}


def _marked(metadata: dict[str, Any], parsed: parse.Parsed) -> list[str]:
    """Return whom a class near the heading names as the author, where those are persons by their names."""
    marked = parse.marked_authors(parsed.markup, metadata["title"]) if parsed.markup else []
    return marked if all(is_person(name) or FULL_NAME.fullmatch(name) for name in marked) else []


def _from_layout(page: Page, parsed: parse.Parsed, metadata: dict[str, Any]) -> dict[str, Any]:
    """Return the title as the page's heading has it, the site's name it ends with, and a date where none was stated."""
    document, title = parsed.document, metadata["title"]
    host = host_of(metadata["url"])
    heading = content.heading_of(document, title)
    site = metadata["site"] or parse.site_in_title(title, host)
    if not page.title:
        shown = document.slice(document.blocks[heading]) if heading >= 0 else ""
        title = parse.article_title(without_site(title, site), shown, host)
    date = metadata["date"] or parse.found_date(page, parsed, heading, host)
    return {"title": title, "site": site, "date": date}


def clean(
    page: bytes | str | Page,
    url: str | None = None,
    settings: Settings | None = None,
    evidence: Evidence | None = None,
) -> Record | Rejected:
    """Clean one page with these settings; see Cleaner for many."""
    return _compiled(settings, evidence).clean(page, url)


def learn(pages: Iterable[bytes | str | Page], settings: Settings | None = None) -> Evidence:
    """Learn what a single page cannot know from some pages of a corpus: its words, and what recurs on its sites.

    A few pages of each site are enough, fifty are plenty; a page that cannot be read counts for nothing.
    """
    settings = settings or Settings()
    made = (page if isinstance(page, Page) else Page(page) for page in pages)
    parsed = ((page, parse.parse(page, settings)) for page in made)
    return Evidence.learn(sample(page, one) for page, one in parsed if isinstance(one, parse.Parsed))


SAMPLE_CHARS = 20_000
"""Characters of a page's text that are learned from."""


def sample(page: Page, parsed: parse.Parsed) -> Sample:
    """Return what is learned from of a page that is parsed."""
    document = parsed.document
    blocks = content.sketch(document) if document.nodes else ()
    return Sample(host_of(page.url), document.text[:SAMPLE_CHARS], blocks)


def _compiled(settings: Settings | None, evidence: Evidence | None) -> Cleaner:
    """Compile for these settings; the defaults, which a loop of calls would compile again and again, once."""
    return _default() if settings is None and evidence is None else Cleaner(settings, evidence)


@cache
def _default() -> Cleaner:
    return Cleaner()
