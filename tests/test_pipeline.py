"""What a page states and what its rules read come together in one record."""

import pytest

import cleaner
from cleaner.pipeline import host_of, without_site


@pytest.mark.parametrize(
    ("title", "site", "bare"),
    [
        ("Why backups fail | Field Notes", "Field Notes", "Why backups fail"),
        ("老茶行的第三代｜山城日報", "山城日報", "老茶行的第三代"),
        ("山城日報", "山城日報", "山城日報"),
        ("How I left Field Notes", "Field Notes", "How I left Field Notes"),
        ("老茶行的第三代 @ 山城日報 :: 副刊", "山城日報", "老茶行的第三代"),
        ("Why backups fail | Field Notes of a year", "Field Notes", "Why backups fail | Field Notes of a year"),
        ("Why backups fail | Field Notesroom", "Field Notes", "Why backups fail | Field Notesroom"),
        ("A title - and its subtitle", "", "A title - and its subtitle"),
        ("", "Field Notes", ""),
    ],
)
def test_a_title_loses_the_site_behind_it_and_nothing_else(title, site, bare):
    assert without_site(title, site) == bare


@pytest.mark.parametrize(
    ("url", "host"), [("https://A.Example:80/x", "a.example"), ("", ""), ("no address", ""), ("http://[", "")]
)
def test_an_address_names_its_host_or_nothing(url, host):
    assert host_of(url) == host


def test_an_id_depends_on_the_pages_bytes_and_address_alone():
    first, again = (
        cleaner.clean("一句完整的话。", url="https://a.example/1"),
        cleaner.clean("一句完整的话。", url="https://a.example/1"),
    )
    other = cleaner.clean("一句完整的话。", url="https://a.example/2")
    assert first.id == again.id != other.id
    assert len(first.id) == 32
    assert cleaner.clean(cleaner.Page("一句完整的话。", id="row-7")).id == "row-7"


def test_what_a_row_states_comes_before_what_its_page_does():
    page = cleaner.Page(
        "<html><title>页面的题目</title><p>一句完整的话，写在这里。</p></html>", title="行里的题目", date="2020-01-02"
    )
    record = cleaner.clean(page)
    assert (record.metadata["title"], record.metadata["date"]) == ("行里的题目", "2020-01-02")
