"""Front matter and the headers of services that read pages: taken from over a text, and read."""

import pytest

import cleaner

BODY = "前阵子收拾柜子，翻出来一个落灰的电视盒子。拆开一看，芯片还不错，就想着拿它做个小服务器。"

YAML = """---
title: "用旧盒子搭建服务器"
date: 2022-08-14 21:03:11
author: 陆小满
tags:
  - 服务器
  - Linux
categories: [折腾笔记]
source: https://blog.example.com/p/box
# 封面另配
cover: /img/box.jpg

---
"""
TOML = """+++
title = "用旧盒子搭建服务器"
date = 2022-08-14T21:03:11+08:00
draft = false
tags = ["服务器", "Linux"]
+++
"""
HEADER = """Title: 用旧盒子搭建服务器

URL Source: https://blog.example.com/p/box

Published Time: 2022-08-14T21:03:11Z

Markdown Content:
"""


@pytest.mark.parametrize(
    ("over", "says"),
    [
        (
            YAML,
            {
                "authors": ["陆小满"],
                "tags": ["服务器", "Linux"],
                "category": "折腾笔记",
                "source_url": "https://blog.example.com/p/box",
            },
        ),
        (TOML, {"tags": ["服务器", "Linux"]}),
        (HEADER, {"url": "https://blog.example.com/p/box"}),
    ],
)
def test_what_stands_over_a_text_goes_and_is_read(over, says):
    record = cleaner.clean(f"{over}\n{BODY}\n")
    assert record.text == BODY
    assert cleaner.replay(record.source(), record.edits) == record.text
    known = {"title": "用旧盒子搭建服务器", "date": "2022-08-14", **says}
    assert {name: record.metadata[name] for name in known} == known


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("/p/box", ""),  # from the site's root: no page's address
        ("p/box.html", ""),
        ("https://blog.example.com/p/box-_", "https://blog.example.com/p/box-_"),
    ],
)
def test_an_address_is_taken_with_its_host_and_as_it_stands(address, url):
    over = f"---\ntitle: 盒子\nurl: {address}\noriginal: {address}\n---\n"
    metadata = cleaner.clean(f"{over}\n{BODY}\n").metadata
    assert (metadata["url"], metadata["source_url"]) == (url, url)


def test_the_address_that_the_caller_gives_holds():
    over = "---\ntitle: 盒子\nurl: https://blog.example.com/p/box\n---\n"
    assert cleaner.clean(f"{over}\n{BODY}\n", "https://mirror.example.org/1").metadata["url"] == (
        "https://mirror.example.org/1"
    )


@pytest.mark.parametrize(
    "text",
    [
        f"---\n{BODY}\n---\n\n{BODY[:20]}这一句是后来写的。",
        f"---\nlayout: post\ncover: a.jpg\n---\n\n{BODY}",
        f"```yaml\n{YAML}```\n\n{BODY}",
        f"Title: 一篇短文的题目\n\n{BODY}",
        f"{BODY}\n\n{YAML.rstrip()}\n\n上面这段写在每篇文章的开头，生成器靠它知道标题和日期。",
    ],
)
def test_what_only_looks_like_it_is_no_preamble(text):
    assert not [edit for edit in cleaner.clean(text).edits if edit.rule == "strip.page.preamble"]
