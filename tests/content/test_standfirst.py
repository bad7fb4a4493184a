"""What stands between a heading and its text and belongs to it: a short standfirst, the number of the first section."""

import pytest

import cleaner

SENTENCES = (
    "老渡口在一九三一年的冬天停了航，那天下着雨，没有人挥手，只有一条狗跟着船跑了很远。",
    "船长是个话不多的山里人，他把缆绳带回家，挂在厨房的门上，从此再也没有提起过那条河。",
    "后来桥修好了，村里人慢慢学会了走过去，好像它还会沉下去似的，谁也不敢在桥上停下来。",
    "孩子们向他打听那条河，他就把河里的石头一块一块讲给他们听，讲到最后连自己也睡着了。",
)
HEAD = "<html><head><title>渡口停航的那个冬天</title></head><body><h1>渡口停航的那个冬天</h1>"


def text_of(body):
    return cleaner.clean(f"{HEAD}{body}</body></html>".encode()).text


def article(over):
    paragraphs = "".join(f"<p>{one}</p>" for one in SENTENCES)
    return text_of(f'<div class="info">{over}</div><div class="text">{paragraphs}</div>')


@pytest.mark.parametrize("line", ["天还没亮，老渡口的最后一条船已经走了。", "渡口停了三年，等船的人却还在那里吗？"])
def test_a_short_standfirst_of_clauses_stays(line):
    assert line in article(line)


@pytest.mark.parametrize("line", ["老渡口停航以前的最后一张照片。", "江边网，一条大河", "江边网，欢迎您"])
def test_a_caption_or_a_slogan_in_its_place_goes(line):
    assert line not in article(line)


def sections(*lines):
    return "".join(f"<section><span>{one}</span></section>" for one in lines)


def test_the_heading_of_the_first_section_stays_where_each_paragraph_is_a_section():
    text = text_of(f"<div>{sections('01', '停航', *SENTENCES)}</div>")
    assert text.split() == ["渡口停航的那个冬天", "01", "停航", *SENTENCES]


@pytest.mark.parametrize("line", ["2019-11-08 14:23", "▲ 听本期节目"])
def test_a_date_and_a_button_over_such_sections_go(line):
    assert line not in text_of(f"<div>{sections(line, *SENTENCES)}</div>")


def test_when_and_where_an_event_is_stays_and_the_byline_over_it_goes():
    facts = ("展览时间：2018年12月8日至2019年3月10日", "展览地点：一楼临时展厅", "主办单位：江边博物馆")
    over = "<p>发布时间：2018-12-05 浏览：2012</p><div>" + "".join(f"<p>{one}</p>" for one in facts) + "</div>"
    text = article(over)
    assert all(one in text for one in facts)
    assert "浏览" not in text


@pytest.mark.parametrize("line", ["时间：2018-12-05 10:20", "地址：江边市解放路1号"])
def test_one_such_label_alone_is_no_events(line):
    assert line not in article(line)


STORY = "".join(
    f"<p>In the {n} week the ferry did not run, and whoever had to cross went by the mill, as in old times.</p>"
    for n in ("first", "second", "third", "fourth")
)
SUBTITLE = "The last boat of the old crossing left before dawn and nobody waved but a dog"


@pytest.mark.parametrize(
    ("over", "stays"),
    [
        (f"<h2>{SUBTITLE}</h2>", True),
        (f"<h2><a href=/2>{SUBTITLE}</a></h2>", False),
        (f"<div>{SUBTITLE}</div>", False),
        ("<h2>The last boat</h2>", False),
        ("<h3 class='subtitle x-1'>The last boat of the crossing</h3>", True),
        ("<p class='article__sub-title'>The last boat of the crossing</p>", True),
        ("<p class=subtitle><a href=/2>The last boat of the crossing</a></p>", False),
        ("<p class=subtitle>The last boat, 3 March 2021</p>", False),
        ("<p class=subtitles>The last boat of the crossing</p>", False),
        ("<p class=subtitle>The last boat</p>", False),
    ],
    ids=["heading", "link", "line", "label", "named", "named in parts", "linked", "dated", "named else", "brief"],
)
def test_a_heading_as_long_as_a_sentence_right_below_the_pages_own_is_its_standfirst(over, stays):
    html = (
        "<html><head><title>The ferry stops</title></head><body><header><h1>The ferry stops</h1>"
        f"{over}</header><div class='share'><a href=/s>Share</a></div><div class=text>{STORY}</div></body></html>"
    )
    text = cleaner.clean(html.encode()).text
    assert ("The last boat" in text) is stays
    assert text.count("the ferry did not run") == 4


EVENT = (
    "<li class='{0}-date'>Saturday 16 November 2024</li><li class='{0}-time'>10:00 to 17:00</li>"
    "<li class='{0}-venue'>The old mill</li>"
)


@pytest.mark.parametrize(
    ("name", "stays"),
    [
        ("event", True),
        ("tribe-events-single-event", True),
        ("eventitem-meta", True),
        ("prevent", False),
        ("post", False),
    ],
)
def test_when_and_where_a_calendar_says_an_event_is_stays(name, stays):
    lines = EVENT.format(name)
    html = (
        "<html><head><title>The ferry stops</title></head><body><div class=a><h1>The ferry stops</h1>"
        f"<ul class='{name}-meta'>{lines}</ul></div><div class=text>{STORY}</div></body></html>"
    )
    text = cleaner.clean(html.encode()).text
    assert ("10:00 to 17:00" in text) is stays
    assert ("The old mill" in text) is stays


def test_a_date_alone_that_is_named_an_events_is_a_byline():
    html = (
        "<html><head><title>The ferry stops</title></head><body><div class=a><h1>The ferry stops</h1>"
        f"<p class='event-date'>16 November 2024</p></div><div class=text>{STORY}</div></body></html>"
    )
    assert "16 November" not in cleaner.clean(html.encode()).text
