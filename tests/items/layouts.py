"""Lays the pages of fixtures/items/gathered.toml out as text and as HTML, as sites and scrapers do."""
# ruff: noqa: E501, C901, PLR0911 - one branch for each layout, each template in one line

import html
import tomllib
from pathlib import Path

FIXTURES = Path(__file__).parents[2] / "fixtures" / "items"

LAYOUTS = {
    "papers_zh_en": ["numbered", "dotted", "round", "tagged", "cards", "ordered", "headings", "articles"],
    "papers_labelled": ["labelled", "numbered", "giant", "cards", "table", "articles", "definition"],
    "news_sources": ["bracketed", "cards", "unordered", "headings", "articles"],
    "weekly_tools": ["numbered", "plain", "circled", "cards", "ordered", "headings"],
    "abstracts_marked": ["marked", "marked_cards", "marked_unordered"],
    "jobs": ["labelled", "chinese", "cards", "table"],
    "newsletter_en": ["plain", "ranked", "dotted", "cards", "unordered", "headings", "articles"],
    "flashes": ["clocked", "clocked_unordered", "clocked_cards"],
    "papers_english_only": ["tagged", "numbered", "cards", "definition"],
    "faq_zh": ["asked", "asked_numbered", "asked_plain", "asked_definition", "asked_headings"],
    "faq_en": ["asked", "asked_numbered", "asked_plain", "asked_definition", "asked_headings"],
    "thread_zh": ["posted", "floors", "posted_cards", "posted_table"],
    "thread_en": ["posted", "floors", "posted_cards"],
    "links_zh": ["dated", "dated_first", "dated_unordered", "dated_table"],
    "blog_index": ["expanded", "expanded_cards", "expanded_articles"],
    "brief_news": ["brief", "brief_circled", "brief_ordered"],
}  # fmt: skip
"""Which layouts a page is told in; those of a name in `HTML` are HTML."""

HTML = {"cards", "ordered", "unordered", "headings", "articles", "table", "definition"}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨"
_CHINESE = "一二三四五六七八九"


def pages():
    """Return (name, layout, page) for every page in every layout."""
    with (FIXTURES / "gathered.toml").open("rb") as file:
        known = {page["name"]: page for page in tomllib.load(file)["page"]}
    return [(name, layout, known[name]) for name, layouts in LAYOUTS.items() for layout in layouts]


def is_html(layout):
    return layout.rpartition("_")[2] in HTML


def lay_out(page, layout, *, site=False):
    """Return the page as text, or as HTML, between its site's menu and footer if asked for."""
    last = layout.rpartition("_")[2]
    if last in HTML:
        return _html(page, last, site=site)
    makers = {"giant": _giant, "asked": _asked, "asked_numbered": _asked, "asked_plain": _asked}
    return makers.get(layout, _text)(page, layout)


def body(item):
    """Return an item's paragraphs."""
    return [item[name] for name in ("zh", "en", "answer") if item.get(name)]


def heading(item):
    return item.get("title") or item.get("question") or ""


def _number(layout, n):
    return {
        "numbered": f"{n}、", "dotted": f"{n}. ", "round": f"({n}) ", "circled": _CIRCLED[n - 1], "ranked": f"No.{n} ",
        "chinese": f"{_CHINESE[n - 1]}、", "brief": f"{n}、", "brief_circled": _CIRCLED[n - 1] + " ",
    }.get(layout, "")  # fmt: skip


def _text(page, layout):
    out = [page["title"], *page["intro"], ""]
    for n, item in enumerate(page["items"], 1):
        if item.get("label"):
            out += [item["label"]]
        out += [*_lines(item, layout, n), *([""] if layout in {"plain", "dotted", "posted"} else [])]
        out += [page[name] for name in ("marker", "expand") if name in page]
    if "more" in page:
        out.append(page["more_label"])
        for item in page["more"]:
            out += _lines(item, "tagged", 0)
    return "\n".join(out).strip()


def _lines(item, layout, n):
    if layout == "labelled":
        return _labelled(item)
    if layout in {"dated", "dated_first"}:
        return [f"{item['title']} {item['date']}" if layout == "dated" else f"[{item['date']}] {item['title']}"]
    if layout == "posted":
        return [f"{item['author']} 发表于 {item['date']} {item['clock']}" if "zh" in item
                else f"{item['author']} wrote on {item['date']} {item['clock']}", *body(item)]  # fmt: skip
    if layout == "floors":
        return [f"{n}楼 {item['author']} {item['date']} {item['clock']}" if "zh" in item
                else f"#{n} {item['author']} {item['date']} {item['clock']}", *body(item)]  # fmt: skip
    if layout == "bracketed":
        return [f"【{item['source']}】{item['title']}", *body(item)]
    if layout == "clocked":
        return [f"{item['clock']} 【{item['title']}】{item['zh']}"]
    tag = f"[{item['category']}] " if "category" in item else ""
    head = _number(layout, n) + tag + heading(item)
    if not heading(item):
        return [head + " ".join(body(item))]
    second = [item["title_translated"]] if "title_translated" in item else []
    names = [", ".join(item["authors"])] if "authors" in item else []
    organization = [f"[{item['organization']}]"] if "organization" in item else []
    dates = [item["date"]] if "date" in item else []
    return [head, *second, *names, *organization, *dates, *body(item), *([item["url"]] if "url" in item else [])]


def _labelled(item):
    chinese = "zh" in item
    names = {"title": ("标题", "Title"), "authors": ("作者", "Authors"), "organization": ("单位", "Organization"),
             "date": ("日期", "Date"), "url": ("链接", "Link")}  # fmt: skip
    out = []
    for name in ("title", "authors", "organization", "date"):
        if name in item:
            value = ", ".join(item[name]) if name == "authors" else item[name]
            out.append(f"{names[name][0]}：{value}" if chinese else f"{names[name][1]}: {value}")
    out += [("简介：" if chinese else "Abstract: ") + " ".join(body(item))]
    return [*out, f"{names['url'][not chinese]}: {item['url']}"]


def _giant(page, layout):
    parts = []
    for n, item in enumerate(page["items"], 1):
        parts += [
            f"{n}、{item['title']} {', '.join(item['authors'])}.",
            f"这篇论文值得一读。 {' '.join(body(item))}",
            item["url"],
        ]
    return (
        "本周的预印本里有几篇值得细读,下面逐一介绍它们做了什么,以及为什么有意思。 "
        + " ".join(parts)
        + " 以上就是本周的推荐。"
    )


def _asked(page, layout):
    out = [page["title"], ""]
    chinese = "？" in page["items"][0]["question"] or "吗" in page["items"][0]["question"]
    for n, item in enumerate(page["items"], 1):
        if layout == "asked":
            out += [("问：" if chinese else "Q: ") + item["question"], ("答：" if chinese else "A: ") + item["answer"]]
        elif layout == "asked_numbered":
            out += [f"Q{n}: {item['question']}", f"A{n}: {item['answer']}"]
        else:
            out += [item["question"], item["answer"], ""]
    return "\n".join(out).strip()


_SHELL = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>
{nav}<div class="main">{heading}{intro}<div class="list">{items}</div></div>{footer}</body></html>"""
_NAV = '<div class="nav"><a href="/">首页</a> <a href="/list">列表</a> <a href="/about">关于</a></div>'
_FOOTER = '<div class="footer"><a href="/contact">联系</a> <a href="/map">地图</a></div>'

_OPEN = {
    "cards": ("", '<div class="card">{}</div>', ""),
    "ordered": ("<ol>", "<li>{}</li>", "</ol>"),
    "unordered": ("<ul>", "<li>{}</li>", "</ul>"),
    "headings": ("", "{}", ""),
    "articles": ("", "<article>{}</article>", ""),
    "table": ("<table>", "<tr><td>{}</td></tr>", "</table>"),
    "definition": ("<dl>", "{}", "</dl>"),
}


def _html(page, layout, *, site):
    before, around, after = _OPEN[layout]
    items = before
    for n, item in enumerate(page["items"] + page.get("more", []), 1):
        label = f"<h2>{item['label']}</h2>" if item.get("label") else ""
        if layout in {"ordered", "unordered", "table"}:
            label = ""
        items += label + around.format(_html_item(page, item, layout, n))
    title = html.escape(page["title"])
    intro = "".join(f"<p>{html.escape(one)}</p>" for one in page["intro"])
    return _SHELL.format(
        title=title or "摘要",
        heading=f"<h1>{title}</h1>" if title else "",
        intro=intro,
        items=items + after,
        nav=_NAV if site else "",
        footer=_FOOTER if site else "",
    )


def _html_item(page, item, layout, n):
    e = html.escape
    head = e(heading(item))
    if "url" in item:
        head = f'<a href="{e(item["url"])}">{head}</a>'
    if item.get("clock") and "title" in item:
        head = f'<span class="time">{item["clock"]}</span> 【{head}】'
    if item.get("source"):
        head = f"【{e(item['source'])}】{head}"
    if item.get("author"):
        head = f'<span class="author">{e(item["author"])}</span> 发表于 <span class="date">{item["date"]} {item["clock"]}</span>'
    out = []
    if layout == "definition":
        out.append(f"<dt>{head}</dt><dd>")
    elif head:
        out.append(f"<div class='head'>{head}</div>" if item.get("author") else f"<h3>{head}</h3>")
    if "title_translated" in item:
        out.append(f"<p>{e(item['title_translated'])}</p>")
    if "authors" in item:
        out.append(f'<p class="authors">{e(", ".join(item["authors"]))}</p>')
    if "organization" in item:
        out.append(f'<p class="org">[{e(item["organization"])}]</p>')
    if "date" in item and "author" not in item:
        out.append(f'<p class="date">{item["date"]}</p>')
    out += [f"<p>{e(one)}</p>" for one in body(item)]
    if "url" in item and "source" not in item:
        out.append(f'<p><a href="{e(item["url"])}">{e(item["url"])}</a></p>')
    out += [f'<p class="x">{e(page[name])}</p>' for name in ("marker", "expand") if name in page]
    if layout == "definition":
        out.append("</dd>")
    return "".join(out)
