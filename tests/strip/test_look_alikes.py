"""Sentences that look like boilerplate and are an article's own stay as they are, wherever they stand."""

from pathlib import Path

import pytest

from cleaner import strip
from cleaner.document import Document
from cleaner.evidence import NO_EVIDENCE
from cleaner.settings import Settings
from cleaner.strip.rulefiles import builtin_rules

TABLE = Path(__file__).parents[2] / "fixtures" / "strip" / "look_alikes.tsv"
CASES = [tuple(line.split("\t")) for line in TABLE.read_text("utf-8").splitlines() if "\t" in line and line[:2] != "# "]
RULES = strip.load_rules(Settings())
KEPT = [
    ("", kept)
    for rule in builtin_rules()
    for kept in rule.keeps
    if kept[-1] in "。.!?" and "\n" not in kept and len(kept) >= 8
]
"""The sentences that each rule has to leave alone: no other may take them either."""

BEFORE = (
    "河水在这里拐了一个弯，把村子抱在怀里，老人说这弯是百年前发大水冲出来的。村口的石桥修过三次，最后一次是在他十岁那年。\n"
    "他记得父亲挑着石头走过田埂，肩上的扁担弯成一张弓，汗水落在泥里，一步一个坑。那一年收成不好，工钱却没有少发一分。"
)
AFTER = (
    "桥修好那天，全村的人都来了，孩子们在桥上跑来跑去，大人们站在桥头说话。后来公路通了，桥上走的人少了，只有早晚还有人牵着牛经过。\n"
    "如今桥栏上长满了青苔，字迹也看不清楚了，但每到清明，他还是会带着孙子来走一趟，告诉他这桥是谁修的。"
)


def test_there_are_two_hundred_look_alikes_of_every_family():
    assert len(CASES) >= 200
    assert len(KEPT) >= 400
    assert len({family for family, _ in CASES}) >= 16


@pytest.mark.parametrize("place", ["alone", "first", "inside", "last"])
def test_no_look_alike_is_touched(place):
    touched = {}
    for _, sentence in [*CASES, *KEPT]:
        text = {
            "alone": sentence,
            "first": f"{sentence}\n{BEFORE}\n{AFTER}",
            "inside": f"{BEFORE}\n{sentence}\n{AFTER}",
            "last": f"{BEFORE}\n{AFTER}\n{sentence}",
        }[place]
        document = Document(text)
        edits = [edit for edit in strip.judge(document, rules=RULES, evidence=NO_EVIDENCE) if not edit.is_mark]
        if edits:
            touched[sentence] = [edit.rule for edit in edits]
    assert touched == {}


COMMAND = (
    '[ferry@landing boats]$ First="One rope" ; if [ "$First" ] ; then echo "There is a rope on the boat." ;'
    ' else echo "There is none to be had." ; fi'
)
CODE = {
    "a word of a program": (
        "The pattern below leaves out every line that is too short, and counts those that it leaves out for the end.\n"
        "#!/usr/bin/awk -f\nlength($3) < 4 {\nshort[NR] = $3\nnext\n}\n{ total += $3 }"
    ),
    "a command given twice": (
        f"The test says whether two words are the same, as the shell sees them.\n{COMMAND}\n"
        f"Give the command once more, after the rope was taken away, and look at what it says now.\n{COMMAND}"
    ),
    "what a program prints when it starts": (
        "Log in to the machine that holds the database, and look at what it says about its tables and their sizes.\n"
        "root@harbour [~]# depot\nDepot version: 4.1.9\nCopyright (c) 2009, 2018, Harbour Systems Ltd and others.\n"
        "depot [(none)]> show tables;\n| name | rows |"
    ),
}


@pytest.mark.parametrize("text", CODE.values(), ids=CODE)
def test_code_without_markup_is_left_as_it_is(text):
    assert not [edit for edit in strip.judge(Document(text), rules=RULES, evidence=NO_EVIDENCE) if not edit.is_mark]
