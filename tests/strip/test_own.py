"""A line that a rule knows stays where its neighbours tell that it is the text's own, and goes where they do not."""

import pytest

import cleaner
from cleaner.strip.chrome import kind_of_core

BODY = (
    "老船家在河边住了六十年，他说这条河比从前瘦了，水也比从前清了，夜里能听见鱼跳，早上能看见对岸的炊烟。\n"
    "桥修好以后，坐船的人一天比一天少，有时候一整天也等不来一个，他还是天不亮就起来，把船擦得干干净净。"
)
LISTS = {
    "facts of a book": f"{BODY}\n推荐阅读：《渡口》\n作者：林北\n出版社：江边出版社\n页数：212\n定价：38元",
    "facts of a dish": f"{BODY}\n难度：简单\n口味：咸鲜\n时间：20分钟\n人数：2人份",
    "fields of an answer": "# 接口\n\n返回参数\n\ncode：状态码\ndata：数据\nnext：下一页的地址",
    "names of classes": f"{BODY}\n.prev\n.next\n.active\n.disabled\n对应的样式写在下面，读代码的人一眼就能明白。",
    "a sentence with a colon leads to it": (
        "For texts people use another licence, which anybody can read in a minute. Its short form looks like this:\n"
        "> This work is licensed under a Creative Commons Attribution 4.0 International License."
    ),
    "a word that is explained": (
        "L'écran d'accueil affiche l'heure et la météo du jour.\nPartager\n"
        "Touchez Partager, puis choisissez un contact.\nAide\nTouchez Aide pour afficher ce guide de dix pages."
    ),
    "the part on its licence": (
        "Tide tables for small harbours, told by a small program that needs no network at all.\n\n"
        "## License\n\nCopyright (c) 2021-2024 Mira Solberg"
    ),
    "a list that a sentence leads to and the text goes on below": (
        f"页脚怎么写\n{BODY}\n页脚里还有三个链接：\n- 关于我们\n- 联系我们\n- 隐私政策\n"
        "每个链接对应一个页面。如果页面不存在，点击后会显示一个空白的框。\n最后清空缓存，刷新一遍，检查效果。"
    ),
    "a form that is signed by hand": f"{BODY}\n船主（签字）：\n渡客（签字）：\n日期：",
    "a table of answers by their codes": (
        f"{BODY}\n\n0\t成功\n401\t请先登录\n404\t页面不存在\n429\t操作频繁"
    ),
    "a request": f"请求怎么发\n\nPOST /share\n\nGET /comments/12\n\n{BODY}",
    "a drawing": f"{BODY}\n\n+--------+\n|        |\n|  水闸  |\n|        |\n+--------+",
    "what a word means": f"{BODY}\nFuente: lugar donde brota el agua del subsuelo.",
    "who speaks": "PILOT: The fog is here to stay.\nEDITOR: Leave it on the landing and go.",
    "a page that is only told how to be printed": f"{BODY}\nDrucken Sie diese Seite nur mit der Einstellung A4.",
    "a list of changes": f"{BODY}\n* Updated copyright to 2017.",
    "whose each part is": "\n\n".join(
        f"Part {n} of the program was written on the landing, by people who had never seen the sea before that.\n"
        f"Copyright (c) 200{n} {name}"
        for n, name in enumerate(("Mira Solberg", "Jon Hale", "Ada Lindqvist"), 1)
    ),
    "a row of holders": f"{BODY}\nFiles: tides/*\n"
    + "\n".join(f"Copyright (C) 200{n} {name}" for n, name in enumerate(("Moss", "Mira", "Jon", "Ivo", "Ana"))),
    "the terms of a licence": (
        "Copyright (c) 2021 The Harbour Board\nAll rights reserved.\n\n"
        "Redistribution and use of these tables, on paper and on stone, are permitted\n"
        "provided that the names of the landings are kept as they are, that no ship is\n"
        "lost through their use, and that whoever prints them sends a copy, bound or\n"
        "unbound, to the harbour board, which keeps it in a box under the stairs and\n"
        "shows it to those who ask for it with clean hands, once a year, in the month\n"
        "of May, and at no other time."
    ),
    "a table of contents that came along": (
        "Table of Contents\n\n1. The rope\n2. The hook\n\n1. The rope\n\n"
        "Ropes of hemp last for two winters, and those of nylon are not to be trusted in the cold.\n\n2. The hook\n\n"
        "A landing is made with the hook, and never with a foot, however near the landing seems to be."
    ),
}  # fmt: skip
GONE = {
    "facts that a page states": (f"{BODY}\n来源：江边晚报\n作者：林北\n责任编辑：周立", "责任编辑"),
    "a footer between a text and its company": (
        f"{BODY}\n关于我们\n联系我们\n隐私政策\n江边文化传媒有限公司版权所有，未经许可不得转载。", "隐私政策",
    ),
    "a date left empty": (f"{BODY}\n发布日期：", "发布日期"),
    "a name in another language": (f"{BODY}\nFuente: El Diario del Puerto Viejo", "Fuente"),
    "bars that a table left": (f"|\n| |\n{BODY}\n|\n", "|"),
    "a list of pages by rank": (f"{BODY}\n\n请先登录\n\n1\t旧船坞的新主人\n2\t石桥今日通车", "请先登录"),
    "a label alone": (f"{BODY}\n推荐阅读：《旧船坞的新主人》", "推荐阅读"),
    "a button under a sentence": (f"{BODY}\n分享到朋友圈\n{BODY[:30]}。", "分享到"),
    "when a post was edited": (f"{BODY}\n下面是在渡口拍的另一张照片:\nedited May 19 at 17:05\n{BODY}", "edited"),
    "what follows a text that broke off at its colon": (
        (f"{BODY}\n渡口的石板上刻着几行小字，用手还能摸出来，上面这样写着：\n"
        "Subscribe to our newsletter to get the latest posts delivered right to your inbox.\n"
        "We use cookies to improve your experience. By continuing you agree to our policy.\n"
        "Linux Tweet Harbours LinkedIn"),
        "Subscribe",
    ),
    "a copyright line": (f"{BODY}\nCopyright (c) 2021-2024 Harbour Media Ltd", "Copyright"),
    "a table of contents that did not": (
        "Table of Contents\nRopes of hemp last for two winters, and those of nylon are not to be trusted in the cold.",
        "Contents",
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS)
def test_what_its_neighbours_tell_to_be_the_texts_own_stays(text):
    assert "".join(cleaner.clean(text).text.split()) == "".join(text.split())


@pytest.mark.parametrize(("text", "furniture"), GONE.values(), ids=GONE)
def test_what_stands_alone_goes(text, furniture):
    assert furniture in text
    assert furniture not in cleaner.clean(text).text


@pytest.mark.parametrize("date", ["1.0.30: may 4 2003", "2024-05-11", "may 11, 2024"])
def test_a_date_with_a_colon_heads_an_entry_and_is_no_pages_stamp(date):
    assert kind_of_core(date) == "date"
    assert kind_of_core(date, is_label=True) == ""


NOTICES = (
    "本文转载自网络，版权归原作者所有，如有侵权请联系删除。\n"
    "Copyright © 2010-2023 All Rights Reserved 京ICP备12345678号\n"
    "免责声明：本文仅代表作者个人观点，与本网无关。\n"
    "声明：本站所有文章资源内容，均为采集网络资源，如若侵犯了原著者的合法权益，可联系本站删除。\n"
    "版权声明：本文为博主原创文章，遵循 CC 4.0 BY-SA 版权协议，转载请附上原文出处链接和本声明。"
)


def test_a_pages_notices_one_under_the_other_are_no_text_on_rights():
    assert cleaner.clean(f"渡口的石板\n{BODY}\n{NOTICES}").text == f"渡口的石板\n{BODY}"
