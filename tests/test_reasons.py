"""Whatever edits a page can be looked up, and turned off by the name it has in a journal."""

import ast
import re
from pathlib import Path

import pytest

import cleaner
from cleaner import Settings
from cleaner.errors import SettingsError
from cleaner.reasons import reasons
from cleaner.strip.rulefiles import builtin_rules

ROOT = Path(__file__).parents[1]
SOURCES = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "cleaner").rglob("*.py")))
RULES = {f"strip.{rule.id}" for rule in builtin_rules()}
IDS = re.compile(r"(?:layout|content|strip|repair)\.[a-z_0-9.]*[a-z0-9]")
STORY = (
    "<p>The ferry left the northern pier at dawn with forty passengers and the mail for both of the outer islands.</p>"
)
PAGE = f"""<html><body><article><h1>The ferry</h1>{STORY}
<figure><img src=a.jpg><figcaption>The northern pier in winter</figcaption></figure>
<p>It came back late in the evening, for the wind had turned and the tide was against it all the way home.</p>
<p>Nobody complained, for the stove was warm and the cook had made soup enough for everybody who was on board.</p>
</article></body></html>"""


def test_every_id_in_the_source_is_told():
    literals = {node.value for node in ast.walk(ast.parse(SOURCES)) if isinstance(node, ast.Constant)}
    ids = {one for one in literals if isinstance(one, str) and IDS.fullmatch(one)}
    assert len(ids) > 40
    known = sorted(RULES | set(reasons()))
    assert [one for one in ids if not any(name.startswith(one) for name in known)] == []  # some name a few at once


def test_every_id_that_edits_a_page_is_told():
    met = set()
    for path in sorted((ROOT / "fixtures").rglob("*")):
        if path.suffix in {".html", ".txt", ".md"}:
            met |= {edit.rule for edit in getattr(cleaner.clean(path.read_bytes()), "edits", ())}
    assert len(met) > 30
    assert met <= RULES | set(reasons())


def test_what_is_told_is_in_the_source_and_no_rule():
    assert not RULES & set(reasons())
    assert [name for name in reasons() if name.rpartition(".")[2].removeprefix("text_") not in SOURCES] == []


def test_a_judgement_of_any_stage_can_be_left_out():
    caption = "The northern pier in winter"
    assert caption not in cleaner.clean(PAGE).text
    assert caption in cleaner.clean(PAGE, settings=Settings(disable=("content.caption",))).text
    assert caption in cleaner.clean(PAGE, settings=Settings(disable=("content",))).text


def test_a_repair_can_be_left_out():
    line = "他说,今天的天气很好,我们去公园散步吧,孩子们都很高兴。"
    assert cleaner.repair(line).text != line
    assert cleaner.repair(line, settings=Settings(disable=("repair.width",))).text == line


def test_a_mark_can_be_left_out():
    page = PAGE.replace("</h1>", "</h1><p>By Ann Marsh</p><p>2 May 2031</p>")
    off = cleaner.clean(page, settings=Settings(disable=("byline.lines",)))
    rules = [{edit.rule for edit in record.edits} for record in (cleaner.clean(page), off)]
    assert rules[0] - rules[1] == {"strip.byline.lines"}


@pytest.mark.parametrize("name", ["strip.footer", "footer", "strip.page.tail", "repair.join", "site", "site.block"])
def test_what_is_left_out_is_named_as_in_a_journal_or_without_the_stage(name):
    cleaner.Cleaner(Settings(disable=(name,)))


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("footr", "footer"),
        ("content.captoin", "content.caption"),
        ("strip.page.tial", "strip.page.tail"),
        ("x" * 9, "list"),
    ],
)
def test_what_there_is_not_cannot_be_left_out(name, hint):
    with pytest.raises(SettingsError, match=hint):
        cleaner.Cleaner(Settings(disable=(name,)))
