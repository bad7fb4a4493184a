"""What a page says outside its main container: an office's table, a product's, sections in boxes of their own."""

import pytest

from cleaner import content
from cleaner.evidence import NO_EVIDENCE
from cleaner.model import Page
from cleaner.parse import Parsed, parse
from cleaner.settings import Settings

DATED = '<meta property="article:published_time" content="2021-03-04">'
NOTICE = "<p>为节约用电，自六月一日起，各公园夜间照明的时间调整为每日六时半至十时，请大家注意安全。</p>" * 3
ADVICE = "".join(
    f"<p>A kettle of size {n} boils for {n} cups, and should be filled to no more than its rim, since it spits.</p>"
    for n in range(2, 6)
)


def cleaned(body: str, *, title: str, head: str = "") -> str:
    html = f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    parsed = parse(Page(html, "https://www.example.org/k/7"), Settings())
    assert isinstance(parsed, Parsed)
    edits = content.judge(parsed.document, parsed, NO_EVIDENCE, Settings(second_opinion=False))
    return parsed.document.apply(edits).text


OFFICE = {"发布机关": "公园管理处", "发文字号": "园字〔2023〕18号", "联络人": "陈先生", "主题分类": "城市建设"}
TABLES = {
    "a table": "<table>" + "".join(f"<tr><td>{k}：</td><td>{v}</td></tr>" for k, v in OFFICE.items()) + "</table>",
    "a list": "<ul>" + "".join(f"<li><span>{k}：</span><span>{v}</span></li>" for k, v in OFFICE.items()) + "</ul>",
    "definitions": "<dl>" + "".join(f"<dt>{k}</dt><dd>{v}</dd>" for k, v in OFFICE.items()) + "</dl>",
}


@pytest.mark.parametrize("head", ["", DATED], ids=["undated", "dated"])
@pytest.mark.parametrize("table", TABLES)
def test_an_offices_table_below_the_heading_stays(table, head):
    body = f"<h1>公园照明时间调整</h1><div class=base>{TABLES[table]}</div><div class=cp>{NOTICE}</div>"
    text = cleaned(body, title="公园照明时间调整", head=head)
    assert [value for value in OFFICE.values() if value not in text] == []


def test_an_offices_table_right_above_the_heading_stays():
    body = f"<ul><li>首页</li></ul>{TABLES['a table']}<div class=cp><h1>公园照明时间调整</h1>{NOTICE}</div>"
    text = cleaned(body, title="公园照明时间调整")
    assert "园字〔2023〕18号" in text
    assert "首页" not in text


@pytest.mark.parametrize(
    "row",
    [
        "<ul><li>Monday</li><li>12°</li><li>Rain</li><li>Oslo</li></ul>",
        "<ul><li>时间：2023-04-11</li><li>来源：晚报</li></ul>",
        "<table><tr><td>Small</td><td>Large</td></tr></table>",
        "<ul>" + "".join(f"<li><a href='/{n}'>Topic {n}: more</a></li>" for n in range(5)) + "</ul>",
    ],
    ids=["no labels", "a byline", "a few cells", "links"],
)
def test_a_list_without_labels_of_its_own_goes(row):
    body = f"<h1>公园照明时间调整</h1><div class=base>{row}</div><div class=cp>{NOTICE}</div>"
    bare = f"<h1>公园照明时间调整</h1><div class=cp>{NOTICE}</div>"
    assert cleaned(body, title="公园照明时间调整") == cleaned(bare, title="公园照明时间调整")


CELLS = "".join(
    f"<tr><td>{k}</td><td>{v}</td></tr>" for k, v in {"Brand": "Berg", "Colour": "Red", "Pints": "2"}.items()
)


def test_a_table_of_a_products_fields_stays_and_beside_an_article_it_goes():
    body = f"<h1>Kettle of 2 pints</h1><div><table>{CELLS}</table></div><div class=story>{ADVICE}</div>"
    assert "Berg" in cleaned(body, title="Kettle of 2 pints")
    assert "Berg" not in cleaned(body, title="Kettle of 2 pints", head=DATED)


FACTS = (
    "<div><h2>House rules</h2><div><b>Pets</b></div><p>Pets may not stay.</p>"
    "<div><b>Leave</b></div><p>By noon, please: the rooms are made up then.</p></div>"
)
LINKS = "<div><h2>Nearby</h2>" + "".join(f"<a href='/{n}'>Lodge {n}</a><br>" for n in range(5)) + "</div>"
AFTER = "<div><h2>About us</h2><p>We have let rooms since 1996, and would be glad to see you here again.</p></div>"


def a_lodge(*, head: str = "") -> str:
    body = f"<h1>Harbour Lodge</h1><div class=text>{ADVICE}</div>{FACTS}{LINKS}{AFTER}"
    return cleaned(f"<div>{body}</div>", title="Harbour Lodge", head=head)


@pytest.mark.parametrize(("head", "stays"), [("", True), (DATED, False)], ids=["goods", "an article"])
def test_labels_before_the_text_stay_on_a_page_without_a_heading_that_is_no_article(head, stays):
    labels = "<ul><li>Wood: beech</li><li>Lid: glass</li><li>Made in: Ghent</li></ul>"
    body = f"<div class=name>Kettle stand</div><div class=box><div class=labels>{labels}</div><div>{ADVICE}</div></div>"
    text = cleaned(body, title="(Kettle Row) stands for kettles, cheap", head=head)
    assert ("Made in: Ghent" in text) is stays
    assert "fills" in text or "boils" in text


def test_links_before_the_text_of_a_page_without_a_heading_go():
    links = "<ul>" + "".join(f"<li><a href=/{n}>Part {n}: kettles</a></li>" for n in range(4)) + "</ul>"
    assert "Part 2" not in cleaned(f"<div><div>{links}</div><div>{ADVICE}</div></div>", title="(Kettle Row) stands")


def test_sections_that_follow_the_text_stay_up_to_one_of_links():
    text = a_lodge()
    assert "Pets may not stay." in text
    assert "Lodge 3" not in text
    assert "since 1996" not in text


TERMS = "<tr><th>Weight</th><td>1 kg</td></tr><tr><th>Holds</th><td>2 l</td></tr>"


@pytest.mark.parametrize(("rows", "stays"), [(TERMS, True), ("<tr><td>1 kg</td></tr>", False)])
def test_a_brief_section_stays_where_it_holds_a_products_terms(rows, stays):
    body = (
        f"<main><h1>Kettle</h1><div class=a>{ADVICE}</div><div class=b><h2>More</h2><table>{rows}</table></div></main>"
    )
    assert ("1 kg" in cleaned(body, title="Kettle")) is stays


CALLED_A_RECIPE = '<script type="application/ld+json">{"@type": "Recipe", "datePublished": "2021-03-04"}</script>'


@pytest.mark.parametrize(("head", "stays"), [(CALLED_A_RECIPE, True), (DATED, False)], ids=["a recipe", "an article"])
def test_a_recipes_ingredients_stay_beside_its_preparation(head, stays):
    goods = "".join(f"<tr><td>{n} g</td><td>Rye{n}</td></tr>" for n in range(1, 10))
    body = (
        f"<main><h1>Rye loaf</h1><section class=goods><h2>You need</h2><table>{goods}</table></section>"
        f"<section><h2>How</h2><div>{ADVICE}</div></section>"
        "<section class=z><h2>Of the mill</h2><p>It stands by a lake, as it has for a hundred years.</p></section>"
        "</main>"
    )
    text = cleaned(body, title="Rye loaf", head=head)
    assert ("Rye7" in text) is stays
    assert "boils" in text
    assert "It stands by a lake" not in text


def test_a_recipes_ingredients_stay_however_brief():
    goods = "".join(f"<tr><td>{n} g</td><td>Rye{n}</td></tr>" for n in range(1, 10))
    body = (
        f"<main><h1>Rye loaf</h1><section class=goods><h2>You need</h2><table>{goods}</table></section>"
        f"<section><h2>How</h2><div>{ADVICE}</div></section></main>"
    )
    assert "Rye7" in cleaned(body, title="Rye loaf", head=CALLED_A_RECIPE)


def test_what_follows_an_article_goes():
    assert "Pets may not stay." not in a_lodge(head=DATED)


def test_a_description_beside_the_heading_stays_though_other_products_have_more_after_it():
    card = "<p>It boils fast, pours well, and does not drip on the table when it is full.</p>"
    story = "<p>It is made of steel in the old way, by two people, and they sign each one.</p>"
    short = "<p>Holds two pints, and pours them without a drip, every time.</p>"
    body = (
        f"<div>{ADVICE * 3}{story}</div><div><h1>Kettle of 2 pints</h1>{short}</div><div class=related>{card * 6}</div>"
    )
    text = cleaned(body, title="Kettle of 2 pints")
    assert "they sign each one" in text
    assert "drip on the table" not in text


RECIPE = (
    "<div><h2>用料</h2><div><table><tr><td>小葱</td><td>一大把</td></tr><tr><td>细面</td><td>两百克</td></tr></table></div>"
    "<h2>做法</h2><div class=steps><ol><li><p>小葱洗净晾干，切成寸段，葱白和葱绿分开，放在两个碗里。</p></li>"
    "<li><p>冷油下葱白，用小火慢慢熬，等到微黄再下葱绿，不要心急。</p></li></ol></div>"
    "<h2>小贴士</h2><div class=tip>熬好的葱油装瓶，放进冰箱，可以吃两个星期左右。</div>"
    "<div class=time><p>写于 2031-01-09 21:33:01</p><p>改于 2031-01-10 08:20:44</p></div></div>"
)


def test_a_section_that_ends_in_when_it_was_written_stays():
    text = cleaned(f"<div class=panel><h1>葱油拌面</h1>{RECIPE}</div>", title="葱油拌面")
    assert "两个星期" in text
    assert "21:33" not in text


@pytest.mark.parametrize(("name", "stays"), [("article-body", True), ("wrap", False)])
def test_a_brief_sentence_in_a_box_of_its_own_ends_a_text_that_is_named_as_one(name, stays):
    body = f"<div class={name}><h1>Harbour Lodge</h1>{ADVICE}<div class=hint><div>Mind the step.</div></div></div>"
    body = body.replace("Mind the step.", "出门请留心台阶。")
    assert ("出门请留心台阶" in cleaned(body, title="Harbour Lodge", head=DATED)) == stays


FIELDS = {"Ort": "Zeitz an der Elster", "Umfang": "39 Stunden", "Vergütung": "nach Tarif"}
BYLINE = {"Datum": "3. März 2021", "Autor": "<a href='/lena'>Lena Hart</a>", "Rubrik": "<a href='/k'>Kessel</a>"}


def fields(said: dict[str, str], label: str) -> str:
    return "".join(
        f"<div class=field><div class='{label}'>{k}</div><div class=field__item>{v}</div></div>"
        for k, v in said.items()
    )


@pytest.mark.parametrize("head", ["", DATED], ids=["undated", "dated"])
@pytest.mark.parametrize(
    ("said", "label", "stays"),
    [
        (FIELDS, "field__label", True),
        (FIELDS, "label", True),
        (FIELDS, "labelled", False),
        (BYLINE, "field__label", False),
        ({"Ort": "Zeitz", "Umfang": "39 Stunden"}, "field__label", False),
    ],
    ids=["fields", "labels", "no labels", "a byline", "two"],
)
def test_fields_whose_class_says_label_stay_below_the_heading(said, label, stays, head):
    body = f"<h1>Kettles</h1><article><div>{fields(said, label)}</div><div class=cp>{ADVICE}</div></article>"
    text = cleaned(body, title="Kettles", head=head)
    assert [k in text and v in text for k, v in said.items()] == [stays] * len(said)
