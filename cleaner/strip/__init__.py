"""Which parts of a page's text are not the article's: boilerplate, provenance lines, page furniture; and what they say.

Works on text alone, so that a cleaned text is left as it is.  Phrases are rules in rules/*.toml; what no phrase tells
(menus, link lists, counters, repeated paragraphs) is judged by structure; what recurs over a site's pages by evidence.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from types import MappingProxyType

from cleaner.document import Document, Edit
from cleaner.errors import SettingsError
from cleaner.evidence import Evidence
from cleaner.reasons import reasons
from cleaner.settings import Settings
from cleaner.strip.byline import harvest as read_provenance
from cleaner.strip.extent import Extent
from cleaner.strip.markdown import Shown, linked_lists, with_links
from cleaner.strip.match import match_rules
from cleaner.strip.notices import closing_notices
from cleaner.strip.oneline import OneLine
from cleaner.strip.own import own_lines
from cleaner.strip.preamble import preamble
from cleaner.strip.proof import check, test_file
from cleaner.strip.rulebook import Rule, Rules, compile_rules
from cleaner.strip.rulefiles import builtin_rules, rule_files, user_rules
from cleaner.strip.said import said_lines
from cleaner.strip.site import recurring_lines
from cleaner.strip.structure import judge_structure
from cleaner.strip.view import View

__all__ = ["Rule", "Rules", "harvest", "judge", "load_rules", "rule_files", "test_file"]


def load_rules(settings: Settings) -> Rules:
    """Return the built-in rules and the user's, without those that are off.

    The built-in rules are held to their examples by the tests, the user's here.  Raises RuleError where one does not
    hold, SettingsError where what is to be off is none.
    """
    own = user_rules(settings)
    check(own)
    rules = [*builtin_rules(), *own]
    _check_disabled(settings.disable, rules)
    return compile_rules(rules, settings.disable, comments=settings.comments)


def _check_disabled(disabled: Iterable[str], rules: Iterable[Rule]) -> None:
    """Raise SettingsError for what is to be off and is none: no rule, no judgement, no family."""
    if not disabled:
        return
    known = {f"strip.{name}" for rule in rules for name in (rule.id, rule.family)}
    for judgement in reasons():
        known |= {judgement, judgement.rpartition(".")[0]} if not judgement.startswith("layout.") else set()
    known |= {name.removeprefix("strip.") for name in known} | {"site.block", "site.list"}
    for name in disabled:
        if name not in known:
            near = get_close_matches(name, sorted(known), 1)
            hint = f"; did you mean {near[0]}?" if near else "; `cleaner rules list` names them"
            raise SettingsError(f"disable: no rule or family is named {name!r}{hint}")


def harvest(document: Document, *, rules: Rules, title: str = "") -> Iterator[Edit]:
    """Propose marks for what a whole HTML page says of its article's provenance, before the content stage takes it out.

    `title` is the one the page's markup states.  Changes nothing of the text.
    """
    if document.text:
        yield from _allowed(read_provenance(View.of(document), rules, title), rules)


def judge(document: Document, *, rules: Rules, evidence: Evidence, host: str = "") -> Iterator[Edit]:
    """Propose what is boilerplate in a page's text; the stage.

    `host` names the profile among the evidence's sites; without one, what recurs over the crawl is used.  Markdown is
    judged as its reader sees its links, a page on one line as the lines it was, and where that finds nothing as it
    stands.
    """
    yield from _allowed(_judge_lines(document, rules, evidence, host), rules)


def _allowed(edits: Iterable[Edit], rules: Rules) -> Iterable[Edit]:
    """Return the edits without those that are off by their own names: marks, and what one judgement gives several."""
    return (one for one in edits if rules.allows(one.rule.removeprefix("strip."))) if rules.disabled else edits


def _judge_lines(document: Document, rules: Rules, evidence: Evidence, host: str) -> Iterator[Edit]:
    if lines := OneLine.of(document):
        edits = list(lines.edits(_judge(lines.document, rules, evidence, host)))
        if edits:
            yield from edits
            return
    shown = Shown.of(document)
    edits = list(shown.edits(_judge(shown.document, rules, evidence, host, shown.linked))) if shown else []
    if edits:
        yield from _addresses(document, rules)
    yield from edits or _judge(document, rules, evidence, host)


def _addresses(document: Document, rules: Rules) -> Iterator[Edit]:
    """Yield marks of the addresses that the rules read in a text where its links show but words."""
    view = View.of(document)
    for edit in match_rules(view, rules.provenance or rules, Extent.of(view)):
        note = tuple((name, value) for name, value in edit.note if name.endswith("url"))
        if note:
            yield document.edit(edit.start, edit.start, "", edit.rule, note)


def _judge(
    document: Document, rules: Rules, evidence: Evidence, host: str, linked: Mapping[int, bool] = MappingProxyType({})
) -> Iterator[Edit]:
    """Judge a text as it is; its blocks `linked` are links and nothing else: buttons where the value is true."""
    if not document.text:
        return
    view = View.of(document)
    extent = Extent.of(view)
    if linked:
        extent = with_links(extent, linked)
    found = list(_but(extent.typeset, view, (*match_rules(view, rules, extent), *said_lines(extent, rules))))
    struck = _whole_blocks(view, found)
    own = frozenset(own_lines(extent, struck))
    if own:
        found, struck = list(_but(own, view, found)), {at: family for at, family in struck.items() if at not in own}
    yield from _merge_notes(found)
    own |= extent.typeset
    closing = _but(own, view, closing_notices(view, "strip.page.notices")) if rules.allows("page.notices") else ()
    notices = [edit for edit in closing if view.block_at(edit.start) not in struck]  # a rule has told what those are
    yield from notices
    taken = {(edit.start, edit.end) for edit in (*found, *notices)}
    struck |= {view.block_at(edit.start): "follow" for edit in notices}
    shape = _but(own, view, judge_structure(replace(extent, struck=struck) if struck else extent, rules))
    known = recurring_lines(extent, evidence, host, "strip.site.recurring") if rules.allows("site.recurring") else ()
    lists = linked_lists(view, struck, linked, "strip.related.linked") if rules.allows("related.linked") else ()
    over = preamble(view, "strip.page.preamble") if rules.allows("page.preamble") else ()
    for edit in (*shape, *known, *lists, *over):
        if edit.is_mark or (edit.start, edit.end) not in taken:
            yield edit


def _but(own: frozenset[int], view: View, edits: Iterable[Edit]) -> Iterable[Edit]:
    """Return the edits but for those that take a block of the text's own; what lies outside of it all goes whole."""
    if not own:
        return edits
    held = {view.document.blocks[at][:2] for at in own}
    return (one for one in edits if (one.start, one.end) not in held or _is_sure(one))


def _is_sure(edit: Edit) -> bool:
    """Whether an edit takes a page's head or tail, or a row of a page's labels and a full day: no table has one."""
    dated = edit.rule == "strip.byline.labelled" and any(name == "date" for name, _ in edit.note)
    return dated or edit.rule.startswith("strip.page.")


def _whole_blocks(view: View, edits: list[Edit]) -> dict[int, str]:
    """Return the blocks that the edits take whole, each with the family of the first rule, by name, that does."""
    spans = {(block.start, block.end): at for at, block in enumerate(view.document.blocks)}
    struck: dict[int, str] = {}
    for edit in sorted(edits, key=lambda edit: edit.rule):
        if (edit.start, edit.end) in spans and not edit.after:
            struck.setdefault(spans[edit.start, edit.end], edit.rule.split(".")[1])
    return struck


def _merge_notes(edits: list[Edit]) -> Iterator[Edit]:
    """Give what several rules read in one place to the one that is to stand, which is the first by name."""
    places: dict[tuple[int, int, str], list[Edit]] = {}
    for edit in edits:
        places.setdefault((edit.start, edit.end, edit.after), []).append(edit)
    for group in places.values():
        group.sort(key=lambda edit: edit.rule)
        notes = tuple(dict.fromkeys(note for edit in group for note in edit.note))
        yield replace(group[0], note=notes)
