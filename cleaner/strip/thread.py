"""Threads: the posts of a discussion, told by the buttons and lines that stand over and under each of them."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from cleaner.document import Edit
from cleaner.fold import fold
from cleaner.journal import positions
from cleaner.strip.chrome import lexicon
from cleaner.strip.view import Line, View

if TYPE_CHECKING:
    from cleaner.strip.extent import Extent

BUTTONS, RECORDS = "comments.buttons", "comments.records"
"""The rules that take the buttons under the posts of a thread, and what stands between them of their writers."""

_LABELS = frozenset({"答复", "回应"})
"""Words of buttons that an office's answers to letters stand under, too."""

_BUTTONS = frozenset({
    "回复", "回覆", "reply", "replies", "more replies", "more reply", "返信", "답글", "antworten", "répondre",
    "responder", "ответить", "balas", "quote", "引用", "upvote", "zitieren", "citer", "citar",
    "цитата", "cytuj",
})  # fmt: skip
_REPLIES = _BUTTONS | _LABELS

_FEWEST = 3
_COUNTED = re.compile(r"^\d{1,6}\s|\s?\(\d{1,6}\)$")
_COUNT = re.compile(r"[\d.,]{1,6}[km]?|[•·▲▼⬆⬇|]")

_RECORD = (
    r"\#\d{1,4}\s(?:by|·|»|-)\s.{4,60} | [\d,.]{1,9}\sposts?\b.{0,4}joined.{0,14} | joined:\s.{0,30}"
    r"| (?:posts?|messages|beiträge):\s?[\d,.]+"
    r"|(?:registered|member\ since|registriert\ seit):?\s.{0,30} | 只看(?:该作者|楼主|ta).{0,10}"
)
_RECORDS = re.compile(_RECORD, re.VERBOSE)
"""What only a thread has over its posts: the member's record, the post's number."""
_POST = re.compile(
    rf"""(?: {_RECORD} | re:\s.{{3,120}} | (?:.{{0,40}}\s)?(?:commented|answered|replied|wrote|posted)\b.{{0,40}}
      | .{{0,40}}(?:发表于|回复于|写道)[:\s].{{0,30}} | (?:\#|第)?\d{{1,4}}\s?(?:楼|\#)
      | (?:you\ must\ )?(?:log|sign)\ ?in\ to\ (?:reply|post|comment|vote).{{0,20}}
      | reply | quote | like | report | permalink | copy\ post | add\ to\ quote | reply\ quote(?:\ like)? )""",
    re.VERBOSE,
)
"""What stands over or under each post of a thread: who answered and when, which floor it is, its buttons."""
_FORUM = re.compile(
    r"(?:\A|[\s|])(?:只看(?:该作者|楼主|ta)|使用道具|本版积分规则|楼主:?|看贴|吧主推荐|回帖|发新帖|我要发帖|倒序浏览|电梯直达"
    r"|发表新帖|\d{1,5}\s?个回答|撰写回答|写回答|我来回答)(?=[\s|]|\Z)"
)
"""What only a Chinese forum or question site has on its pages: comments under an article have floors, too."""
_FLOOR = re.compile(
    r".{0,40}(?:发表于|回复于)[:\s]?\s?.{0,50}|(?:[^\d]{0,8})?\d{1,4}\s?(?:楼|\#).{0,8}|时间:\s?(?:19|20)\d\d-.{6,16}"
    r"|(?:热心网友|匿名用户)(?:\s.{0,30})?|(?:推荐|编辑|回答)于\s?(?:19|20)\d\d.{4,20}"
)
_STANDS_OVER = re.compile(rf"{_FLOOR.pattern}|发表于|(?:\#|第)?\d{{1,4}}(?:\s?楼|\#)|只看(?:该作者|楼主|ta)")
"""What stands over a post alone on its line."""
_MEMBER_LABELS = "个人积分|文章编号|帮助网友|收到感谢|擅长|uid|威望|精华|级别|发帖|注册时间"
_MEMBER_KEY = re.compile(rf"(?:{_MEMBER_LABELS})\s?:")
_MEMBER = re.compile(rf"(?:\(文章离题\)\s?)?(?P<label>{_MEMBER_LABELS})\s?:\s?[^\n]{{1,24}}")
"""What stands beside each post of the member who wrote it."""
_BELOW_RECORD = 8
"""So many lines below it his text begins."""
_BRIEF = 30
"""Units of a row of buttons, and of the line over a post."""
_NEAR_BEFORE, _NEAR_AFTER = 4, 3
"""So many lines before and after a post its floor or moment stands."""
_ANSWERS = re.compile(
    r"(?:共\s?)?\d{1,5}\s?(?:[个条](?:回答|答案)|人回[答复])|全部回答|其[他它]回答|\d{1,5}\sanswers?\b"
)
"""Heads the answers to a question."""
_OVER_ANSWERS = 6
"""So many lines over the first answer its page says how many there are."""
_COMMENTED = re.compile(
    r"(?:\d{1,6}\s)?(?:comments?|(?:全部|网友|最新|热门)?(?:评论|留言|跟贴)(?:列表|区)?)(?:\s?\(?\d{1,6}\)?)?"
)


_NUMBER = re.compile(
    r"[^\d\#]{0,20}(?:\#\s?(\d{1,4})|第?\s?(\d{1,4})\s?(?:楼|\#|f))(?:\s?[·|,\s].{0,30})?",
)
"""A line that says which post of a thread this is."""
_NUMBER_SIGNS = (re.compile("#"), re.compile("楼"), re.compile(r"f\b(?<=\df)"))
"""What such a line holds, and few texts do: each pattern begins with one character, which is found at memory speed."""

_BRIEF_NUMBER = 20
"""Units of such a line, with the moment and the buttons that stand on it."""
_GAP = 3
"""Posts that a reader may not see between two: deleted, or folded away."""

_HEADED = 8
"""So many lines over its first post a thread has no heading of comments."""

LAST_POST = 12
"""Lines of the last post, whose end no number tells."""


def numbered_posts(view: View) -> range:
    """Return the blocks from a thread's first numbered post to its last; none where a text says more than its comments.

    Three numbers and more stand over the posts, one after the other, with something said between them.
    """
    if not any(sign.search(view.folded) for sign in _NUMBER_SIGNS):
        return range(0)
    lines = view.lines
    runs: list[list[tuple[int, int]]] = [[]]
    for line in lines:
        found = _NUMBER.fullmatch(line.folded.strip()) if line.units <= _BRIEF_NUMBER and not line.mass else None
        if not found:
            continue
        number = int(found[1] or found[2])
        run = next((run for run in runs[:-3:-1] if _is_next(run, number, line)), None)
        if run is not None:
            run.append((line.index, number))
        elif not runs[-1] or number > runs[-1][-1][1] or (number == 1 and len(runs[-1]) > 1):
            runs.append([(line.index, number)])  # else the post that this one answers
    places = [at for at, _ in max(runs, key=len)]
    if len(places) < _FEWEST:
        return range(0)
    end = places[-1] + LAST_POST  # past the end of a shorter page: all tell by it where the last number stands
    over = lines[max(0, places[0] - _HEADED) : places[0]]
    said = sum(line.units for line in lines[places[0] : end])
    if said <= 0.5 * view.before[places[0]] or any(_COMMENTED.fullmatch(line.core) for line in over):
        return range(0)
    return range(places[0], end)


def _is_next(run: Sequence[tuple[int, int]], number: int, line: Line) -> bool:
    """Whether a number goes on with a run of posts, and something was said since its last."""
    return bool(run) and run[-1][1] < number <= run[-1][1] + _GAP and line.index > run[-1][0] + 1


def question_start(view: View, first: int, furniture: Sequence[bool]) -> int:
    """Return the block where the question begins whose answers begin at `first`; `first` where no line heads them."""
    over = range(first - 1, max(-1, first - 1 - _OVER_ANSWERS), -1)
    at = next((at for at in over if _ANSWERS.match(view.lines[at].core)), -1)
    if at < 0:
        return first
    while at and furniture[at - 1]:
        at -= 1
    while at and not furniture[at - 1]:
        at -= 1
    return at


def is_record(line: Line) -> bool:
    """Whether a line says what only a thread has over its posts: a member's record, a post's number."""
    return line.units <= 20 and _RECORDS.fullmatch(line.core) is not None


def is_discussion(view: View, text: Sequence[Line], rest: Sequence[Line]) -> bool:
    """Whether the lines after a text are the greater part of a discussion: many replies, and more said than before."""
    if (end := told_end(view)) and rest and rest[0].index >= end:
        return False
    if sum(line.core in _REPLIES for line in text) >= _FEWEST or _is_told(view):
        return True
    heading = next((at for at, line in enumerate(rest[:_NEAR_BEFORE]) if _ANSWERS.match(line.core)), None)
    if heading is not None and any(line.mass for line in rest[heading + 1 : heading + 1 + _NEAR_BEFORE]):
        return True
    said, after = (sum(line.mass for line in part) for part in (text, rest))
    if after <= 0.5 * said:
        return False
    if sum(line.core in _REPLIES for line in rest) >= 5:
        return True
    posts = [at for at, line in enumerate(rest) if line.units <= 20 and _POST.fullmatch(line.core)]
    return len(posts) >= 5 and not any(_COMMENTED.fullmatch(line.core) for line in rest[: posts[0]])


def posts_end(view: View) -> int:
    """Return the block past the last post of a Chinese forum's page that has its moment or floor beside it; else 0.

    One floor alone is a counter's, or an article's, unless the markup told a thread.
    """
    lines = view.lines
    if end := told_end(view):
        return max(_records_end(view), end)
    told = _is_thread(view) or was_forum(view)
    brief = (line for line in lines if line.han and not line.mass and line.units <= _BRIEF)
    if not told and not any(_FORUM.search(line.core) for line in brief):
        return _records_end(view)
    floors = [
        at
        for at, line in enumerate(lines)
        if line.units <= _BRIEF and not line.mass and _FLOOR.fullmatch(line.folded.strip(" \t|·"))
    ]
    if not floors[not told :]:
        return _records_end(view)
    near = {at + beside for at in floors for beside in range(-_NEAR_AFTER, _NEAR_BEFORE + 1)}
    said = (line.index + 1 for line in lines if line.mass and line.han and line.index in near)
    return max(_records_end(view), *said, 0)


def told_end(view: View) -> int:
    """Return the block past the last post, as the page's markup told it; 0 where it did not."""
    if not _is_thread(view):
        return 0
    return bisect_left(view.starts, positions(view.document.journal, _tells_thread)[0][0])


def _records_end(view: View) -> int:
    """Return the block past the last text under a member's record, if an earlier text has one too; else 0."""
    lines = view.lines
    if not _MEMBER_KEY.search(view.folded):
        return 0
    places: dict[str, list[int]] = {}
    for line in lines:
        found = _MEMBER.fullmatch(line.core) if line.han and not line.mass and line.units <= _BRIEF else None
        below = (other.index for other in lines[line.index + 1 : line.index + 1 + _BELOW_RECORD] if other.mass)
        if found and (text := next(below, 0)) and text not in places.get(found["label"], ()):
            places.setdefault(found["label"], []).append(text)
    return max((texts[-1] + 1 for texts in places.values() if len(texts) > 1), default=0)


def _is_thread(view: View) -> bool:
    """Whether the page's markup told a thread."""
    return any(map(_tells_thread, view.document.journal))


def _tells_thread(edit: Edit) -> bool:
    return ("kind", "thread") in edit.note


def was_forum(view: View) -> bool:
    """Whether an earlier round took what only a Chinese forum, or a page of answers, has: its proof is gone by now."""
    journal = view.document.journal
    taken = (edit.before for edit in journal if edit.rule.startswith("strip.") and not edit.after)
    brief = (fold(before).strip() for before in taken if len(before) <= _BRIEF)
    return any(_FORUM.search(before) or _MEMBER.fullmatch(before) for before in brief)


def _is_told(view: View) -> bool:
    """Whether the page's markup told a thread, and its posts have, or had, buttons under them.

    Then what the first post says may be more than all the answers.
    """
    return _is_thread(view) and (
        sum(line.core in _REPLIES for line in view.lines) >= _FEWEST
        or any(edit.rule == f"strip.{BUTTONS}" for edit in view.document.journal)
    )


def post_buttons(extent: "Extent", rule: str) -> Iterator[Edit]:
    """Take the buttons under the posts of a thread, with the counts beside them: rows, or the same words repeated."""
    lines = extent.view.lines
    if _is_thread(extent.view):
        for line in lines:
            if line.han and not line.mass and not line.code and _is_button_row(line.core):
                yield extent.view.document.removal(line.index, rule)
    words = ["" if line.folded.rstrip().endswith(":") else _uncounted(line.core) for line in lines]
    counts = Counter(words)
    if sum(counts[word] for word in _BUTTONS) < _FEWEST:
        return
    taken = {
        at
        for at, word in enumerate(words)
        if word in _BUTTONS or (counts[word] >= _FEWEST and extent.kinds[at] in {"control", "share"})
    }
    for at in sorted(taken):
        yield extent.view.document.removal(at, rule)
        for beside in (at - 1, at + 1):
            if 0 <= beside < len(lines) and beside not in taken and _COUNT.fullmatch(lines[beside].folded.strip()):
                taken.add(beside)
                yield extent.view.document.removal(beside, rule)


_BESIDE = frozenset({"control", "share", "button", "meta"})
"""What stands between two posts besides who wrote them and when: buttons, counters, the member's record."""


def post_records(extent: "Extent", rule: str) -> Iterator[Edit]:
    """Take the buttons and counters between the posts of a Chinese forum; the floor and moment over a post stay."""
    view, lines = extent.view, extent.view.lines
    end = max(numbered_posts(view).stop, posts_end(view))
    posts = [line.index for line in lines[extent.title + 1 : end] if line.mass and line.index not in extent.struck]
    for over, under in pairwise(posts):
        between = lines[over + 1 : under]
        telling = [line.index for line in between if line.units <= _BRIEF and _STANDS_OVER.fullmatch(line.core)]
        for line in between if telling else ():
            if extent.kinds[line.index] in _BESIDE and line.index not in telling and not line.code:
                yield view.document.removal(line.index, rule)


def _is_button_row(core: str) -> bool:
    """Whether a line is two buttons and more, with their counts, and nothing else."""
    words = lexicon()
    entries = [re.sub(r"^\d{1,6}|\(?\d{1,6}\)?$", "", entry) for entry in re.split(r"[\s|·]+", core)]
    named = [entry for entry in entries if entry]
    return len(named) >= 2 and all(words.get(entry.strip("…")) in {"control", "share", "related"} for entry in named)


def _uncounted(core: str) -> str:
    """Return a button's words without the count before or behind them."""
    return _COUNTED.sub("", core) if core[:1].isdigit() or core[-1:] == ")" else core
