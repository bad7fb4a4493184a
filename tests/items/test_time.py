"""A clock on the splitter: its time grows with the page, whatever the page is made of."""
# ruff: noqa: E501 - a row of a table of cases is one line

from functools import partial

import pytest
from growth import grows_at_most, seconds

from cleaner import items
from cleaner.language import language_of
from cleaner.model import Record, empty_metadata
from cleaner.settings import Settings

URL = "https://example.org/a"
SHAPES = {
    "one word": lambda n: "a" * n,
    "one line of commas": lambda n: "A Bell, " * (n // 8),
    "one line of full stops": lambda n: "a. " * (n // 3),
    "one line of addresses": lambda n: f"{URL} " * (n // 22),
    "one address": lambda n: f"https://{'a.' * (n // 2)}",
    "blanks": lambda n: "。" + " " * n + "x",
    "ones": lambda n: "1、a\n" * (n // 4),
    "a long list": lambda n: "".join(f"{at}、Title of some words\n{URL}\n" for at in range(1, n // 40)),
    "a long list in one line": lambda n: "".join(f"{at}、Title of some words. {URL} " for at in range(1, n // 40)),
    "brackets": lambda n: "【" * n,
    "bracketed lines": lambda n: "【一个标题标题标题】正文。\n" * (n // 15),
    "quotes": lambda n: "。" + "”" * n,
    "dates": lambda n: "2031-01-01 " * (n // 11),
    "dated lines": lambda n: "一个标题而已罢了 2031-01-01\n" * (n // 20),
    "digits": lambda n: "1" * n,
    "labels": lambda n: "标题：甲\n" * (n // 5),
    "posts": lambda n: "甲 发表于 2031-01-01\n" * (n // 16),
    "questions": lambda n: "问：甲？\n答：乙。\n" * (n // 10),
    "clocks": lambda n: "10:30 一\n" * (n // 8),
    "names": lambda n: "A Bell\n" * (n // 7),
    "mixed lines": lambda n: "一行中文，说了一些话，没有说完。\nA line of English that says a little more than that.\n" * (n // 70),
    "combining marks": lambda n: "é" + "́" * n,
}  # fmt: skip


def cost(shape, size):
    record = Record("p", SHAPES[shape](size), empty_metadata())
    return seconds(lambda: items.split(record, Settings()))


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_page_takes_at_most_about_twice_the_time(shape):
    assert grows_at_most(2.5 * 2.5, partial(cost, shape), 100_000, 400_000)


def test_the_language_of_a_large_page_costs_no_more_than_that_of_a_small_one():
    def cost(lines):
        text = "The river fell in the morning, and 河水在清晨退去。\n" * lines
        return seconds(lambda: language_of(text))

    assert grows_at_most(2, cost, 10_000, 100_000)
