"""Threads told by their structure: posts of one make, however short, to the last of them and no further."""

import pytest

import cleaner

ASKED = (
    "<p>去年种下的三棵柿子树今年第一次挂果，可是果子长到鸡蛋大就开始掉，一天能捡十几个。</p>"
    "<p>水没有断过，也施了两次肥，想问问是什么道理？</p>"
)
SAID = (
    "多半是肥水太足，枝叶长疯了，果子抢不过它们。剪掉一些旺枝，停肥一个月看看。",
    "蒂虫也会这样，把掉下来的果子掰开看看里面有没有虫眼，有的话要打药。",
    "今天掰开看了，没有虫！",
    "那就是肥的事了，明年少施一次吧。",
)


def post(number: int, said: str, name: str = "山里人") -> str:
    return (
        f'<div class="item" id="p{number}"><div class="who"><b>{name}{number}</b><br>注册会员<br>帖子: {number}3</div>'
        f'<div class="when">2031-05-0{number} 18:22</div><div class="words">{said}</div></div>'
    )


def a_page(posts: str, after: str = "", url: str = "http://garden.example.org/show.php?id=2210") -> cleaner.Record:
    html = (
        "<html><head><title>柿子树掉果怎么办 - 果园里</title></head><body>"
        "<div id='top'><h1><a href='/'>果园里</a></h1></div><div class='main'>"
        f"<h2>柿子树掉果怎么办</h2>{posts}</div>{after}</body></html>"
    )
    return cleaner.clean(html.encode(), url=url)


POSTS = post(1, ASKED) + "".join(post(n, f"<p>{said}</p>") for n, said in enumerate(SAID, start=2))


def test_a_board_that_is_named_nowhere_is_a_thread_and_keeps_its_posts_alone():
    record = a_page(POSTS)
    assert record.metadata["kind"] == "thread"
    assert [said for said in SAID if said not in record.text] == []
    assert [text for text in ("注册会员", "帖子", "2031-05") if text in record.text] == []
    assert record.text.startswith("柿子树掉果怎么办")
    assert "果园里" not in record.text


def test_what_stands_over_the_posts_goes_where_no_element_holds_them_apart():
    over = ("设为首页收藏本站", "开启辅助访问 切换到窄版", "帖子 热搜: 果树 嫁接", "返回列表 查看: 1204|回复: 3")
    lines = [*over, "柿子树掉果怎么办", "山里人 发表于 2031-05-01 18:22 | 只看该作者", ASKED, "回复 使用道具 举报"]
    for said in SAID[:3]:
        lines += ["种树的 发表于 2031-05-02 08:10 | 只看该作者", said, "回复 使用道具 举报"]
    page = "".join(f"<div>{line}</div>" for line in lines)
    html = f"<html><head><title>柿子树掉果怎么办</title></head><body>{page}</body></html>"
    record = cleaner.clean(html.encode(), url="http://bbs.garden.example.org/thread-2210-1-1.html")
    assert record.metadata["kind"] == "thread"
    assert not any(line in record.text for line in over)
    assert all(said in record.text for said in ("去年种下的三棵柿子树", *SAID[:2]))


def test_sections_with_headings_are_no_posts_though_they_speak_of_replies():
    parts = "".join(
        f'<div class="item"><h3>第{n}步</h3><div class="hint">回复: 见下</div><p>{said}</p></div>'
        for n, said in enumerate(SAID, 1)
    )
    assert a_page(parts).metadata["kind"] != "thread"


def test_what_follows_the_last_post_goes_with_its_sentences():
    after = (
        "<div class='box'><div>1枇杷为什么不甜 2203311</div><div>2桂花什么时候剪枝 1820013</div>"
        "<p>回答之前请先读一遍这里的规矩，写清楚地点、树龄和用过的药。</p></div>"
    )
    record = a_page(POSTS + after)
    assert record.text.endswith(SAID[-1])


@pytest.mark.parametrize("said", ["今天掰开看了，没有虫！", "三天前也剪过", "修！"])
def test_a_short_post_stays_though_it_is_the_last_and_tells_of_a_day(said):
    rows = "".join(
        f'<table class="plhin" id="pid{n}"><tr><td class="pls"><a href="/u{n}">山里人{n}</a></td><td class="plc">'
        f'<div class="pi"><em>发表于 2031-5-{n} 18:22</em></div><div class="t_fsz"><table><tr>'
        f'<td class="t_f" id="m{n}">{one}</td></tr></table></div></td></tr></table>'
        for n, one in enumerate((*SAID[:2], said), start=1)
    )
    after = (
        "<div id='ft'><p><a href='/m'>手机版</a>|<a href='/b'>小黑屋</a>|<a href='/'>果园里</a></p>"
        "<p>Powered by Discuz! X3.4</p></div>"
    )
    record = a_page(rows, after, url="http://bbs.garden.example.org/thread-22-1-1.html")
    assert record.text.endswith(said)


def test_a_posts_code_and_its_last_words_stay_behind_its_last_sentence():
    code = "<pre><code>keep(rows)</code></pre><p>祝好运</p>"
    record = a_page(POSTS + post(7, f"<p>我写了一个小程序来记录每天掉了多少果子，几行就够了：</p>{code}"))
    assert "keep(rows)" in record.text
    assert record.text.endswith("祝好运")


def test_the_sites_name_above_does_not_head_the_page_where_the_threads_title_does():
    rows = "".join(
        f'<div class="post bg{n}"><h3 class="first"><a href="#p{n}">{"Re: " if n else ""}Kettle that hums</a></h3>'
        f'<p class="author">by <a href="/u{n}">member{n}</a> » 2031-05-2{n} 14:17</p>'
        f'<div class="content">{said}</div></div>'
        for n, said in enumerate(("My kettle hums before it boils, and stops, and hums again; is it the lime in it?",
                                  "It is the lime, and a spoon of vinegar over night will take it off for a year."))
    )  # fmt: skip
    html = (
        "<html><head><title>Kettle that hums - Old Kitchen Things</title></head><body>"
        "<div><h1>Old Kitchen Things</h1></div><h2 class='topic-title'>"
        f"<a href='/t'>Kettle that hums</a></h2>{rows}</body></html>"
    )
    record = cleaner.clean(html.encode(), url="https://things.example.org/viewtopic.php?t=7")
    assert record.text.startswith("Kettle that hums\n")
    assert record.text.count("Kettle that hums") == 1
    assert "Old Kitchen Things" not in record.text


@pytest.mark.parametrize(("kind", "found"), [("QAPage", "thread"), ("FAQPage", "article")])
def test_a_page_that_states_a_question_with_its_answers_is_a_thread_and_one_of_many_questions_is_none(kind, found):
    entity = '{"@type": "Question", "name": "柿子树掉果怎么办"}'
    said = "".join(f'<section class="a{n}"><p>{one}</p></section>' for n, one in enumerate((ASKED, *SAID)))
    html = (
        '<html><head><title>柿子树掉果怎么办</title><script type="application/ld+json">'
        f'{{"@type": "{kind}", "mainEntity": {entity}}}</script></head><body><h1>柿子树掉果怎么办</h1>{said}</body>'
    )
    record = cleaner.clean(html.encode(), url="http://garden.example.org/show/2210")
    assert isinstance(record, cleaner.Record)
    assert record.metadata["kind"] == found


def test_the_software_in_a_title_heads_no_page_and_the_threads_category_is_no_part_of_it():
    html = (
        "<html><head><title>柿子树掉果怎么办 - 果树 - 果园里 - Powered by Discuz!</title></head><body>"
        f"<div id='main'><h1><a href='/c'>[求助]</a>柿子树掉果怎么办</h1>{POSTS}</div>"
        "<div id='ft'><p>Powered by Discuz! X3.4</p></div></body></html>"
    )
    record = cleaner.clean(html.encode(), url="http://bbs.garden.example.org/thread-22-1-1.html")
    assert record.metadata["title"] == "柿子树掉果怎么办"
    assert record.text.startswith("[求助]柿子树掉果怎么办\n")


def a_board(moment: str) -> str:
    posts = "".join(
        f"<div class=post><div class=info><a href='/u/{n}'>lena{n}</a> <span>{moment.format(n)}</span></div>"
        f"<div class=text><p>{said}</p></div></div>"
        for n, said in enumerate(
            (
                "The mill stood still all week, and I wonder what the weir would say, if it could.",
                "Mine did the same in spring, and it was the gate.",
                "The gate, then. I shall have a look at it on Monday, with a lamp.",
                "Do, and take a rope, since the stones are wet there.",
                "It was the gate, as you said, and a branch as long as the boat had held it open.",
                "Good to hear. Mine has run since June, and it has not stopped once, not even on Sundays.",
            ),
            start=1,
        )
    )
    html = (
        "<html><head><title>The mill stands still - Mill Forum</title><meta name=generator content=Discourse></head>"
        f"<body><h1>The mill stands still</h1><div class=stream>{posts}</div></body></html>"
    )
    return cleaner.clean(html.encode(), url="https://mills.example.org/t/stands-still/77").text


def test_the_commas_of_a_date_make_no_sentence_of_who_wrote_when():
    text = a_board("September 13, 2024, 9:0{}am")
    assert "lena" not in text
    assert "take a rope" in text


def test_a_make_of_which_one_line_is_a_sentence_says_it():
    text = a_board("In March, 2024, the {}th time, it stood still, and so did I.")
    assert text.count("and so did I.") == 6


def test_names_in_paragraphs_of_a_class_of_their_own_go_and_short_answers_stay():
    posts = "".join(
        f'<li><div class="says"><p class="nick">Mill{name}</p><p class="text">{said}</p></div></li>'
        for name, said in zip(("er", "stone", "race"), (ASKED[3:60], "Mulch it", SAID[0]), strict=True)
    )
    html = f"<html><head><title>Pears</title></head><body><h1>Pears</h1><ul>{posts}</ul></body></html>"
    record = cleaner.clean(html.encode(), url="https://forum.example.org/threads/9")
    assert "Mulch it" in record.text
    assert "Mill" not in record.text
