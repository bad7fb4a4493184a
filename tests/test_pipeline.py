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


def test_the_answers_of_a_thread_stay_however_much_its_first_post_says():
    said = "The mill by the lower bridge has been closed since the flood, and nobody knows who owns it now. "
    answers = [
        "My uncle ran it until the war, and he sold it to the bakers.",
        "They never ground a sack of corn in it.",
        "Ask at the land office, they keep the old maps.",
        "The wheel was taken out for the museum.",
        "It belongs to the river now, if you ask me.",
        "A friend of mine looked inside, there is nothing left.",
    ]
    posts = "".join(
        f"<div class=comment><p>{answer}</p><button>Reply</button><p>reply</p><p>{n} more replies</p></div>"
        for n, answer in enumerate(answers, 3)
    )
    html = f"<html><body><h1>Who owns the old mill?</h1><div class=post><p>{said * 12}</p></div>{posts}</body></html>"
    record = cleaner.clean(html, url="https://village.example/comments/77/who_owns_the_old_mill/")
    assert isinstance(record, cleaner.Record)
    assert record.metadata["kind"] == "thread"
    assert all(answer in record.text for answer in answers)
    assert "repl" not in record.text.lower()
    again = cleaner.clean(cleaner.Page(record.text, kind="text"))
    assert again.text == record.text
    assert cleaner.clean(html, url="https://village.example/news/mill").metadata["kind"] == "article"


def test_a_word_of_a_button_said_once_or_twice_stays():
    said = (
        "The rules of the game are older than the house, and they were read aloud on the first evening of every winter."
    )
    text = "\n\n".join([said, "Reply", "The second player may answer at once, or pass.", "Reply", said[::-1]])
    assert cleaner.clean(cleaner.Page(text, kind="text")).text.count("Reply") == 2
    letters = "\n\n".join(
        f"问：第{n}条巷子的路灯什么时候能修好？\n\n答复\n\n下个月的第{n}天开始修。" for n in range(2, 9)
    )
    assert cleaner.clean(cleaner.Page(letters, kind="text")).text.count("答复") == 7


@pytest.mark.parametrize(
    ("call", "arguments", "says"),
    [
        (cleaner.clean, {"page": None}, "a page is"),
        (cleaner.clean, {"page": cleaner.Page(None)}, "a page is"),
        (cleaner.clean, {"page": "text", "url": b"https://a.example"}, "an address is a str"),
        (cleaner.clean, {"page": cleaner.Page("text", url=3)}, "an address is a str"),
        (cleaner.clean, {"page": "text", "settings": {"comments": True}}, "cleaner.Settings, not dict"),
        (cleaner.clean, {"page": "text", "evidence": cleaner.Vocabulary.learn(["a b"])}, "cleaner.Evidence, not Voca"),
        (cleaner.repair, {"text": None}, "a text is a str"),
        (cleaner.repair, {"text": b"rangeof"}, "a text is a str"),
    ],
)
def test_a_mistake_of_the_callers_raises_and_is_no_fault_of_the_page(call, arguments, says):
    with pytest.raises(cleaner.CleanerError, match=says):
        call(**arguments)


def test_what_a_caller_states_of_a_page_can_be_written_whatever_it_holds():
    page = cleaner.Page("海边的小镇每年春天都要办一次风筝节。", "http://a.example/\ud800", title="\udfff题")
    metadata = cleaner.clean(page).metadata
    assert (metadata["url"], metadata["title"]) == ("http://a.example/\ufffd", "\ufffd题")


@pytest.mark.parametrize("call", [cleaner.Cleaner().stream, cleaner.Vocabulary.learn])
def test_one_text_in_the_place_of_many_is_told(call):
    with pytest.raises(cleaner.CleanerError, match="an iterable"):
        call("海边的小镇")
