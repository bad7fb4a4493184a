"""Text decoded with the wrong table (mojibake), read again with the right one; what cannot be read is only flagged.

UTF-8 read as a single-byte table is ftfy's work.  GBK, GB18030 and Big5 read as Latin-1 or cp1252, and UTF-8
read as GBK, are
turned back here; each reading must decode without a fault, and give the characters that Chinese is mostly
written with.
"""

import re
from collections.abc import Iterator
from functools import cache

from cleaner.document import Document, Edit
from cleaner.repairs.places import is_inside
from cleaner.repairs.stock import Stock

_MARKS_KEPT = 30
"""Longest run of combining marks (UAX #15, stream-safe text); longer ones make normalisation quadratic."""

_SIGNS = re.compile(
    r"[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
    r"|[\u00a1-\u00ff\u0152-\u0192\u02c6\u02dc\u20ac\u2122]{2}|(?:[РС][\u0402-\u040f\u0452-\u045f\u00a0-\u00bb]){2}"
)
"""What misread text always shows: a lead byte's image before a trail byte's, or two high bytes together."""
_PAIR = re.compile(
    r"[\u00a1-\u00ff\u0152-\u0192\u02c6\u02dc\u20ac\u2122РС]"
    r"(?=[\u0080-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122\u0402-\u040f\u0452-\u045f])"
)
"""The first two characters of any of them, the second ahead: ten times as fast to look for, and seldom there."""
_IN_WORD = re.compile(r"[A-Za-z][ß-öø-ÿ]{2}(?![\u0080-\uffff])")
"""Two small letters with accents in a word (größer, créée): misread text has a capital or a sign there as well."""
_WESTERN_RUN = re.compile(r"[\u00a1-\u00ff\u0152-\u0192\u02c6\u02dc\u20ac\u2122]{2}")
_GBK_IMAGES = "涓锛銆鐨鏄鍦鍙璇浠鎴鏈鍜浜浣鍒鏂鍥鏃杩铏鐜鍋鏉鍏鍑绗绯绋缁緗鑳鏁鏍"
_GBK_IMAGE = re.compile(f"[{_GBK_IMAGES}]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]{3,}")
_CHINESE_MARK = re.compile("([：，。、；！？“”（）《》【】])")
_LOST = re.compile("锟斤拷|锟斤|烫烫烫|屯屯屯|\ufffd{2,}|(?:\ufffd[^\ufffd]{0,3}){3,}")
_ORDINARY = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("\t\n‘’“”–—…•·©®€£™°×¡¿«»")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f]+")
_LINE_END = re.compile("[\n\t]")
_UNSEEN = re.compile("[\u200b\u2060\ufeff\u00ad\ufff9-\ufffb\ue000-\uf8ff]+")
_MARKS = re.compile(r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{31,}")
_ACCENTED = frozenset(map(chr, range(0xA1, 0x100))) | frozenset("РС")
"""What begins every sign of misread text."""


def _chars(*ranges: tuple[int, int]) -> frozenset[str]:
    return frozenset(chr(point) for first, last in ranges for point in range(first, last + 1))


_CONTROL_CHARS = _chars((0, 8), (0x0E, 0x1B), (0x7F, 0x7F))
_MARK_CHARS = _chars(
    (0x300, 0x36F), (0x483, 0x489), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F)
)
_UNSEEN_CHARS = _chars(
    (0xAD, 0xAD), (0x200B, 0x200B), (0x2060, 0x2060), (0xE000, 0xF8FF), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB)
)
"""The characters of the three patterns: most texts have none, which a set of their characters tells sooner."""
_HAN = re.compile("[\u4e00-\u9fff]")
_COMMON = frozenset(
    "的是一在不了有人我国这为中个们他大会和年来以上要到时对么你能就可发也地生说家于出后与成学过行用日自现多都没作下得"
    "还开经动法好方而公事分吗看民政主月子之里本所新天最其同业定全进部如那当前实关美机但被工因样等什些长理很小去道面间"
    "然内只力起从并着电心区想体问种加及将员者重高意产点由已文合外女制网情三场无第应名市题此代真表正位资相计建让明果给"
    "西次期系度该任或她两教通使怎化利比活认提特世更性知立结东手总入物数话做务展统目社设己战别影把受解信司回常向保军见"
    "变安何治报接它平爱论界议台又品选府组件少权至北记共决海运原斯视各持身式站联据直处始老反再车快路口量交今导打才感程"
    "科金基万完南规放改传术划院强元号需领门际图求管历单每非片水指觉队达办党先带布广亚游头书专几类级约告太十球二参候技"
    "师取必请集色吧团许确义史服城调儿造包称示马像则证难收近根乐听命条济死语格推京举友价况争流线续英标气士支且准尔男委"
    "望备形干容较失啊克官走观港未整钱案众查言却质拉德创哪料转校织研首识香育字费注照欢即山消具算离空商亲孩获华护四供型"
    "增源投项构究连节神风周律息音州演谁省跟便除喜边响清农象步写境找击声助企洲属须思医引职张杀希住害存态赛器显"
)
"""The 500 commonest characters of written Chinese, by wordfreq's word list."""
_SHARE_OF_COMMON = 0.3
"""Least share of the 500 commonest characters: running Chinese has 0.7, random ones of GB 2312's first level 0.13."""
_FEWEST_HIGH = 4
_SHARE_OF_USUAL = 0.75


def judge(document: Document, stock: Stock) -> Iterator[Edit]:
    """Propose each line's text as it was before it was misread, and the removal of what no reader sees."""
    text = document.text
    chars = stock.chars - _ORDINARY
    if not chars:
        return
    yield from _unseen(document, chars)
    if not chars.isdisjoint("\ufffd锟烫屯") and _LOST.search(text):
        yield document.edit(0, 0, "", "repair.mojibake.lost", (("flags", "mojibake"),))
    places: list[int] = []
    if not chars.isdisjoint(_ACCENTED):
        pairs = [found.start() for found in _PAIR.finditer(text)]
        places += [at for at in pairs if _SIGNS.match(text, at) and not _IN_WORD.match(text, at - 1)]
    if not chars.isdisjoint(_GBK_IMAGES):
        places += [found.start() for found in _GBK_IMAGE.finditer(text)]
    if places:
        yield from _reread_lines(document, places)


def _unseen(document: Document, chars: frozenset[str]) -> Iterator[Edit]:
    """Cap runs of combining marks; take out control characters, and in Chinese text what has no width."""
    text = document.text
    for found in _CONTROLS.finditer(text) if not chars.isdisjoint(_CONTROL_CHARS) else ():
        yield document.edit(found.start(), found.end(), "", "repair.invisible")
    for found in _MARKS.finditer(text) if not chars.isdisjoint(_MARK_CHARS) else ():
        yield document.edit(found.start() + _MARKS_KEPT, found.end(), "", "repair.combining_marks")
    if not chars.isdisjoint(_UNSEEN_CHARS) and len(_HAN.findall(text)) > 0.1 * len(text):
        for found in _UNSEEN.finditer(text):
            yield document.edit(found.start(), found.end(), "", "repair.invisible")


def _reread_lines(document: Document, places: list[int]) -> Iterator[Edit]:
    """Read the lines around some places again, not the blocks: those would miss bytes that look like white space."""
    text, end = document.text, 0
    codes = [(block.start, block.end) for block in document.blocks if block.code]
    for at in sorted(places):
        if at < end:
            continue
        start = max(text.rfind("\n", end, at), text.rfind("\t", end, at)) + 1
        stop = _LINE_END.search(text, at)
        end = stop.start() if stop else len(text)
        if is_inside(start, codes):
            continue
        line = text[start:end]
        fixed, rule = reread(line)
        if fixed != line and "\n" not in fixed and "\t" not in fixed:
            yield _narrowed(document, start, line, fixed, rule)


def reread(line: str) -> tuple[str, str]:
    """Return a line as it was before it was misread, and the rule that says how; the same line where it was not."""
    if _PAIR.search(line) and _SIGNS.search(line):
        if _WESTERN_RUN.search(line):
            fixed = _from_single_bytes(line)
            if fixed:
                return fixed
        from ftfy import fix_encoding
        from ftfy.badness import is_bad

        if is_bad(line):
            fixed_line = fix_encoding(line)
            return (line, "") if is_bad(fixed_line) else (fixed_line, "repair.mojibake.utf8")
    if _GBK_IMAGE.search(line):
        return _from_gbk(line), "repair.mojibake.utf8_as_gbk"
    return line, ""


def _from_single_bytes(line: str) -> tuple[str, str] | None:
    """Read a line of Latin-1 or cp1252 as the GB18030 or Big5 that its bytes are; None where they are not."""
    data = _as_bytes(line)
    if data is None or sum(byte > 0x7F for byte in data) < _FEWEST_HIGH:
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return None
    best: tuple[float, str, str] | None = None
    for codec in ("gb18030", "big5hkscs"):
        try:
            fixed = data.decode(codec)
        except UnicodeDecodeError:
            continue
        score = _chineseness(fixed, codec)
        if score and (best is None or score > best[0]):
            best = score, fixed, codec
    return (best[1], f"repair.mojibake.{'gbk' if best[2] == 'gb18030' else 'big5'}") if best else None


def _as_bytes(line: str) -> bytes | None:
    """Return the bytes that a line was read from as Latin-1 or cp1252; None where it holds anything else."""
    try:
        return line.encode("latin-1")
    except UnicodeEncodeError:
        pass
    try:
        return line.translate(_cp1252()).encode("latin-1")
    except UnicodeEncodeError:
        return None


@cache
def _cp1252() -> dict[int, int]:
    """Characters that cp1252 has in place of Latin-1's C1 controls, by code point."""
    table = {}
    for byte in range(0x80, 0xA0):
        try:
            table[ord(bytes([byte]).decode("cp1252"))] = byte
        except UnicodeDecodeError:
            continue
    return table


def _chineseness(text: str, codec: str) -> float:
    """Score a reading: 0 where it is no usual Chinese, else the share of the commonest characters among its Han."""
    han = _HAN.findall(text)
    if len(han) < 2:
        return 0.0
    usual = sum(_is_usual(char, codec) for char in han)
    strange = sum(1 for char in text if ord(char) > 0x7F and not _is_expected(char))
    common = sum(char in _COMMON for char in han) / len(han)
    if usual < _SHARE_OF_USUAL * len(han) or strange > 0.1 * len(text) or common < _SHARE_OF_COMMON:
        return 0.0
    return common + 0.01 * usual / len(han) + 0.001


def _is_usual(char: str, codec: str) -> bool:
    """Whether a character is of the first level of its national set: GB 2312 rows 16-55, Big5 A440-C67E."""
    try:
        data = char.encode("gb2312" if codec == "gb18030" else "big5")
    except UnicodeEncodeError:
        return False
    return 0xB0 <= data[0] <= 0xD7 if codec == "gb18030" else 0xA4 <= data[0] <= 0xC6


def _is_expected(char: str) -> bool:
    """Whether a character is one of Chinese text: ASCII, Han, its marks, full-width forms, general punctuation."""
    point = ord(char)
    return (
        point < 0x7F
        or 0x4E00 <= point <= 0x9FFF
        or 0x3000 <= point <= 0x303F
        or 0xFF00 <= point <= 0xFFEF
        or 0x2010 <= point <= 0x2642
        or point == 0xB7
    )


def _from_gbk(line: str) -> str:
    """Read a line, else its runs, as the UTF-8 that was taken for GBK (which may have eaten an ASCII byte)."""
    whole = _run_from_gbk(line)
    if whole != line:
        return whole
    return _NOT_ASCII.sub(lambda run: _parts_from_gbk(run[0]), line)


def _parts_from_gbk(run: str) -> str:
    """Read a run, else each of its parts between Chinese marks: a good one may stand before a bad one."""
    whole = _run_from_gbk(run)
    return whole if whole != run else "".join(map(_run_from_gbk, _CHINESE_MARK.split(run)))


def _run_from_gbk(run: str) -> str:
    try:
        fixed = run.encode("gb18030").decode("utf-8")
    except UnicodeError:
        return run
    han = _HAN.findall(fixed)
    if not han or sum(map(_is_expected, fixed)) < 0.9 * len(fixed):
        return run
    return fixed if len(han) * 2 < 3 * len(run) and _image_share(run) > _image_share(fixed) else run


def _image_share(text: str) -> float:
    return len(_GBK_IMAGE.findall(text)) / len(text)


def _narrowed(document: Document, start: int, before: str, after: str, rule: str) -> Edit:
    """Return the edit of what differs alone."""
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return document.edit(start + head, start + len(before) - tail, after[head : len(after) - tail], rule)
