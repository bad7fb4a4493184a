"""The laws of the design, over authored pages and random ones: replay, undo, cleaned stays clean, nothing raises."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import cleaner
from cleaner.document import replay, undo

FIXTURES = Path(__file__).parents[1] / "fixtures"
PAGES = sorted(
    path
    for path in FIXTURES.rglob("*")
    if path.suffix in {".html", ".txt", ".md"} and path.is_file() and not {"dumps", "laws"} & set(path.parts)
)

PIECES = [
    *(FIXTURES / "laws" / "pieces.txt").read_text(encoding="utf-8").split("\n"),
    "\n", "\n\n", "\t", "\r\n", "\x00", "\u200b", "\ufeff", "\u3000", " ", "```", "``", "\\emph{x}", "<b>", "&amp;",
]  # fmt: skip
TAGS = ["p", "div", "span", "a", "li", "ul", "table", "tr", "td", "h1", "pre", "br", "article", "script", "b", "main"]

texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=25).map("".join)


@st.composite
def html(draw):
    parts = []
    for _ in range(draw(st.integers(0, 20))):
        tag = draw(st.sampled_from(TAGS))
        parts.append(
            draw(st.sampled_from([f"<{tag}>", f"</{tag}>", f'<{tag} class="nav">', draw(st.sampled_from(PIECES))]))
        )
    return "<html><body>" + "".join(parts) + draw(texts)


def hold(page):
    """Clean a page and check every law on the outcome."""
    outcome = cleaner.clean(page)
    if isinstance(outcome, cleaner.Rejected):
        assert outcome.reason in {"empty", "no_content", "binary"}, outcome
        return
    assert outcome.text.strip()
    source = outcome.source()
    assert replay(source, outcome.edits) == outcome.text
    assert undo(outcome.text, outcome.edits) == source
    if isinstance(page, str) and "<" not in page:
        assert source == page
    again = cleaner.clean(cleaner.Page(outcome.text, kind="text"))
    assert isinstance(again, cleaner.Record), again
    assert again.text == outcome.text, [e for e in again.edits if not e.is_mark]
    assert cleaner.clean(page) == outcome


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(FIXTURES)))
def test_the_laws_hold_on_authored_pages(path):
    hold(path.read_bytes())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts)
def test_the_laws_hold_on_random_texts(text):
    hold(text)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(html())
@example(
    "<html><body>[外链图片转存失败,源站可能有防盗链机制,建议将图片保存下来直接上传(img-a1)(http://e.example/a.png)]\u200b"
)
def test_the_laws_hold_on_random_pages(page):
    hold(page)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_raise(data):
    outcome = cleaner.clean(data)
    assert isinstance(outcome, cleaner.Record) or outcome.reason != "crashed", outcome


@pytest.mark.parametrize("mistake", [None, 3, ["<p>"], Path()])
def test_what_is_not_a_page_raises_at_once(mistake):
    with pytest.raises(cleaner.CleanerError, match=r"a page is bytes, str or cleaner\.Page"):
        cleaner.clean(mistake)
