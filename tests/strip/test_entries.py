"""Lists of menu entries and headlines around an article, in languages whose menus no rule knows."""

import pytest

import cleaner

MENU = """Etusivu
Kotimaa
Ulkomaat
Talous
Kulttuuri
Urheilu
Sää
Tietovisat
Kartat
Paikalliset
RSS
Facebook
"""
TITLE = "Vanha sahalaitos saa uuden elämän Kymijoen rannalla"
BODY = """Kymijoen rannalla seissyt sahalaitos on ollut tyhjillään kolmekymmentä vuotta. Nyt kaupunki aikoo tehdä siitä työpajoja ja näyttelytilan.
Rakennuksen katto uusitaan ensin, ja sen jälkeen korjataan seinät, kertoo hankkeen vetäjä. Työ alkaa keväällä, kun lumi on sulanut.
Sahalaitos perustettiin aikanaan palvelemaan koko laaksoa, ja siellä työskenteli parhaimmillaan kaksisataa ihmistä."""  # noqa: E501
HEADLINES = """Luetuimmat
Järven jää petti pilkkijän alla
Kirjasto avaa ovensa myös öisin
Kaupunginvaltuusto päätti koulujen yhdistämisestä
Uusi silta valmistuu ennen syksyä
Mummon pullaresepti kiertää maailmaa
Lapset keräsivät tonnin pulloja
Teatterin syksy täynnä ensi-iltoja
Sienestäjä eksyi ja löytyi aamulla
"""
FOOTER = """Yhteystiedot
Copyright
RSS
YouTube
"""
DATES = """Kiertueen aikataulu:
Kouvola, Kymi-areena, 4. kesäkuuta
Kotka, Satamalava, 6. kesäkuuta
Hamina, Bastioni, 9. kesäkuuta
Imatra, Koskilava, 11. kesäkuuta
Lahti, Sibeliustalo, 13. kesäkuuta
Mikkeli, Kenkävero, 16. kesäkuuta
Savonlinna, Tori, 18. kesäkuuta
Joensuu, Laulurinne, 20. kesäkuuta
"""
BOOKS = """Lähteet:
Kirja: Sahojen aika
Kirja: Joen varrella
Kirja: Tukkilaiset
Verkko: https://saha.example.org/historia
Verkko: https://joki.example.org/kartat
Kuva: Museon kokoelma
Kuva: Perheen albumi
Kartta: Maanmittaus
"""
CHAT = """olen samaa mieltä.
Samoin täällä!
Milloin avajaiset ovat?
Ensi kesänä, luulen.
Hienoa, tulen paikalle.
Niin minäkin!
Kiitos tiedosta.
Ei kestä.
"""


def dump(*parts):
    return "\n".join(part.strip("\n") for part in parts) + "\n"


def test_a_page_s_menu_and_headlines_go_whatever_their_language():
    record = cleaner.clean(dump(MENU, TITLE, BODY, HEADLINES, FOOTER))
    assert record.text == dump(TITLE, BODY).strip()
    assert cleaner.replay(record.source(), record.edits) == record.text
    assert cleaner.clean(record.text).text == record.text


def test_a_proven_end_proves_the_other():
    """Behind a menu that proves itself, a list of headlines goes that holds no word a rule knows."""
    record = cleaner.clean(dump(MENU, TITLE, BODY, HEADLINES))
    assert "Luetuimmat" not in record.text
    assert "sahalaitos" in record.text


@pytest.mark.parametrize("rest", [DATES, BOOKS, CHAT], ids=["dates", "sources", "answers"])
def test_an_article_s_own_list_stays_on_a_page(rest):
    text = cleaner.clean(dump(MENU, TITLE, BODY, rest, FOOTER)).text
    kept = [line for line in rest.splitlines() if line in text]
    assert kept == rest.splitlines()


@pytest.mark.parametrize("end", ["Lisää aiheesta kertoo\nVilma\nlähiviikkoina", "näin ovat pelastuneet myös muut"])
def test_what_was_torn_at_a_link_ends_the_text(end):
    text = cleaner.clean(dump(MENU, TITLE, BODY, end, HEADLINES, FOOTER)).text
    assert text.endswith(end)


def test_a_text_that_ends_in_a_list_is_no_page():
    text = dump(TITLE, BODY, HEADLINES).strip()
    assert cleaner.clean(text).text == text


LINKED_MENU = "\n".join(f"  * [{word}](https://uutiset.example.fi/{at})" for at, word in enumerate(MENU.split()))
TEASERS = "\n\n".join(
    f"## [{line}](https://uutiset.example.fi/a/{at})" + "\n\n![](https://kuvat.example.fi/{at}.jpg)" * (at == 4)
    for at, line in enumerate(HEADLINES.splitlines()[1:])
)


@pytest.mark.parametrize(
    "over", ["# [Jokilaakson Uutiset](https://uutiset.example.fi/)", "[RSS](https://a.example/rss)"]
)
def test_markdown_s_linked_headings_are_a_site_s_and_a_bare_one_is_the_title(over):
    body = BODY.replace("\n", "\n\n")
    record = cleaner.clean(f"{over}\n\n{LINKED_MENU}\n\n# {TITLE}\n\n### Kulttuuri\n\n{body}\n\n{TEASERS}\n\n{FOOTER}")
    assert record.text.startswith(f"# {TITLE}\n\n")
    assert record.text.endswith(BODY.splitlines()[-1])
    assert record.metadata["title"] == TITLE
    assert cleaner.replay(record.source(), record.edits) == record.text


def test_a_text_that_goes_on_after_an_insert_is_no_tail():
    more = [f"Vaiheessa {at} kunnostetaan yksi halli kerrallaan, ja työmaa siirtyy rantaa pitkin ylävirtaan." for at in range(4)]  # fmt: skip  # noqa: E501
    text = cleaner.clean(dump(MENU, TITLE, BODY, "Jaa\nTwitter\nFacebook", "\n".join(more), HEADLINES, FOOTER)).text
    assert [line for line in (*BODY.splitlines(), *more) if line not in text] == []


STEPS = """在旧平板上装一个阅读器
先把平板重置，再按下面的步骤来，全部做完大约要半个小时。平板越旧，越要先把电充满，中途断电会很麻烦。
第一步不用说了，打开文件夹，你会看到里面有三样东西:
搜索包
安装包
升级包
接下来插上数据线，在电脑上运行下面这一行命令，等它跑完:
reader push --all
然后再把刚才下载的字体放进去，名字不能改，命令是这样的:
reader fonts add kaiti
"""


def test_steps_that_end_in_a_colon_are_the_text():
    text = cleaner.clean(dump("首页\n登录\n注册", STEPS, "版权所有，未经许可不得转载。\n返回首页\n分享到微博")).text
    assert [line for line in STEPS.splitlines() if line not in text] == []


def test_goods_with_their_prices_are_no_menu():
    names = ["亚麻长裙", "棉布短裙", "格子衬衫", "条纹毛衣"]
    grid = "\n".join(f"{name}\n¥{at * 7}9\n{at}种颜色" for at, name in enumerate(names, 1))
    story = "这一季的裙子都用了水洗的棉麻，穿着凉快，也不用熨。选尺码的时候按平时的号码就行，拿不准可以看表。"
    text = cleaner.clean(
        dump("夏季新款", grid, "怎样挑选", story, f"{story[:20]}，洗过更软。", "加入购物车\n收藏")
    ).text
    assert [name for name in names if name not in text] == []


BRIEF = """搭渡轮去看海
不用请假也能走的一条线
这条新航线开得正是时候！
从老码头上船，四十分钟就能到对岸的渔村，船上还能看到白鹭。
船票不贵
老人孩子都有优惠
码头边上就是早市
鱼丸虾饼现炸现卖
逛累了坐下来喝碗糖水
再沿着石板路慢慢走
转角有家开了六十年的饼铺
晚上的末班船是九点，错过了就要等到第二天早上。
此外
渡口旁的旧仓库正在翻修
书店、展厅、屋顶花园
往后还要通夜船
周末带上家人
记得早点去排队
一起期待
夏天见
"""


def test_what_some_write_in_brief_lines_is_no_list():
    text = cleaner.clean(
        dump("首页\n登录\n注册", BRIEF, "扫码关注我们\n分享到微博\n版权所有，未经许可不得转载。\n返回首页")
    ).text
    assert [line for line in BRIEF.splitlines() if line not in text] == []


def test_an_index_is_its_list():
    about = "Kirjasto koneoppimiseen: sen avulla opetetaan malleja, jotka tunnistavat tekstistä nimiä."
    text = cleaner.clean(dump(about, HEADLINES, FOOTER)).text
    assert [line for line in HEADLINES.splitlines()[1:] if line not in text] == []
