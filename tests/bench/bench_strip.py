"""What the strip stage costs: rules by the hundred, its share of a page's CPU, doubled input.

    python tests/bench/bench_strip.py [--only rules|share|doubled]

Ratios of CPU time in one process, the least of some rounds; the pages are generated.
"""

import argparse
import time

from cleaner import Settings, clean, strip
from cleaner.document import Document
from cleaner.evidence import NO_EVIDENCE
from cleaner.strip.rulebook import builtin_rules, compile_rules, parse_rules

PARAGRAPH = (
    "河水在这里拐了一个弯，把村子抱在怀里，老人说这弯是百年前发大水冲出来的。"
    "村口的石桥修过三次，最后一次是在他十岁那年。"
)
PAGE = "\n".join(
    [
        "首页",
        "新闻",
        "登录",
        "石桥记",
        "来源：江南晚报 2024-05-01",
        *[f"{PARAGRAPH}{n}" for n in range(60)],
        "责任编辑：林小山",
        "相关推荐",
    ]
)


def made_up_rules(count):
    """Return rules as different from each other as real ones are: each has its own word."""
    words = [f"横幅{chr(0x4E00 + 7 * n)}{chr(0x5E00 + 11 * n % 4000)}" for n in range(count)]
    text = "".join(
        f"[[rule]]\nid = 'made.r{n}'\nwhy = 'made up'\nkeywords = ['{word}']\n"
        f"pattern = '''{word}(?:[^。]{{0,40}}点击)?'''\nremoves = ['⟦{word}⟧']\nkeeps = ['别的']\n"
        for n, word in enumerate(words)
    )
    return parse_rules(text, "made up")


def seconds(rules, text=PAGE, rounds=5):
    """Return the least CPU time of judging a text."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        list(strip.judge(Document(text), rules=rules, evidence=NO_EVIDENCE))
        times.append(time.process_time() - start)
    return min(times)


def rules():
    """Compare five hundred rules with fifty."""
    own = builtin_rules()
    few, many = compile_rules(own[:50]), compile_rules([*own[:50], *made_up_rules(450)])
    seconds(few)
    small, large = seconds(few, rounds=9), seconds(many, rounds=9)
    print(f"50 rules {small * 1e3:.2f} ms, 500 rules {large * 1e3:.2f} ms: {large / small:.2f}x")


def share():
    """Compare the stage, which runs twice on a page, with cleaning an HTML page."""
    links = "".join(
        f'<li class="item"><a class="link" href="/channel/{n}.html"><span>频道{n}</span></a></li>' for n in range(300)
    )
    lines = [*PAGE.split("\n")[3:25], *PAGE.split("\n")[-2:]]
    html = (
        f"<html><head><title>石桥记</title><script>{'var a = 1; ' * 6000}</script></head><body>"
        f"<ul class=nav>{links}</ul><article>{''.join(f'<p>{line}</p>' for line in lines)}</article>"
        f"<ul class=hot>{links}</ul><footer>版权所有</footer></body></html>"
    ).encode()
    record = clean(html)
    start = time.process_time()
    for _ in range(5):
        clean(html)
    whole = (time.process_time() - start) / 5
    part = 2 * seconds(strip.load_rules(Settings()), record.text) / whole
    print(f"strip {part:.1%} of {whole * 1e3:.1f} ms a page")


def doubled():
    """Compare a text with one of twice its size."""
    own = strip.load_rules(Settings())
    small, large = seconds(own, PAGE * 20, 3), seconds(own, PAGE * 40, 3)
    print(f"{len(PAGE) * 20} characters {small * 1e3:.1f} ms, twice as many {large / small:.2f}x")


if __name__ == "__main__":
    parts = {"rules": rules, "share": share, "doubled": doubled}
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--only", choices=parts, help="one of the comparisons")
    chosen = options.parse_args().only
    for name, part in parts.items():
        if chosen in {None, name}:
            part()
