"""Texts of many sorts that have nothing around them stay whole: guides, terms, licences, manuals, tasks."""

import pytest

import cleaner

BODY = (
    "老船家在河边住了六十年，他说这条河比从前瘦了，水也比从前清了，夜里能听见鱼跳，早上能看见对岸的炊烟。\n"
    "桥修好以后，坐船的人一天比一天少，有时候一整天也等不来一个，他还是天不亮就起来，把船擦得干干净净。"
)
TEXTS = {
    "a row of holders with labels": (
        f"{BODY}\nFiles: tides/*\nCopyright: 2000 Moss\nCopyright: 2001 Mira\nCopyright: 2002 Jon\n"
        "Copyright: 2003 Ivo\nCopyright: 2004 Ana"
    ),
    "a licence": (
        "Copyright (c) 2020, Mira Solberg\n\nAll rights reserved.\n\n"
        "Redistribution and use in source and binary forms, with or without modification, are permitted.\n\n"
        "Neither the name of the harbour nor the names of its keepers may be used to sell fish."
    ),
    "steps with numbers": (
        "怎么把船名导出来\n\n1. 下载表格，放到桌面\n2. 运行里面的脚本\n3. 用微信扫码登录\n4. 复制窗口里的口令"
    ),
    "steps of who builds a service": (
        f"{BODY}\n\n1. 如果用户还没有关注公众号，则用户可以关注公众号，服务端会收到一条推送\n\n2. 没收到就再发一次。"
    ),
    "terms with labels": (
        f"{BODY}\n\n收集：我们会记下船客的姓名和手机号，用来在大雾停航时通知他们改期，或者办退票。\n"
        "保存：记下的姓名和手机号放在渡口的柜子里，钥匙由管理员一个人保管，不带回家。\n"
        "权利：船客有权查看和删除自己的姓名和手机号，可随时联系我们办理，用户提供的照片也一样。"
    ),
    "what a text on rights asks": (
        f"{BODY}\n\n还有两件事：1）船票侵权了，图案由用户上传，怎么办？2）链接指向侵权的图案，又怎么办？"
    ),
    "a task and its doer": (
        f"{BODY}\n\n你是一名写游记的作者，将根据用户提供的地名写一段话。你需要模仿渡口人的口吻，力求真实。"
    ),
    "a document's headings in Markdown": (
        "# 微信\n\n## 简介\n\n> 一种在两岸之间来回的船。载人，也载牛。\n\n## 官方\n\n"
        "https://ferry.example/ - *过河的办法*\n\nhttps://mp.ferry.example/ - *渡口平台*\n\n## 开放平台\n\n"
        "https://open.ferry.example/doc/ - *给造船的人看的第三方说明： | 开放文档*\n\n#### 教程\n\n"
        "1. https://ferry.example/one.html - *渡口入门教程之一：第一次上船*\n"
        "2. https://ferry.example/two.html - *渡口入门教程之二：第一次撑篙*\n\n## 常见问题解答\n\n"
        "### 怎么在网页里叫船\n\n> 参阅：https://m.ferry.example/ - *渡口*\n\n操作步骤：\n\n"
        "1. 打开浏览器，在地址栏输入渡口的地址，第一次进去会看到一个提示的窗口，没有看到就清空缓存再试；\n"
        "2. 点开之后船就来了\n3. 查看网页源代码，分析要点。"
    ),
    "markup in a sentence": (
        "Ropes of hemp last for two winters.\n\nPlease see the `contributing page`_ for more information."
    ),
    "a sentence that holds another": (
        "pwtide - 检查表格\n\n文件\n\n/etc/tide\n\n用户账户的表格。\n\n/etc/shade\n\n安全用户账户的表格。"
    ),
    "a manual's headings": (
        "NOM\n       tide - afficher la marée\n\nNOTES\n       Une fois par jour.\n\n"
        "VOIR AUSSI\n       La table du port, au mur."
    ),
    "the names of a manual's pages": f"{BODY}\n\nVOIR AUSSI\n\ntide(1), harbour(5).",
    "a wrapped paragraph whose first line sounds like a notice": (
        "restrictive\n\nThe distribution may not be redistributed without special permission from the\n"
        "author of the tables or whoever holds them now."
    ),
}  # fmt: skip
GONE = {
    "a notice under who speaks": (
        (f"{BODY}\n林北：我在河边住了六十年，夜里能听见鱼跳。\n周立：现在没有人坐船了，都走桥。\n"
        "声明：本文仅代表作者个人观点，与本网无关，如有侵权请联系删除。"),
        "声明",
    ),
    "notices with numbers": (
        (
            f"{BODY}\n1、本站资源来自网络，如有侵权请联系删除。\n2、本文仅代表作者观点，与本站无关。\n"
            "3、转载请注明出处，违者必究。"
        ),
        "侵权",
    ),
    "a heading of links in capitals": (f"{BODY}\n\nVOIR AUSSI\n\nLe bac du fleuve\n\nLa rive en hiver", "VOIR"),
}  # fmt: skip


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_with_nothing_around_it_stays_whole(text):
    assert "".join(cleaner.clean(text).text.split()) == "".join(text.split())


@pytest.mark.parametrize(("text", "furniture"), GONE.values(), ids=GONE)
def test_what_is_worded_alike_around_a_text_goes(text, furniture):
    assert furniture in text
    assert furniture not in cleaner.clean(text).text
