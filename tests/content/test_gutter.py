"""The numbers of a code's lines, laid out in a column of their own, go; numbers that a text says stay."""

import pytest

import cleaner

SAID = "<p>The lamp is told to shine in one line, to wait in the next, and to go out in the last, as lamps do.</p>" * 3
CODE = ("lamp.shine(<b>3</b>);", "", "lamp.wait(9);", "lamp.out();")
LINES = "\n".join(CODE)
SHOWN = "lamp.shine(3);\n\nlamp.wait(9);\nlamp.out();\n```"
LONE = "".join(f"<div>{line}</div>" for line in CODE if line)
COUNT = "1\n2\n3\n4"


def cells(left: str, right: str) -> str:
    return f'<table><tr><td class="l">{left}</td><td class="r">{right}</td></tr></table>'


def cleaned(body: str) -> str:
    html = f"<html><head><title>A lamp, lit</title></head><body><h1>A lamp, lit</h1>{SAID}{body}{SAID}</body></html>"
    return cleaner.clean(html.encode(), url="https://lamps.example.org/a").text


@pytest.mark.parametrize(
    "body",
    [
        cells(f"<pre>{COUNT}</pre>", f"<pre>{LINES}</pre>"),
        cells(f"<pre>{COUNT.replace(chr(10), '<br>')}<br></pre>", f"<pre>{LINES}</pre>"),
        cells(f"<div><pre>{COUNT}</pre></div>", f"<div><pre>{LINES}</pre></div>"),
        cells("1<br>2<br>3<br>4", f"<pre>{LINES}</pre>"),
        f"<figure><div>{'<pre>' + COUNT + '</pre>'}</div><div><pre>{LINES}</pre></div></figure>",
        f"<pre><code>{cells('<pre>' + COUNT + '</pre>', '<pre>' + LINES + '</pre>')}</code></pre>",
        f"<pre><code>{LINES}</code><ul><li>1</li><li>2</li><li>3</li><li>4</li></ul></pre>",
        f"<pre>{LINES}</pre><ul><li>1</li><li>2</li><li>3</li><li>4</li><li>5</li></ul>",
    ],
    ids=["pre", "breaks", "in boxes", "plain", "figure", "one fence", "list inside", "list below"],
)
def test_the_numbers_of_a_codes_lines_go_and_the_code_stays(body):
    text = cleaned(body)
    assert SHOWN in text
    assert [line for line in text.splitlines() if line.isdecimal()] == []
    assert text.count("```") == 2


def test_the_number_of_the_only_line_goes():
    text = cleaned(cells("<pre>1</pre>", "<pre>lamp.out();</pre>"))
    assert [line for line in text.splitlines() if line in {"1", "```", "lamp.out();"}] == ["```", "lamp.out();", "```"]


def test_a_column_of_numbers_beside_lines_goes_though_nothing_marks_them_as_code():
    text = cleaned(cells("<div>1</div><div>2</div><div>3</div>", LONE))
    assert "lamp.wait(9);" in text
    assert [line for line in text.splitlines() if line.strip().isdecimal()] == []


@pytest.mark.parametrize(
    ("body", "numbers"),
    [
        (f"<pre>{LINES}</pre><pre>{COUNT}</pre>", "1234"),
        (f"<pre>{COUNT}</pre><pre>{LINES}</pre>", "1234"),
        (f"<pre>{LINES}</pre><p>It says:</p><ul><li>1</li><li>2</li></ul>", "12"),
        (f"<pre>{LINES}</pre><ol><li>1</li><li>2</li></ol>", "12"),
        (cells("<pre>2\n4\n6\n8</pre>", f"<pre>{LINES}</pre>"), "2468"),
        (cells("<pre>1\n2</pre>", f"<pre>{LINES}</pre>"), "12"),
        ("<table><tr><td>1</td><td>shine</td></tr><tr><td>2</td><td>wait</td></tr></table>", ""),
    ],
    ids=["what it prints", "what it reads", "a list", "a short list", "no count", "too few", "a table"],
)
def test_numbers_that_a_text_says_stay(body, numbers):
    text = cleaned(body)
    assert "".join(line for line in text.splitlines() if line.isdecimal()) == numbers
    assert numbers or "1\tshine" in text
