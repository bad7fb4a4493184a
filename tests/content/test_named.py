"""Elements that no class names: custom ones by their own name, others by the name that scripts and tests know."""

import pytest

import cleaner

TEXT = "".join(
    f"<p>In the {n}th week the mill stood still, and the miller mended what there was to mend, without a word.</p>"
    for n in ("third", "fourth", "fifth", "sixth")
)
NOTE = "Every Friday the news of the river comes to you by mail, and nothing else does, ever."


def page(box: str) -> str:
    html = (
        '<html><head><title>The mill in winter</title><meta property="og:type" content="article"></head><body><main>'
        f'<h1>The mill in winter</h1><div class="x1">{TEXT}{box}{TEXT.replace("week", "month")}</div></main></body>'
    )
    record = cleaner.clean(html.encode(), url="https://mills.example.org/7")
    assert isinstance(record, cleaner.Record)
    assert record.text.count("without a word") == 8
    return record.text


@pytest.mark.parametrize(
    "box",
    [
        f"<newsletter-signup><div><p>{NOTE}</p></div></newsletter-signup>",
        f"<mill-related-stories class=x2><p>{NOTE}</p></mill-related-stories>",
        f'<section data-component="NewsletterBox"><p>{NOTE}</p></section>',
        f'<div class="x2" data-testid="related-12"><p>{NOTE}</p></div>',
        f'<div data-qa="author-bio"><p>{NOTE}</p></div>',
        f'<div class="email-capture"><p>{NOTE}</p></div>',
        f'<div class="x-call-to-action"><p>{NOTE}</p></div>',
    ],
)
def test_a_box_goes_by_the_name_that_it_has(box):
    assert NOTE not in page(box)


@pytest.mark.parametrize(
    "box",
    [
        f"<mill-quote><p>{NOTE}</p></mill-quote>",
        f'<div data-component="text-block"><p>{NOTE}</p></div>',
        f'<div data-testid="paragraph-4"><p>{NOTE}</p></div>',
        f'<div data-title="Related"><p>{NOTE}</p></div>',
        f'<div class="email-history"><p>{NOTE}</p></div>',
        f'<div class="elementor-widget elementor-widget-call-to-action"><p>{NOTE}</p></div>',
    ],
)
def test_a_box_whose_name_says_nothing_of_its_place_stays(box):
    assert NOTE in page(box)


@pytest.mark.parametrize(
    ("box", "stays"),
    [
        ("<div class=x2><p>Read this too</p><a href=/7>How the weir of the mill broke</a></div>", False),
        ("<div class=x2><p>Read this too:</p><a href=/7>How the weir of the mill broke</a></div>", True),
        ("<div class=x2><p>Read this too 7</p><a href=/7>How the weir of the mill broke</a></div>", True),
        (
            "<div class=x2><p>Read this too</p><p>So it is.</p><a href=/7>How the weir of the mill broke</a></div>",
            True,
        ),
        ("<p>Read this too</p>", True),
    ],
    ids=["a label over a link", "a label that leads", "figures", "a sentence between", "no box"],
)
def test_a_label_alone_over_a_link_that_goes_goes_too(box, stays):
    assert ("Read this too" in page(box)) is stays
