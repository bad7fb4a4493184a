"""The layout of a plain text tells what is its own: wrapped lines, headings over indented text, underlined ones."""

import pytest

import cleaner
from cleaner.document import Document
from cleaner.strip.typeset import typeset_lines
from cleaner.strip.view import View

MANUAL = """\
FERRY(1)                         Harbour Manual                         FERRY(1)

NAME
       ferry - cross the river by rope

DESCRIPTION
       The ferry is pulled across the river by hand, and whoever pulls it has to
       keep the rope dry. A wet rope slips, and then the ferry drifts, as is told
       at length in the chapter on floods, which every ferryman should have read
       before.  Ropes of hemp last for two winters; those of nylon are not
       recommended.

       A landing on the other side is made with the hook, and never with a foot,
       like this:

           hook --far --slow

COPYRIGHT
       Copyright © 1998-2003 The Harbour Board
       Copyright © 2004 Mira Solberg

SEE ALSO
       rope(1), hook(1), read(2)
"""
MANUEL = """\
NOM
       bac - traverser la rivière à la corde

DESCRIPTION
       Le bac est tiré d'une rive à l'autre à la main, et celui qui le tire doit
       garder la corde au sec. Une corde mouillée glisse, et le bac dérive alors,
       comme le raconte longuement le chapitre sur les crues, que tout passeur
       devrait avoir lu. Une corde de chanvre dure deux hivers, si l'on prend la
       peine de la sécher après chaque crue, et de la tourner une fois par mois.

VOIR AUSSI
       corde(1), crochet(1)
"""
HANDBUCH_ZH = """\
渡船手册

说明

    渡船靠一根绳子过河，拉绳的人要记住三件事：绳子要干，手要稳，眼睛要一直看着对
    岸。水大的时候不要开船，雾大的时候也不要开船，客人再急也不要开船，这是老船家留
    下来的规矩，写在渡口的石头上，谁也不能改。等到天亮了，雾散了，再慢慢地把船放到
    河里去，先走两步试一试水，再看看绳子有没有磨坏的地方，没有的话就可以叫客人上
    船。

下一页

    讲绳子怎样打结。
"""
UNDERLINED = """\
ferry
=====

|build| |docs|

Tables of the ferry's hours, for those who have no clock.

Download
========
Take the newest one from the shelf beside the door.

Features
========
* Next week, next month
* Hours for every landing between the bridge and the sea;
"""
PROMPT = """\
The rules are read by the program, one by one, and the first that fits decides what is done with the ship.

>>> rules = read('''
... Allow: /about
... Allow: /account
... Disallow: /search
... ''')

It says what was read, and how many of the rules were thrown away because they could not be understood.
"""
DRAWING = """\
The two branches grow apart below, and what was done on the one has to be done
again on the other, as the drawing shows; the numbers are those of the
landings, counted from the sea and not from the lake, and the bars are the
rope, which is drawn as long as it is, and not as long as it seems to be to
those who look at it from the boat, in the rain, while those who stand on the
landing see it bent by the stream into half a circle.

    1---2---3
    |
    4---5
"""


@pytest.mark.parametrize("text", [MANUAL, MANUEL, HANDBUCH_ZH, UNDERLINED, PROMPT, DRAWING])
def test_a_composed_text_stays_whole(text):
    kept = cleaner.clean(text).text
    assert "".join(kept.split()) == "".join(text.split())


PAGE = """\
首页
新闻
体育
渡口老船家的最后一个冬天 今天停航
老船家在河边住了六十年，他说这条河比从前瘦了，水也比从前清了，夜里能听见鱼跳。
桥修好以后，坐船的人一天比一天少，有时候一整天也等不来一个，他还是天不亮就起来。
冬天的最后一个早上，他把船拉上岸，用草绳捆好，在门口坐了一会儿，点了一袋烟。
相关推荐
旧船坞换了新主人，三年后将变成一座水上博物馆
下游的桥今年第二次封闭维修，过河要绕行三十里
上游水库开始放水，两岸的菜农连夜把菜收了回来
渡口的石头上到底写了什么，一位老人花了四十年抄录
关于我们
联系我们
隐私政策
"""
TITLES = "\n".join(
    f"The harbour council meets again on the {word} of the month" for word in ("first", "third", "fifth", "ninth")
)


@pytest.mark.parametrize("text", [PAGE, TITLES])
def test_a_page_with_its_lines_one_below_the_other_is_not_wrapped(text):
    assert typeset_lines(View.of(Document(text))) == (frozenset(), False)


def test_the_furniture_around_an_article_goes_beside_an_underlined_heading():
    page = "渡口\n====\n" + PAGE
    assert "隐私政策" not in cleaner.clean(page).text


HEADLINES = """\
渡口在春天重新开放，船票卖两块钱，老船家的孙子站在船头
石桥修了三年终于通车，两岸的人走了一整夜，没有一个人回家
灯塔看守人退休那天，全镇的孩子都去送他，送了一路的贝壳
书院的屋顶漏了十年，今年有人捐了瓦，却没有人会铺老式的
磨坊主的女儿考上了大学，临走前把水车修好，又把钥匙留下
邮局关门前的最后一封信，寄给一个早就不住在这里的收信人
药铺的秤砣找到了主人，一百年前的账本上写着他祖父的名字
"""


def test_headlines_of_one_length_are_no_wrapped_text():
    assert typeset_lines(View.of(Document(HEADLINES))) == (frozenset(), False)
