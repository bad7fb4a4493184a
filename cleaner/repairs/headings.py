"""A heading run together with its authors ("Clocks in TownsAda Example, Bo Sample"), told by the names after it."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from itertools import groupby

from cleaner.document import Document, Edit
from cleaner.repairs.lexicon import lexicon
from cleaner.repairs.places import find_runs

_SEAM = re.compile(r"(?<=[\w?!.)\]”\"’'$*])(?=[A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]*[a-zà-öø-ÿ.])")
_LONGEST = 100
_PARTICLES = "de|del|della|der|den|di|da|dos|du|la|le|el|al|bin|ibn|van|von|zu|ter|ten|y|e|st\\."
_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽ"
_SMALL = r"[^\W\d_]"
_PART = rf"(?:[dDlLO]['’])?[{_UPPER}](?:\.(?:[-‐]?[{_UPPER}]\.)*|{_SMALL}+(?:['’`]{_SMALL}+)?(?:[-‐‑]{_SMALL}+)*\.?)?"
_NAME = rf"{_PART}(?:[ \u00a0](?:(?:{_PARTICLES}) )*{_PART}){{1,4}}"
_FULL_NAME = re.compile(rf"^{_NAME}$")
_LIST = re.compile(
    rf"{_NAME}(?:(?:, (?:and )?| and | & |; ){_NAME})*(?=[.。;；]?\s*$|\. |。|[.,;] ?[\u4e00-\u9fff]| ?\[| ?\()"
)
_SEPARATOR = re.compile(r", (?:and )?| and | & |; ")
_BRAND_HALF = 4
"""Most letters of the first half of a brand's name (YouTube, HubSpot, OpenType), for the most part."""
_COMPANY = re.compile(r" (?:Inc|Corp|Ltd|LLC|Co|GmbH|AG|Foundation|Project|Team|Authors)\b")
_TITLE_WORDS = 2
_REACH = 1500
_BODY = 20
"""Code points behind a list of names that make a text."""
_ORG = re.compile(
    r"(?<=[a-z]{3})(?=(?:University|Institute|College|Academy|Laboratory|Department|School) (?:of|for) "
    r"|University(?:$|[\],&]| [&|]))"
)
_INSTITUTION = re.compile(r"University|Institute|College|Academy|Laborator|Department|School|Inc|Research|Labs?\b")
_TRANSLATED = re.compile(
    r"^(?:\d+[、.] ?)?(?:\[[^\]]{1,12}\] ?)?"
    r"((?:[A-Za-z][A-Za-z0-9'’:,&+/-]* ){4,}[A-Za-z][A-Za-z0-9'’-]*)(?=([\u4e00-\u9fff][^，。；！？,;!?]{5,80})$)"
)
_BEHIND = 6
"""How far behind its run an organisation's name shows itself ("HongKongUniversity of ")."""
_BREAK = re.compile(r"[。、；]\s*|(?<=[a-z]{2})\. (?=[A-Z])|[\u4e00-\u9fff]\s*(?![\u4e00-\u9fff])|\] ?")
_NAME_PREFIX = re.compile(r"^(?:Mc|Mac|De|Di|Da|Du|La|Le|Lo|Van|Von|Fitz|O|Ó|St|Mac|Al|El|Ben|Jo|Mary|Anna|Van)$")
_TWO_NAMES = re.compile(rf"[{_UPPER}][a-zà-öø-ÿ]{{2,}}[{_UPPER}]")
_JOINED_NAME = re.compile(rf"([{_UPPER}][a-zà-öø-ÿ]{{2,}})([{_UPPER}][a-zà-öø-ÿ]+|[{_UPPER}]\.)((?: .*)?)")


def judge(document: Document, runs: Collection[str], counts: Mapping[str, int]) -> Iterator[Edit]:
    """Propose a line break between each heading and the names it ran into; names in lists get their spaces back.

    `runs` are those of the document's runs of characters that may hold such a seam, and `counts` how often each does.
    """
    places = find_runs(document.text, runs, counts)
    blocks = [block for block in document.blocks if not block.code] if places else []
    starts = [block.start for block in blocks]
    for index, here in groupby(places, lambda place: bisect_right(starts, place[0]) - 1):
        if index < 0:
            continue
        block = blocks[index]
        for at, after, rule in _seams(
            document.slice(block), [(low - block.start, high - block.start) for low, high in here]
        ):
            yield document.edit(block.start + at, block.start + at, after, rule)


def _seams(text: str, runs: list[tuple[int, int]]) -> Iterator[tuple[int, str, str]]:
    """Yield the seams of a line: place, what was lost there, rule; `runs` are where its odd runs begin and end."""
    for start, end in runs:
        for found in _ORG.finditer(text, start, end + _BEHIND) if text[start : start + 1] not in {"#", "@"} else ():
            yield found.start(), _between_names(text, found.start()), "repair.join.organisation"
    translated = None if text.isascii() else _TRANSLATED.match(text)
    if translated and _is_english_title(translated[1]):
        yield translated.end(1), "\n", "repair.join.translation"
    seams = list(find_seams(text, runs))
    for at in seams:
        yield at, " " if _goes_on(text, at) else "\n", "repair.join.heading"
    if not seams:
        for at in _joined_names(text):
            yield at, " ", "repair.join.name"


def _between_names(text: str, at: int) -> str:
    """Return what was lost before an organisation: the sign between two where one is named already, else a space."""
    item = re.split(r" & |[,;|\[\]]", text[max(0, at - _LONGEST) : at])[-1]
    return " & " if " & " in text[:400] and _INSTITUTION.search(item) else " "


def _goes_on(text: str, at: int) -> bool:
    """Whether a text follows the names in the same line: where the other breaks became spaces, this one does."""
    names = _LIST.match(text, at, at + _REACH)
    return names is not None and len(text) - names.end() > _BODY


def find_seams(text: str, runs: list[tuple[int, int]]) -> Iterator[int]:
    """Yield where names begin in headings that ran into them; at most one for each title."""
    best: tuple[float, int] | None = None
    title_of_best = -1
    for at in _places(text, runs):
        if not _is_boundary(text, at):
            continue
        names = _LIST.match(text, at, at + _REACH)
        if not names or names.end() == at + _REACH or _is_brand(text, at):
            continue
        title = _title_start(text, at)
        if not _is_title(text[title:at]):
            continue
        score = _score(text, at, _SEPARATOR.split(names[0]))
        if best and title != title_of_best:
            yield best[1]
            best = None
        if score > 0 and (best is None or score > best[0]):
            best, title_of_best = (score, at), title
    if best:
        yield best[1]


def _is_brand(text: str, at: int) -> bool:
    """Whether the word around a seam stands there more than once: no heading is joined to the same name again."""
    left, right = re.search(r"[^\W\d_]*$", text[max(0, at - _LONGEST) : at]), re.match(r"[^\W\d_]*", text[at:])
    word = (left[0] if left else "") + (right[0] if right else "")
    return bool(left and left[0]) and text.count(word, max(0, at - _REACH), at + _REACH) > 1


def _is_english_title(text: str) -> bool:
    """Whether a text is set as an English title: capitals but for the small words between them."""
    words = text.split()
    small = [word for word in words if word[0].islower()]
    return (
        len(small) < len(words) / 2
        and (len(words) >= 6 or bool(small))
        and all(len(word) < 5 or "-" in word for word in small)
    )


def _places(text: str, runs: list[tuple[int, int]]) -> Iterator[int]:
    """Yield where a capital stands inside the odd runs."""
    for start, end in runs:
        for found in _SEAM.finditer(text, start + 1, min(end, len(text))):
            yield found.start()


def _title_start(text: str, at: int) -> int:
    """Return where the heading before `at` begins: after a full stop, an item number or a Chinese mark."""
    low = max(0, at - 300)
    start = low
    for found in _BREAK.finditer(text, low, at):
        start = found.end()
    return start


def _is_boundary(text: str, at: int) -> bool:
    """Whether a name may begin here inside a run of characters: after a small letter, a mark, or a run of capitals."""
    before = text[at - 1]
    if before.isspace() or (before == "." and not text[max(0, at - 3) : at - 1].islower()):
        return False
    if before.isupper():
        return (
            at >= 2
            and (text[at - 2].isupper() or text[at - 2].isdigit())
            and at + 1 < len(text)
            and text[at + 1].islower()
        )
    return True


def _is_title(title: str) -> bool:
    """Whether a text may be the heading of a work: some words in Latin letters."""
    words = title.split()
    return len(words) >= _TITLE_WORDS and words[0][0].isascii()


def _score(text: str, at: int, names: list[str]) -> float:
    """Say how sure the seam is: known word before it, many names after it, no second seam within the first name."""
    left = re.search(r"[^\W\d_]*$", text[max(0, at - _LONGEST) : at])
    right = re.match(r"[^\W\d_]*", text[at:])
    before, after = (left[0] if left else ""), (right[0] if right else "")
    words = lexicon("en").words
    score = 0.0
    if before:
        score += 2.0 if words.get(before.lower(), 0) > 1e-7 else 0.0
        if _NAME_PREFIX.match(before):
            score -= 4.0
        if before.islower() or len(before) > 5:
            score += 0.5
    else:
        score += 2.0
    if before and (before + after).lower() in words:
        score -= 4.0
    if before.istitle() and len(before) <= _BRAND_HALF:
        score -= 1.0
    score += 0.5 * min(4, len(names) - 1)
    if re.search(r"[a-z][A-Z]", names[0]) and not re.search(r"\b(?:Mc|Mac|De|Di|Le|La|Van|O['’])[A-Z]", names[0]):
        score -= 3.0
    if re.fullmatch(r"[A-Z]\.", names[0].split()[0]) or any(map(_COMPANY.search, names)):
        score -= 3.0
    if len(names) == 1:
        score -= (
            3.0
            if words.common.get(after.lower(), 0.0) > 1e-5
            or before.isupper()
            or not _is_set_as_title(text[max(0, at - 300) : at])
            else 1.5
        )
    return score


def _is_set_as_title(text: str) -> bool:
    """Whether most of a text's longer words begin with a capital."""
    longer = [word for word in text.split() if len(word) > 3]
    return sum(word[0].isupper() for word in longer) > 0.6 * len(longer)


def _joined_names(text: str) -> Iterator[int]:
    """Yield where a name of one piece in a line of names comes apart: Ada Example, BoSample, Cy Instance."""
    if len(text) > 2000 or text.count(",") < 2 or not _TWO_NAMES.search(text):
        return
    at = 0
    items: list[tuple[int, str]] = []
    for item in text.split(", "):
        items.append((at, item))
        at += len(item) + 2
    full = sum(bool(_FULL_NAME.match(item.rstrip("."))) for _, item in items)
    if full < 2 or full < 0.6 * len(items):
        return
    for start, item in items:
        found = _JOINED_NAME.fullmatch(item.rstrip("."))
        if found and not _NAME_PREFIX.match(found[1]) and len(re.findall(f"[a-z]{re.escape(found[2])}", text)) == 1:
            yield start + len(found[1])
