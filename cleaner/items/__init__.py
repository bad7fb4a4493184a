"""Digests, lists and threads to items: each with what it states of itself, tied to its page."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import Any

from cleaner.document import Document, Edit, undo
from cleaner.items.detect import find
from cleaner.items.fields import Fields
from cleaner.items.flags import flags_of
from cleaner.items.judge import Found
from cleaner.items.lines import QUESTION, URL
from cleaner.items.outline import outline, spared
from cleaner.items.sheet import sheet_of
from cleaner.journal import forward, positions
from cleaner.language import language_of
from cleaner.model import Record, empty_metadata
from cleaner.settings import Settings

__all__ = ["assemble", "forward", "frame_of", "outline", "positions", "rows", "spared", "split"]

SPLIT = "items.split.item"
"""The rule under which an item's text leaves its page's record."""

_SEPARATORS = ("strip.translation.machine", "strip.expand.button")
"""Rules that remove what stands under every item of a list: a translator's mark, a button to read on."""

_OWN = ("strip.repost.", "strip.copyright.", "strip.byline.")
"""Rules that remove what a page states of itself, which may be an item's own: an original's address, a date."""

_ENGINE = re.compile(r"谷歌|百度|有道|必应|彩云|google|deepl|bing|microsoft", re.IGNORECASE)
_INHERITED = ("input", "site", "source", "source_url", "license")
_LABEL = 8
"""Longest section label that is taken for a category, in code points."""


def split(record: Record, settings: Settings, outlines: tuple[tuple[int, ...], ...] = ()) -> Record:
    """Tell what kind of page a record is, in what language, what is wrong with it, and find its items.

    `outlines` are the repeated structures of the page as parsed (`outline`): offsets in the text before the first edit.
    """
    del settings
    metadata = dict(record.metadata)
    marks = positions(record.edits, _is_separator)
    found = _found(record, marks, outlines)
    metadata["language"] = language_of(record.text)
    flags = {*metadata["flags"], *flags_of(record.text)} | (
        {"machine_translated"} if metadata["machine_translated"] else set()
    )
    metadata["flags"] = sorted(flags)
    whole = replace(record, metadata=metadata)
    items = _items(whole, found, marks) if found else ()
    if found:
        metadata["kind"] = "list" if found.kind == "digest" and _are_thin(items) else found.kind
    return replace(whole, items=items)


def _is_separator(edit: Edit) -> bool:
    return edit.rule.startswith(_SEPARATORS)


def _taken(edits: Sequence[Edit]) -> tuple[tuple[int, str, str], ...]:
    """Return what was removed as the page's own that may be an item's: dates, and addresses where there are several."""
    places = positions(edits, lambda edit: edit.rule.startswith(_OWN))
    addresses = [(at, "url", URL.findall(edit.before)[-1]) for at, edit in places if URL.search(edit.before)]
    dates = [(at, name, value) for at, edit in places for name, value in edit.note if name == "date"]
    return tuple(sorted([*(addresses if len(addresses) > 1 else ()), *dates]))


def _is_joint(edit: Edit) -> bool:
    return not edit.before and bool(edit.after) and not edit.after.strip() and edit.rule.startswith("repair.")


def _found(record: Record, marks: list[tuple[int, Edit]], outlines: tuple[tuple[int, ...], ...]) -> Found | None:
    """Find the page's items."""
    edits = record.edits
    sheet = sheet_of(
        record.text,
        record.metadata["title"],
        marks=tuple(at for at, edit in marks if ".translation." in edit.rule),
        buttons=tuple(at for at, edit in marks if ".translation." not in edit.rule),
        taken=_taken(edits),
        joints=tuple(at for at, _ in positions(edits, _is_joint)),
        outlines=tuple(tuple(forward(edits, outline)) for outline in outlines),
    )
    return find(sheet)


def _items(page: Record, found: Found, marks: list[tuple[int, Edit]]) -> tuple[Record, ...]:
    """Make a record of each item."""
    translators = _translators(found.spans, marks)
    items: list[Record] = []
    seen: dict[str, int] = {}
    for at, ((start, end), fields) in enumerate(zip(found.spans, found.fields, strict=True)):
        text = page.text[start:end]
        metadata = _metadata(page, text, fields)
        label = found.labels[at] if found.labels else ""
        if not metadata["category"] and len(label) <= _LABEL:
            metadata["category"] = label
        if at in translators and metadata["language"] == "zh":
            metadata |= {"machine_translated": True, "translator": translators[at]}
            metadata["flags"] = sorted([*metadata["flags"], "machine_translated"])
        metadata["item"] = at + 1
        items.append(Record(_identity(page.id, text, seen), text, metadata))
    return tuple(items)


def _identity(page: str, text: str, seen: dict[str, int]) -> str:
    """Return an item's id, from its page's id and its own text; the same text again on the page gets a number."""
    identity = blake2b(f"{page}\0{text}".encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    seen[identity] = seen.get(identity, 0) + 1
    return identity if seen[identity] == 1 else f"{identity}-{seen[identity]}"


def _translators(spans: tuple[tuple[int, int], ...], marks: list[tuple[int, Edit]]) -> dict[int, str]:
    """Return which items a machine's mark speaks of, each with the engine it names.

    A mark speaks of the item above it; a single one before the first item or after the last, of all.
    """
    marks = [(place, edit) for place, edit in marks if ".translation." in edit.rule]
    named = [_ENGINE.search(edit.before) for _, edit in marks]
    engines = [found[0] if found else "" for found in named]
    if len(marks) == 1 and not spans[0][0] < marks[0][0] < spans[-1][1]:
        return dict.fromkeys(range(len(spans)), engines[0])
    starts = [start for start, _ in spans]
    above = [bisect_left(starts, place) - 1 for place, _ in marks]
    return {at: engine for at, engine in zip(above, engines, strict=True) if at >= 0}


def _metadata(page: Record, text: str, fields: Fields) -> dict[str, Any]:
    """Return an item's metadata: what it states, and of its page's only where it came from."""
    metadata = empty_metadata() | {name: page.metadata[name] for name in _INHERITED}
    metadata |= {
        "kind": "item", "parent_id": page.id, "title": fields.title, "title_translated": fields.title_translated,
        "authors": list(fields.authors), "organization": fields.organization, "url": fields.url,
        "category": fields.category, "date": fields.date, "flags": flags_of(text),
        "language": language_of("\n".join([fields.title, *fields.body])) or language_of(text),
        "source": fields.source or page.metadata["source"],
    }  # fmt: skip
    if texts := fields.texts:
        metadata["texts"] = texts
    return metadata


def rows(record: Record, settings: Settings) -> list[Record]:
    """Return the records to write for a page, so that the same text is never written twice.

    `records = "auto"` writes the items of a digest or a list as records of their own, before them the page with what is
    left of it (preamble, section labels), if anything; articles, threads, questions with their answers and lists of
    mere headings stay whole.
    "item" writes whatever items were found, "page" none.  An item's `texts` repeat its text, so they are not written.
    """
    if not record.items or settings.records == "page" or (settings.records == "auto" and not _is_gathered(record)):
        return [record]
    frame = frame_of(record)
    written = [replace(item, metadata=_written(item.metadata)) for item in record.items]
    return [frame, *written] if frame.text else written


def _written(metadata: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in metadata.items() if name != "texts"}


def _is_gathered(record: Record) -> bool:
    """Tell whether a page's items are pieces in their own right: of a digest or a list, and more than headings."""
    is_list = record.metadata["kind"] in {"digest", "list"}
    return is_list and not _are_thin(record.items) and not _are_answers(record.items)


def _are_answers(items: Sequence[Record]) -> bool:
    """Tell whether items are mostly questions with their answers: one text by one author, as an article is."""
    asked = [QUESTION.match(item.text) or str(item.metadata["title"]).endswith(("?", "？")) for item in items]
    return 2 * len(list(filter(None, asked))) > len(items)


def _are_thin(items: Sequence[Record]) -> bool:
    """Tell whether items are mostly mere headings."""
    return 2 * sum("thin" in item.metadata["flags"] for item in items) > len(items)


def frame_of(record: Record) -> Record:
    """Return the page's record without its items: preamble and labels; its journal tells each item's departure."""
    document = Document(record.text, record.edits)
    removals, at = [], 0
    for item in record.items:
        start = record.text.index(item.text, at)
        at = start + len(item.text)
        removals.append(document.edit(start, at, "", SPLIT, (("item", item.id),)))
    left = document.apply(removals)
    metadata = record.metadata | {"language": language_of(left.text) or record.metadata["language"]}
    metadata["flags"] = sorted(
        {*metadata["flags"]} - {"thin", "truncated_head", "truncated_tail"} | {*flags_of(left.text)}
    )
    return Record(record.id, left.text, metadata, (), left.journal)


def assemble(frame: Record, items: Iterable[Record]) -> str:
    """Put a page's text together again from its record without items (`frame_of`) and the items, in any order."""
    texts = {item.id: item.text for item in items}
    step = frame.edits[-1].step if frame.edits and frame.edits[-1].rule == SPLIT else -1
    departures = []
    for edit in frame.edits:
        if edit.step == step and edit.rule == SPLIT:
            text = texts[dict(edit.note)["item"]]
            blank = edit.before.partition(edit.before.strip())
            departures.append(replace(edit, before=f"{blank[0]}{text}{blank[2]}"))
    return undo(frame.text, departures)
