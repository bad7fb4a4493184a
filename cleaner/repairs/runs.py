"""What one run of characters between white space is, as its characters alone say: told once, and remembered."""

import re
from functools import lru_cache

from cleaner.repairs.sides import CODE, LONGEST

_LATIN_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ʯЀ-ӿ]+")
_CODE_NAME = re.compile(
    r"[a-z]_[a-z]|\w\(\)|[a-z]\.[a-z_]+\(|::|->|==|^--?[a-z]{2}|^/?\w+/[\w/]+\.[a-z]|\w\.(?:py|js|[ch]|cpp|sh|conf|json)$"
)
"""Names that only code has: one tells that a text names things, and that other names may be among its words."""
_SEAM = re.compile(
    r"[a-z\d?!)$”’][A-ZÀ-ÖØ-ÞĀ-Ž][a-zà-öø-ÿ.’']|[a-z]{2}\.[A-Z][a-z]|[A-Z]{2}[a-z]{2}|[A-Za-z][\u4e00-\u9fff]"
)
"""What the end of a heading shows where a name ran into it: a capital or a Chinese character where a word ends."""
_LACKING = re.compile(
    r"[^\W\d_][,;:!?)”\]][\w“(‘]|[^\W\d_][.][“(‘]?[A-Z]|[.,;!?][”’)\"]+\w|[)%][.,][A-Za-z]|\d[,;]?[A-Za-z]{2}|[A-Za-z]{2}[$€£]?\d|^\(?[aA](?:[$€£¥]\d|\d)|[A-Za-z]{2}\(|[A-Za-z]“|[\d%]\)[A-Za-z]"
    r"|[A-Za-z]['’](?:s|t|re|ve|ll|d)[a-z]{2}|[a-z][A-Z]\.$|\d[,;][A-Za-z]|\.,[A-Za-z]|[a-z]\.\d|\d\.[A-Z][a-z]|[A-Z]\.[A-Z]\.[a-z]|%,[a-z]"
    r"|[^\W\d_]\"[^\W\d_]|[\w)],[ei]\.|\dD?\.[A-Z][a-z]|^[A-Z]\.[A-Z][a-z]|[.,:;!?…][“‘\"][A-Za-z]|[a-z]s['’][a-z]{3}|\d%[a-z]{2}|l\.[a-z]"
)
"""What every rule beside marks needs to find: a mark, or a number, with no space where one is usual."""
_INITIAL = re.compile(r"[a-z][A-Z]\.$")
CJK = "\u2e80"
AROUND = ".,;:!?()[]\"'“”‘’*_-—–"


@lru_cache(maxsize=1 << 17)
def anatomy(run: str) -> tuple[tuple[str, ...], bool, bool, bool]:
    """Return the words of Latin or Cyrillic letters in a run, and whether it is odd, a name of code, a seam maybe.

    It is odd if it is more than one plain word and the marks around it; a name that only code has tells code; a seam is
    the end of a heading and the name that it ran into.
    """  # a plain tuple, which the garbage collector need not look at again and again as it does at a named one
    core = run.strip(AROUND)
    is_plain = core.isalpha() and (core.islower() or core.istitle()) and core[-1] < CJK
    is_name = not is_plain and "://" not in run and "@" not in run and bool(_CODE_NAME.search(run))
    has_seam = not is_plain and len(run) <= LONGEST and bool(_SEAM.search(run))
    return tuple(_LATIN_WORD.findall(run)), not is_plain, is_name, has_seam


@lru_cache(maxsize=1 << 16)
def lacks_space(run: str) -> bool:
    """Whether a run that is odd may lack a space beside a mark or a number."""
    if len(run) > LONGEST or (run.strip(AROUND).isalpha() and not _INITIAL.search(run)):
        return False
    return bool(_LACKING.search(run)) and not CODE.search(run)
