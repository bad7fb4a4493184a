"""What the strip stage costs: rules by the hundred, its share of a page's CPU, doubled input.

python -m pytest tests/bench/bench_strip.py -s
"""

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


def test_five_hundred_rules_cost_little_more_than_fifty():
    own = builtin_rules()
    few, many = compile_rules(own[:50]), compile_rules([*own[:50], *made_up_rules(450)])
    seconds(few)
    small, large = seconds(few, rounds=9), seconds(many, rounds=9)
    print(f"50 rules {small * 1e3:.2f} ms, 500 rules {large * 1e3:.2f} ms: {large / small:.2f}x")
    assert large <= 1.5 * small


def test_the_stage_is_a_tenth_of_cleaning_an_html_page():
    links = "".join(
        f'<li class="item"><a class="link" href="/channel/{n}.html"><span>频道{n}</span></a></li>' for n in range(300)
    )
    head = f"<html><head><title>石桥记</title><script>{'var a = 1; ' * 6000}</script></head>"
    html = f"{head}<body><ul class=nav>{links}</ul><article>"
    html += (
        "".join(f"<p>{line}</p>" for line in [*PAGE.split("\n")[3:25], *PAGE.split("\n")[-2:]])
        + f"</article><ul class=hot>{links}</ul><footer>版权所有</footer></body></html>"
    )
    rules = strip.load_rules(Settings())
    clean(html.encode())
    start = time.process_time()
    record = None
    for _ in range(5):
        record = clean(html.encode())
    whole = (time.process_time() - start) / 5
    share = 2 * seconds(rules, record.text) / whole
    print(f"strip {share:.1%} of {whole * 1e3:.1f} ms a page")
    assert share <= 0.1


def test_doubled_input_takes_at_most_two_and_a_half_times_the_time():
    rules = strip.load_rules(Settings())
    small, large = seconds(rules, PAGE * 20, 3), seconds(rules, PAGE * 40, 3)
    print(f"{len(PAGE) * 20} characters {small * 1e3:.1f} ms, twice as many {large / small:.2f}x")
    assert large <= 2.5 * small
