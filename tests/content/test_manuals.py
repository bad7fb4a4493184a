"""Pages of a library's classes: what is written as in a program stays with what is said of it."""

import cleaner


def test_a_classs_signature_over_its_description_and_what_a_method_throws_stay():
    said = "<div class=block>Reads a stream in chunks of one size, and waits until each of them is full.</div>"
    html = (
        "<html><head><title>Sieve (Mill 2.1 API)</title></head><body><main><div class=header><h1>Class Sieve</h1></div>"
        "<div class=tree>org.mill.Sieve</div><section class=class-description><div class=type-signature>"
        f"<span>public final class</span> <span>Sieve</span></div><p>{said}</p></section><section class=details>"
        f"<h3>next</h3><div class=member-signature><span>public</span> <span>next</span>()</div>{said * 2}"
        "<dl class=notes><dt>Throws:</dt><dd><code>StreamTorn</code> - if it ends too soon</dd></dl></section></main>"
        "</body></html>"
    )
    text = cleaner.clean(html.encode(), url="https://api.mill.example.org/Sieve.html").text
    assert "public final class Sieve" in text
    assert "public next()" in text
    assert text.endswith("Throws:\nStreamTorn - if it ends too soon")
