"""Digests, lists and threads to items: each with what it states of itself, tied to its page."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from hashlib import blake2b
from typing import Any

from cleaner.document import Document, Edit, undo
from cleaner.items.detect import Found, Sheet, find, lines_of
from cleaner.items.fields import Fields
from cleaner.items.flags import flags_of
from cleaner.items.journal import forward, positions
from cleaner.language import language_of
from cleaner.model import Record, empty_metadata
from cleaner.settings import Settings

__all__ = ["assemble", "forward", "frame_of", "positions", "rows", "split"]

SPLIT = "items.split.item"
"""The rule under which an item's text leaves its page's record."""

_HEAD_CHARS = frozenset("0123456789(（[［【①②③④⑤❶一二三四五六七八九十#＃*•·●■◆▶->NnTtQq问楼沙第标题论作")
_INHERITED = ("input", "site", "source", "source_url", "license")
_LABEL = 8
"""Longest section label that is taken for a category, in code points."""


def split(record: Record, settings: Settings) -> Record:
    """Tell what kind of page a record is, in what language, what is wrong with it, and find its items."""
    del settings
    metadata = dict(record.metadata)
    marks = positions(record.edits, _is_translation_mark) if metadata["machine_translated"] else []
    found = _found(record, [at for at, _ in marks])
    metadata["kind"] = found.kind if found else "article"
    metadata["language"] = language_of(record.text)
    flags = {*metadata["flags"], *flags_of(record.text)} | (
        {"machine_translated"} if metadata["machine_translated"] else set()
    )
    metadata["flags"] = sorted(flags)
    whole = replace(record, metadata=metadata)
    return replace(whole, items=_items(whole, found, marks)) if found else whole


def _is_translation_mark(edit: Edit) -> bool:
    return any(name == "machine_translated" for name, _ in edit.note)


def _is_joint(edit: Edit) -> bool:
    return edit.rule.startswith("repair.") and not edit.before and not edit.after.strip() and bool(edit.after)


def _found(record: Record, separators: list[int]) -> Found | None:
    """Find the items, where a quick look says that there may be some."""
    lines = lines_of(record.text)
    heads = sum(line.text[0] in _HEAD_CHARS for line in lines)
    hinted = len(separators) > 2 or heads > 2 or record.text.count("://") > 2 or "发表于" in record.text
    if not hinted and not any(mark in record.metadata["title"] for mark in ("问", "FAQ", "Q&A")):
        return None
    title = record.metadata["title"] or (lines[0].text if len(lines[0].text) <= 60 else "")
    joints = tuple(at for at, _ in positions(record.edits, _is_joint))
    return find(Sheet(record.text, lines, title, tuple(separators), joints))


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
        if at in translators and metadata["language"].startswith("zh"):
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
    """Return which items a translation mark speaks of, each with the translator it names.

    A mark speaks of the item above it; a single one before the first item or after the last, of all.
    """
    if len(marks) == 1 and not spans[0][0] < marks[0][0] < spans[-1][1]:
        return dict.fromkeys(range(len(spans)), dict(marks[0][1].note).get("translator", ""))
    starts = [start for start, _ in spans]
    above = ((bisect_left(starts, place) - 1, edit) for place, edit in marks)
    return {at: dict(edit.note).get("translator", "") for at, edit in above if at >= 0}


def _metadata(page: Record, text: str, fields: Fields) -> dict[str, Any]:
    """Return an item's metadata: what it states, and of its page's only where it came from."""
    metadata = empty_metadata() | {name: page.metadata[name] for name in _INHERITED}
    metadata |= {
        "kind": "item", "parent_id": page.id, "title": fields.title, "title_translated": fields.title_translated,
        "authors": list(fields.authors), "organization": fields.organization, "url": fields.url,
        "category": fields.category, "date": fields.date, "language": language_of(text), "flags": flags_of(text),
        "source": fields.source or page.metadata["source"],
    }  # fmt: skip
    if texts := fields.texts:
        metadata["texts"] = texts
    return metadata


def rows(record: Record, settings: Settings) -> list[Record]:
    """Return the records to write for a page, so that the same text is never written twice.

    `records = "auto"` writes the items of a digest or a list as records of their own, before them the page with what is
    left of it (preamble, section labels), if anything; articles, threads and lists of mere headings stay whole.  "item" writes
    whatever items were found, "page" none.  An item's `texts` repeat its text, so they are not written.
    """
    if not record.items or settings.records == "page" or (settings.records == "auto" and not _is_gathered(record)):
        return [record]
    frame = frame_of(record)
    written = [replace(item, metadata=_written(item.metadata)) for item in record.items]
    return [frame, *written] if frame.text else written


def _written(metadata: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in metadata.items() if name != "texts"}


def _is_gathered(record: Record) -> bool:
    """Tell whether a page's items are pieces in their own right: of a digest or a list, and mostly more than a heading."""
    thin = sum("thin" in item.metadata["flags"] for item in record.items)
    return record.metadata["kind"] in {"digest", "list"} and 2 * thin < len(record.items)


def frame_of(record: Record) -> Record:
    """Return the page's record without its items: the preamble and the labels, every item's departure in its journal."""
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
