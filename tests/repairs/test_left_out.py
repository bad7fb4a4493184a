"""What `disable` names in a call of `cleaner.repair` alone."""

import pytest

import cleaner
from cleaner.errors import SettingsError
from cleaner.reasons import reasons
from cleaner.settings import Settings
from cleaner.strip.rulefiles import builtin_rules

LINE = "他说,今天的天气很好,我们去公园散步吧,孩子们都很高兴。"
MISTYPED = [
    ("repair.wdith", "did you mean repair.width"),
    ("repiar.width", "did you mean repair.width"),
    ("repair.join.sentense", "did you mean repair.join.sentence"),
    ("repair.mojibaek", "did you mean repair.mojibake"),
    ("repairs", "did you mean repair?"),
    ("repair.zzz", "rules list"),
]


@pytest.mark.parametrize(("name", "hint"), MISTYPED)
def test_a_mistyped_repair_is_told_with_the_nearest(name, hint):
    with pytest.raises(SettingsError, match=hint.replace("?", r"\?")):
        cleaner.repair(LINE, settings=Settings(disable=(name,)))


@pytest.mark.parametrize("name", ["repair", "repair.width"])
def test_a_repair_or_all_of_them_are_left_out(name):
    assert cleaner.repair(LINE, settings=Settings(disable=(name,))).text == LINE


def test_what_is_left_out_of_other_stages_is_none_of_its_business():
    names = {*reasons(), *(part for rule in builtin_rules() for part in (rule.id, rule.family, f"strip.{rule.id}"))}
    others = tuple(name for name in names if not name.startswith("repair."))
    assert cleaner.repair(LINE, settings=Settings(disable=(*others, "my.own.rule"))) == cleaner.repair(LINE)
