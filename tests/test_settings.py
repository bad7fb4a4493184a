"""Settings: what each can be, and where they are stated."""

import pytest

from cleaner.errors import RuleError, SettingsError
from cleaner.settings import Settings
from cleaner.strip import load_rules

NAN, INFINITE = float("nan"), float("inf")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("page_seconds", NAN), ("page_seconds", INFINITE), ("page_seconds", 0), ("page_seconds", 1e12),
        ("sample", NAN), ("sample", -0.1), ("join_odds", NAN), ("join_odds", -INFINITE), ("dedup_threshold", NAN),
        ("limit", 10**20), ("learn_pages", 10**20), ("page_bytes", 10**20), ("workers", -1),
        ("comments", "yes"), ("workers", 1.5), ("workers", True), ("records", "items"), ("rules", "mine.toml"),
        ("rules", [3]),
    ],
)  # fmt: skip
def test_a_value_that_a_setting_cannot_take_is_told_at_once(name, value):
    with pytest.raises(SettingsError, match=name):
        Settings(**{name: value})


def test_a_list_is_as_good_as_a_tuple():
    settings = Settings(rules=["mine.toml"], disable=["footer"])
    assert settings == Settings(rules=("mine.toml",), disable=("footer",))
    assert hash(settings) == hash(Settings(rules=("mine.toml",), disable=("footer",)))


@pytest.mark.parametrize("name", ["cleaner.toml", "pyproject.toml"])
def test_a_file_of_settings_may_be_one_of_windows(tmp_path, name):
    head = "[tool.cleaner]\r\n" if name == "pyproject.toml" else ""
    (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + f"{head}comments = true\r\nlimit = 3\r\n".encode())
    assert Settings.load(tmp_path / name) == Settings(comments=True, limit=3)


def test_rules_are_looked_for_beside_the_file_that_names_them(tmp_path):
    path = tmp_path / "conf" / "cleaner.toml"
    path.parent.mkdir()
    path.write_text('rules = ["mine.toml", "/else/where.toml"]\n')
    assert Settings.load(path).rules == (str(tmp_path / "conf" / "mine.toml"), "/else/where.toml")


@pytest.mark.parametrize("text", ["tool = 5", "[tool]\ncleaner = 5", "[tool]\ncleaner = []", "tool = []"])
def test_a_pyproject_whose_settings_are_no_table_is_told(tmp_path, text):
    (tmp_path / "pyproject.toml").write_text(text)
    with pytest.raises(SettingsError, match=r"^[^:]*pyproject\.toml: tool\.cleaner is a table"):
        Settings.load(tmp_path / "pyproject.toml")


@pytest.mark.parametrize(
    "text", ["limit = \n", "a = " + "[" * 100_000, "limit = " + "9" * 50_000, "limit = 1\nlimit = 2"]
)
def test_a_file_of_settings_or_rules_that_cannot_be_parsed_is_told(tmp_path, text):
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(SettingsError, match=r"mine\.toml: "):
        Settings.load(path)
    with pytest.raises(RuleError, match=r"mine\.toml: "):
        load_rules(Settings(rules=(str(path),)))


@pytest.mark.parametrize("option", [{"name": "\udcff"}, {"text_field": "a\ud800"}, {"rules": ["\udcff.toml"]}])
def test_a_setting_that_no_file_can_hold_is_told(option):
    with pytest.raises(SettingsError, match=f"{next(iter(option))} is no Unicode text: .*\\\\ud"):
        Settings.of(**option)
