"""Class and id words: what they name, and what only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.content.hints import read_hint


@pytest.mark.parametrize(
    ("hint", "family"),
    [
        ("main-nav", "navigation"),
        ("breadcrumb_list", "navigation"),
        ("daohang", "navigation"),
        ("mianbao-xie", "navigation"),
        ("related-posts", "related"),
        ("xiangguan_yuedu", "related"),
        ("tuijian", "related"),
        ("hot", "related"),
        ("comments-area", "comments"),
        ("pinglun_list", "comments"),
        ("site-footer", "footer"),
        ("banquan", "footer"),
        ("sidebar right", "sidebar"),
        ("widget widget_text", "sidebar"),
        ("bdsharebuttonbox", "share"),
        ("fenxiang", "share"),
        ("ad", "advert"),
        ("guanggao", "advert"),
        ("newsletter-signup", "form"),
        ("cookie-banner", "notice"),
        ("tag-list", "tags"),
        ("post-meta", "byline"),
        ("copy", "footer"),
        ("specs hide", "hidden"),
        ("alert-text d-none", "notice"),
        ("panel d-none", "hidden"),
        ("poll-box", "form"),
        ("filters", "form"),
        ("fund-disclosures", "notice"),
        ("news_date", "byline"),
        ("photo credit", "caption"),
        ("author-section", "author"),
        ("post-actions", "share"),
        ("search-box", "form"),
        ("site-search", "form"),
        ("message-user", "author"),
        ("structitem", "related"),
        ("left sidebar-wrapper", "sidebar"),
        ("tooltip t123", "notice"),
        ("tool-tip__content", "notice"),
        ("robots-nocontent", "notice"),
        ("respond", "form"),
        ("row suggest", "related"),
        ("suggested-reads", "related"),
        ("section cta", "advert"),
        ("cmp-teaser", "teaser"),
        ("carousel", "teaser"),
        ("privacy-banner", "notice"),
        ("privacypolicy", "notice"),
        ("sig", "author"),
        ("post-signature", "author"),
        ("alert-box", "notice"),
        ("inread inread--nl", "advert"),
        ("subscriber-form", "form"),
        ("teaser-texts-box", "teaser"),
        ("blockreassurance_product", "advert"),
        ("product-detail-cross-selling", "related"),
        ("featured-products clearfix", "related"),
        ("product__pickup-availabilities", "form"),
    ],
)
def test_words_name_what_stands_outside_an_article(hint, family):
    assert read_hint(hint)[0] == family


@pytest.mark.parametrize(
    "hint",
    [
        "",
        "read-me",
        "loads",
        "header-shadow",
        "canvas",
        "photograph",
        "elementor-widget-container",
        "hotel",
        "frankfurt",
        "copybook",
        "search-results",
        "post-7 post type-post hentry tag-comment category-footer",
        "twitter-tweet share",
        "article-body has-sidebar",
        "hero-copy",
        "overflow-hidden",
        "col d-none d-md-block",
        "lh-copy",
        "search-page",
        "search-grid",
        "message-usercontent",
        "layout no-sidebar",
        "content-sidebar-wrap",
        "main sidebar-enabled--false",
        "has-tooltip",
        "widget blog blog1",
        "suggestion-body",
        "elementor-cta elementor-cta__content",
        "et_pb_promo et_pb_promo_0 et_pb_cta_0",
        "section-privacy",
        "read-more-answer",
        "sig sig-object py",
        "type-signature",
        "member-signature",
        "theme-admonition alert alert--info",
        "testimonial-author",
        "testimonial__byline",
        "plain-reading",
        "mainread",
        "in-reading",
        "subscriber-premium",
        "subscriber-only encrypted",
        "teaser-text",
        "cross-section",
        "featured-product",
    ],
)
def test_words_that_only_hold_such_words_name_nothing(hint):
    assert read_hint(hint)[0] == ""


@pytest.mark.parametrize(
    "hint", ["article-body", "post_content", "zhengwen", "entry__content", "content", "articlebody"]
)
def test_words_name_an_articles_text(hint):
    assert read_hint(hint)[1]


@given(st.text(max_size=200))
def test_no_words_raise(hint):
    read_hint(hint)
