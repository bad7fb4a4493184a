"""The built-in rules hold their own examples; rule files of one's own are read, checked and switched off."""

import itertools

import pytest
from growth import grows_at_most, seconds

from cleaner import strip
from cleaner.document import Document
from cleaner.errors import RuleError
from cleaner.evidence import NO_EVIDENCE
from cleaner.settings import Settings
from cleaner.strip.proof import failures
from cleaner.strip.rulebook import compile_rules
from cleaner.strip.rulefiles import builtin_rules, parse_rules

RULES = builtin_rules()

OWN = """
[[rule]]
id = "mine.greeting"
why = "Our crawl's own banner"
keywords = ["hello, reader"]
pattern = '''hello,\\ reader[!.]?'''
removes = ["⟦Hello, reader!⟧"]
keeps = ["Hello, readers of the north."]
"""


def cleaned(text, rules):
    return Document(text).apply(strip.judge(Document(text), rules=rules, evidence=NO_EVIDENCE)).text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_holds_its_own_examples(rule):
    assert list(failures(rule)) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_why_and_shows_both_sides(rule):
    assert rule.why
    assert rule.keywords
    assert len(rule.removes) >= 1
    assert len(rule.keeps) >= 1


def test_rule_names_are_unique_and_begin_with_their_family():
    names = [rule.id for rule in RULES]
    assert len(set(names)) == len(names)
    assert all(name.startswith(f"{rule.family}.") or rule.family for name, rule in zip(names, RULES, strict=True))


def test_keywords_may_be_written_in_either_script_and_width():
    text = OWN.replace("hello, reader", "轉載自", 1).replace("hello,\\ reader", "转载自")
    text = text.replace("⟦Hello, reader!⟧", "⟦轉載自⟧")
    assert parse_rules(text, "mine.toml")[0].keywords == ("转载自",)


def test_patterns_may_be_written_in_either_script():
    text = OWN.replace('"hello, reader"', '"轉載"').replace("hello,\\ reader[!.]?", "轉載\\s?[:]\\s?\\S+")
    text = text.replace("⟦Hello, reader!⟧", "⟦轉載：江邊⟧")
    (rule,) = parse_rules(text, "mine.toml")
    assert list(failures(rule)) == []
    assert rule.pattern.fullmatch("转载:江边")


LISTED = """
[[rule]]
id = "mine.lines"
why = "What our crawl's sites say at the end"
lines = ["Keep reading", "回到頂端", "(c) us"]
where = "last"
removes = ["⟦Keep reading⟧", "⟦→ 回到顶端！⟧", "⟦(C) Us⟧"]
keeps = [
  "Keep reading, he said.", "回到頂端的路",
  "Keep reading\\nThe river ran on all night, and nobody in the village slept until morning came.",
]
"""


def test_a_rule_may_list_whole_lines_each_its_own_keyword():
    (rule,) = parse_rules(LISTED, "mine.toml")
    assert rule.keywords == ("keep reading", "回到顶端", "(c) us")
    assert list(failures(rule)) == []


def test_lines_stand_instead_of_keywords_and_pattern():
    with pytest.raises(RuleError, match="instead of keywords"):
        parse_rules(LISTED.replace("where =", 'keywords = ["us"]\nwhere ='), "mine.toml")


HOSTILE = ["{key}", "{key} ", "{key}(", "{key}:1", "{key}\u200b", " ", "(", "1", "a", "。", "{key}a b ", "{key}/a/"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_takes_time_in_proportion_to_its_text(rule):
    rules = compile_rules([rule])
    key = max(rule.keywords, key=len)
    for shape, scope in itertools.product(HOSTILE, ("one block", "many")):
        unit = shape.format(key=key)

        def text_of(size, unit=unit, scope=scope):
            body = key + unit * (size // len(unit))
            return body if scope == "one block" else "\n".join(body[at : at + 300] for at in range(0, len(body), 300))

        cost = {size: _cost(text_of(size), rules) for size in (6_000, 12_000)}
        assert grows_at_most(2.5, lambda size, cost=cost: seconds(cost[size]), *cost), (rule.id, shape, scope)


def _cost(text, rules):
    from cleaner.strip.extent import Extent
    from cleaner.strip.match import match_rules
    from cleaner.strip.view import View

    view = View.of(Document(text))
    extent = Extent.of(view)
    extent.span  # noqa: B018 - weighed once for all rules; not this rule's time
    return lambda: list(match_rules(view, rules, extent))


def test_a_rule_file_of_ones_own_is_used_beside_the_built_in_ones(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text(OWN, "utf-8")
    rules = strip.load_rules(Settings(rules=(str(file),)))
    assert cleaned("Hello, reader!\nThe rest stays.", rules) == "The rest stays."
    assert cleaned("Hello, reader!\nThe rest stays.", strip.load_rules(Settings())).startswith("Hello")


def test_a_folder_of_rule_files_is_read_whole(tmp_path):
    (tmp_path / "one.toml").write_text(OWN, "utf-8")
    rules = strip.load_rules(Settings(rules=(str(tmp_path),)))
    assert any(rule.id == "mine.greeting" for rule in rules.rules)


def test_two_files_with_a_rule_of_one_name_are_refused(tmp_path):
    for name in ("one.toml", "two.toml"):
        (tmp_path / name).write_text(OWN, "utf-8")
    with pytest.raises(RuleError, match=r"two\.toml: rule mine\.greeting: .*one\.toml has a rule of that name"):
        strip.load_rules(Settings(rules=(str(tmp_path),)))


@pytest.mark.parametrize("name", ["mine.greeting", "mine", "strip.mine"])
def test_a_rule_is_switched_off_by_its_id_or_its_family(tmp_path, name):
    file = tmp_path / "mine.toml"
    file.write_text(OWN, "utf-8")
    rules = strip.load_rules(Settings(rules=(str(file),), disable=(name,)))
    assert cleaned("Hello, reader!\nThe rest stays.", rules).startswith("Hello")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('removes = ["⟦Hello, reader!⟧"]', 'removes = ["⟦Good day!⟧"]'), "Good day!"),
        (('keeps = ["Hello, readers of the north."]', 'keeps = ["Hello, reader."]'), "Hello, reader."),
    ],
)
def test_a_rule_whose_example_does_not_hold_is_refused_with_the_example(tmp_path, change, said):
    file = tmp_path / "mine.toml"
    file.write_text(OWN.replace(*change), "utf-8")
    with pytest.raises(RuleError, match="mine") as caught:
        strip.load_rules(Settings(rules=(str(file),)))
    assert said in str(caught.value)
    assert [line for line in strip.test_file(file) if said in line]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('id = "mine.greeting"', 'id = "greeting"'), "family.name"),
        (("why =", "reason ="), "unknown key reason"),
        (('keeps = ["Hello, readers of the north."]', ""), "both removes and keeps"),
        (("[!.]?", "[!.?"), "pattern"),
        (("hello,\\ reader", "{{nobody}}"), "no part is named nobody"),
        (("hello,\\ reader", "(?P<colour>hello),\\ reader"), "no metadata name"),
        (('why = "Our', 'scope = "page"\nwhy = "Our'), "scope is one of"),
        (("[[rule]]", "[rule]"), "[[rule]] tables"),
        (('why = "Our', 'yields = ["title"]\nwhy = "Our'), "yields is a table"),
        (('why = "Our', 'unless = 3\nwhy = "Our'), "unless is a string"),
        (('why = "Our', 'reads = [3]\nwhy = "Our'), "reads is a list of strings"),
        (('why = "Our', 'reads = "hello"\nwhy = "Our'), "reads is a list of strings"),
        (('why = "Our', 'only_note = "no"\nwhy = "Our'), "only_note is true or false"),
    ],
)
def test_a_rule_file_that_cannot_be_meant_says_what_is_wrong(change, said):
    with pytest.raises(RuleError) as caught:
        parse_rules(OWN.replace(*change), "mine.toml")
    assert said in str(caught.value)
    assert "mine.toml" in str(caught.value)


def test_a_rule_file_that_is_not_there_is_named():
    with pytest.raises(RuleError, match="nowhere"):
        strip.load_rules(Settings(rules=("nowhere.toml",)))


def test_rules_are_read_from_files_of_windows_and_folders(tmp_path):
    (tmp_path / "mine.toml").write_bytes(b"\xef\xbb\xbf" + OWN.replace("\n", "\r\n").encode())
    (tmp_path / "notes.txt").write_text("no rules")
    assert list(strip.rule_files([tmp_path])) == [tmp_path / "mine.toml"]
    (name,) = {rule.id for rule in parse_rules(OWN, "mine.toml")}
    assert name in {rule.id for rule in strip.load_rules(Settings(rules=(str(tmp_path),))).rules}
