"""What stands in one place of a site's pages again and again goes; a refrain, a standard heading or abstract stays."""

from random import Random

import pytest
from growth import grows_at_most, seconds

import cleaner
from cleaner.content.recurring import recurring, sketch
from cleaner.document import Block, Document, Node
from cleaner.evidence import Evidence, Sample, SiteProfile, learn_sites
from cleaner.evidence.site import domain_of
from cleaner.settings import Settings

PAGES = 30
WORDS = "磨坊 石桥 水车 凉亭 渡口 戏台 药铺 粮仓 老井 钟楼 茶馆 书院 城门 驿站 牌坊 码头".split()  # noqa: SIM905
MENU = "首页 山里 河边 集市 人物 往事 手艺 节气 食谱 歌谣".split()  # noqa: SIM905
DISCLAIMER = "本刊文字由读者投寄，内容不代表编辑部的看法，如有不妥之处，请写信告诉我们，我们会尽快更正。"
PROMO = "山里人家的新书已经印好，想要的朋友可以到这里看一看，先到先得，送完为止。"
ABSTRACT = "这一栏写的是山里的老房子，每月一篇，由镇上的老人口述，年轻人记下来，给后来的人看。"
REFRAIN = "山还是那座山，河还是那条河，人已经不是那些人了。"
CHANT = "月亮出来亮堂堂，照着磨坊照着娘。"


def sentences(rng):
    a, b, c = rng.sample(WORDS, 3)
    year, number = rng.randrange(1700, 1950), rng.randrange(10, 999)
    return (
        f"镇上的{a}是{year}年造的，离{b}有{number}步，老人们说它比{c}还要早，见过三代人从身边走过，没人知道是谁的主意。"
    )


def story(number):
    """Return a page of the site: its layout's classes name nothing, so that only evidence tells its parts apart."""
    rng = Random(number)
    link = '<a href="/{0}">{1}</a>'.format
    ranking = "".join(f"<li>{link(n, sentences(rng)[:16])} {rng.randrange(999)}</li>" for n in range(6))
    return f"""<html><body><div class="a1"><p>{"</p><p>".join(MENU)}</p></div>
<div class="a2"><h1>{number}号{rng.choice(WORDS)}的故事</h1><p>第{number}期 阅读 {rng.randrange(999)}</p>
<div class="a3"><p>{ABSTRACT}</p><p>{sentences(rng)}</p><p>{sentences(rng)}</p>
<div class="a4"><p>{PROMO[:-12]}{link("book", PROMO[-12:])}</p></div>
<p>{sentences(rng)}</p><h3>传说</h3><p>{CHANT}</p><p>{sentences(rng)}</p><p>{REFRAIN}</p><p>{sentences(rng)}</p>
<p>{CHANT}</p><p>{sentences(rng)}</p><h3>食材</h3>
<ul><li>面粉{number}克</li><li>{rng.choice(WORDS)}豆{number + 1}两</li></ul>
<h3>参考文献</h3><ul><li>{link("r", "《{}与{}志》".format(*rng.sample(WORDS, 2)))}</li></ul></div>
<div class="a5"><p>{DISCLAIMER}</p></div><div class="a6"><h3>大家都在读</h3><ul>{ranking}</ul></div>
<div class="a7"><p>山里人家编辑部　电话 0123-{number}</p></div></div></body></html>"""


@pytest.fixture(scope="module")
def evidence():
    return cleaner.learn(cleaner.Page(story(n), f"https://hills.example/{n}") for n in range(PAGES))


@pytest.fixture(scope="module")
def records(evidence):
    """The pages cleaned with evidence and without; the last was not learned from."""
    learned, plain = cleaner.Cleaner(evidence=evidence), cleaner.Cleaner()
    numbers = [*range(5), PAGES + 7]
    return [tuple(one.clean(story(n), f"https://hills.example/{n}") for one in (learned, plain)) for n in numbers]


def test_menus_rankings_promos_disclaimers_and_footers_of_a_site_go(records):
    for learned, plain in records:
        for line in ("大家都在读", DISCLAIMER, PROMO[:20], "编辑部　电话", "往事"):
            assert line not in learned.text
        assert PROMO[:20] in plain.text, "only evidence tells"
        [promo] = [one for one in learned.edits if PROMO[:20] in one.before]
        assert promo.rule == "content.site.block"
        assert learned.source() == plain.source()


def test_refrains_standard_abstracts_headings_and_references_stay(records):
    for learned, plain in records:
        for line in (REFRAIN, CHANT, ABSTRACT, "传说", "食材", "参考文献"):
            assert (line in learned.text) == (line in plain.text)
        assert REFRAIN in learned.text
        assert ABSTRACT in learned.text
        assert "传说" in learned.text
        own = [line for line in plain.text.split("\n") if "年造的" in line]
        assert len(own) == 6
        assert all(line in learned.text for line in own)


def test_a_cleaned_page_stays_as_it_is(evidence, records):
    again = cleaner.Cleaner(evidence=evidence)
    for learned, _ in records:
        assert again.clean(learned.text, "https://hills.example/x").text == learned.text


def test_evidence_can_be_left_out(evidence):
    page = story(3)
    off = cleaner.Cleaner(Settings(disable=("site",)), evidence).clean(page, "https://hills.example/3")
    assert off.text == cleaner.clean(page, "https://hills.example/3").text
    off = cleaner.Cleaner(Settings(disable=("site.block", "site.recurring")), evidence)
    assert PROMO[:20] in off.clean(page, "https://hills.example/3").text


def test_a_page_of_another_site_is_cleaned_as_without_evidence(evidence):
    page = story(3)
    other = cleaner.Cleaner(evidence=evidence).clean(page, "https://other.example/3")
    assert other.text == cleaner.clean(page, "https://other.example/3").text


def test_learning_is_the_same_whatever_the_order_of_the_pages(evidence):
    pages = [cleaner.Page(story(n), f"https://hills.example/{n}") for n in reversed(range(PAGES))]
    assert cleaner.learn(pages).sites == evidence.sites


def test_an_article_that_stands_on_two_pages_counts_once():
    pages = [cleaner.Page(story(1), f"https://hills.example/{n}") for n in range(6)]
    learned = cleaner.learn(pages)
    assert not learned.blocks("hills.example")
    assert (
        cleaner.Cleaner(evidence=learned).clean(story(1), "https://hills.example/9").text
        == cleaner.clean(story(1)).text
    )


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("news.hills.example", "hills.example"),
        ("hills.example", "hills.example"),
        ("news.hills.com.cn", "hills.com.cn"),
        ("a.b.hills.co.uk", "hills.co.uk"),
        ("10.0.0.1", "10.0.0.1"),
        ("localhost", "localhost"),
        ("", ""),
    ],
)
def test_a_domain_is_what_a_sites_hosts_have_in_common(host, domain):
    assert domain_of(host) == domain


def test_the_hosts_of_a_domain_are_learned_from_together():
    pages = [
        Sample(f"{name}.hills.example", "", [(7, 0), (10 + n, 50)]) for n, name in enumerate(("food", "home", "music"))
    ]
    evidence = Evidence(sites=learn_sites(pages))
    assert evidence.blocks("food.hills.example") == evidence.blocks("new.hills.example") == {7}
    assert not evidence.blocks("plains.example")


def test_the_cost_of_learning_grows_with_the_hosts_of_a_domain():
    def cost(hosts):
        pages = [
            Sample(f"h{n}.hills.example", "", [(7, 0), *((n * 99 + at, 50) for at in range(30))]) for n in range(hosts)
        ]
        return seconds(lambda: Evidence(sites=learn_sites(pages)).blocks("x.hills.example"))

    assert grows_at_most(2.5 * 2.5, cost, 1000, 4000)


def test_a_site_that_is_not_known_is_judged_by_what_recurs_over_the_crawl():
    evidence = Evidence(sites={"": SiteProfile(9, frozenset(), frozenset({7})), "hills.example": SiteProfile(9)})
    assert evidence.blocks("") == evidence.blocks("plains.example") == {7}
    assert not evidence.blocks("hills.example")


LINE = "镇上的磨坊立了一百年，见过三代人从它身边走过，没有人记得是谁造了它。"


def page(*lines):
    """Return a document of one block a line; a line that begins with an arrow is linked, with a sharp a heading."""
    text, blocks, nodes = "", [], [Node(-1, "body", "")]
    for line in lines:
        words = line.lstrip("→#")
        tag = "h3" if line.startswith("#") else "p"
        nodes.append(Node(0, tag, ""))
        links = len(words) if line.startswith("→") else 0
        blocks.append(Block(len(text), len(text) + len(words), False, len(nodes) - 1, tag, links))
        text += words + "\n"
    return Document(text, (), tuple(nodes), tuple(blocks))


def outcome(document, known):
    """Return the lines that go, where the lines of another document are known to recur."""
    keys = frozenset(key for key, _ in sketch(known))
    gone = recurring(document, list(range(len(document.blocks))), keys)
    return [document.slice(document.blocks[index]) for index in sorted(gone)]


@pytest.mark.parametrize(
    ("lines", "known", "gone"),
    [
        ([LINE, "欢迎来信"], ["欢迎来信"], ["欢迎来信"]),
        ([LINE, "欢迎来信", LINE[3:]], ["欢迎来信"], []),
        ([LINE, "→更多故事", LINE[3:]], ["更多故事"], ["更多故事"]),
        (["摘要", LINE], ["摘要"], []),
        (["阅读 12", LINE], ["阅读 99"], ["阅读 12"]),
        (["#第 12 章", LINE], ["#第 13 章"], []),
        ([LINE, "#食材", "面粉", "豆子"], ["#食材"], []),
        ([LINE, "#食材", "面粉 12 克", "豆子"], ["#食材", "面粉 13 克"], []),
        ([LINE, "#推荐", "→磨坊", "→石桥", "渡口"], ["#推荐"], ["推荐", "磨坊", "石桥", "渡口"]),
        ([LINE, "#参考文献", "→磨坊志", "→石桥志"], ["#参考文献"], []),
        ([LINE, "一赞", "一赞"], ["一赞"], []),
        ([LINE], [LINE], []),
        ([LINE, LINE[3:] * 3, LINE[5:] * 4], [LINE[3:] * 3, LINE[5:] * 4], []),
        (["→磨坊", "→石桥"], ["→磨坊", "→石桥"], []),
    ],
)
def test_position_links_and_what_follows_decide_what_a_recurring_block_is(lines, known, gone):
    assert outcome(page(*lines), page(*known)) == gone
