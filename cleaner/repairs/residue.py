r"""What other formats leave in plain text: \emph{}, ``quotes'', $ \ SIM $, addresses and compounds in two."""

import re
from collections.abc import Callable, Iterator

from cleaner.document import Document, Edit
from cleaner.repairs.stock import Stock

_COMMAND = re.compile(r"\\(?:emph|textbf|textit|textsc|textrm|textsf|texttt|underline|mbox)\{([^{}\\\n]*)\}")
_OTHER_COMMAND = re.compile(
    r"\\(?!(?:emph|textbf|textit|textsc|textrm|textsf|texttt|underline|mbox)\b)[A-Za-z]{2,}[ _^{(\\]"
)
"""What shows a line to be a formula that stands without its dollar signs."""
_FORMULA = re.compile(r"\$[^$]*\$")
_QUOTES = re.compile(r"(?<![`\w])``(?=[^\s`])([^`\n]{1,200}?)(?:''|\"|”)(?![`'\w])")
_CODE_SPAN = re.compile(r"(?<!`)`[^`\n]+`(?!`)")
_MANGLED = re.compile(r"\$ ?\\ ([A-Za-z]{2,12}) ?\$")
_SYMBOLS = {
    "sim": "∼", "times": "×", "pm": "±", "approx": "≈", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠",
    "cdot": "·", "rightarrow": "→", "to": "→", "infty": "∞", "ell": "ℓ", "ldots": "…", "dots": "…", "alpha": "α",
    "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "theta": "θ", "lambda": "λ", "mu": "μ", "pi": "π",
    "sigma": "σ", "tau": "τ", "phi": "φ", "omega": "ω",
}  # fmt: skip
"""Commands of one symbol, whose name alone says what stood there."""
_BROKEN_ADDRESS = re.compile(
    r"(?:https?://(?:www\.)?|(?<![\w.@/]))(?:github|gitlab|huggingface|bitbucket|arxiv|openreview)\.(?:com|co|org|net)/"
    r"[^\s\u3000-\u9fff]*(?<=/) (?=([\w.-]+)(?:/[\w.-]+)+)"
)
"""Addresses of hosts whose paths have two parts at least; any other is whole where it ends in a slash."""
_BROKEN_SCHEME = re.compile(r"(?<![\w`])https?:// (?=www\.\w)")
_AND_OR = re.compile(r"^(?:and|or|either|both|his|her|he|she|w|n|und|et|y)$", re.IGNORECASE)
_COMPOUND_END = (
    r"(?:armed|based|like|level|dimensional|free|driven|aware|specific|oriented|scale|shot|layer|stage|step|"
    r"time|term|wise|fold|point|player|agent|class|way|bit|order|hop|head|task|modal|trained|tuned|supervised|invariant|efficient|"
    r"guided|assisted|enhanced|augmented|generated|related|dependent|independent|convex|linear|parametric|negative|trivial)(?!\w|-)"
)
_BROKEN_END = re.compile(_COMPOUND_END)
_BROKEN_COMPOUND = re.compile(rf"(?<![\w-])(?:\d+|[^\W\d_][\w-]*)-( )(?={_COMPOUND_END})")


_Change = tuple[int, int, str, str]
_Find = Callable[[str], Iterator[_Change]]


def judge(document: Document, stock: Stock) -> Iterator[Edit]:
    """Propose the plain text that the residue stands for."""
    text = document.text
    signs = [(sign, find) for sign, find in _SIGNS if sign[0] in stock.chars and sign in text]
    if ("- ", _compounds) in signs and not _has_dangling(text):
        signs.remove(("- ", _compounds))
    if ("``", _quotes) in signs and (stock.language not in {"", "en"} or _CODE_SPAN.search(text)):
        signs.remove(("``", _quotes))  # a text that marks code with backticks is markup, and its marks are no residue
    for block in document.blocks if signs else ():
        if block.code:
            continue
        line = document.slice(block)
        for sign, find in signs:
            for at, end, after, rule in find(line) if sign in line else ():
                yield document.edit(block.start + at, block.start + end, after, rule)


def _latex(line: str) -> Iterator[_Change]:
    is_formula = bool(_OTHER_COMMAND.search(_FORMULA.sub("", line)))
    for found in _COMMAND.finditer(line) if not is_formula else ():
        if line.count("$", 0, found.start()) % 2 == 0 and line.count("`", 0, found.start()) % 2 == 0:
            yield found.start(), found.end(), found[1], "repair.latex.command"
    for found in _MANGLED.finditer(line):
        symbol = _SYMBOLS.get(found[1].lower())
        if symbol:
            yield found.start(), found.end(), symbol, "repair.latex.symbol"


def _quotes(line: str) -> Iterator[_Change]:
    """Turn TeX's quotes into quotes; capitals alone are a licence's (``AS IS''), which is quoted as it stands."""
    for found in _QUOTES.finditer(line):
        if found[1].isupper() or not any(map(str.isalnum, found[1])):
            continue
        yield found.start(), found.start() + 2, "“", "repair.latex.quotes"
        yield found.end(1), found.end(), "”", "repair.latex.quotes"


def _addresses(line: str) -> Iterator[_Change]:
    """Close an address that a lost line break left open."""
    for found in _BROKEN_ADDRESS.finditer(line):
        if not _AND_OR.match(found[1]):
            yield found.end() - 1, found.end(), "", "repair.address"
    for found in _BROKEN_SCHEME.finditer(line):
        yield found.end() - 1, found.end(), "", "repair.address"


def _compounds(line: str) -> Iterator[_Change]:
    """Close a compound that a lost line break left open."""
    if not _has_dangling(line):
        return
    for found in _BROKEN_COMPOUND.finditer(line):
        yield found.start(1), found.end(1), "", "repair.hyphen"


def _has_dangling(text: str) -> bool:
    """Whether a text has a hyphen between a word and the end of a compound after a space: a pattern takes longer."""
    at = text.find("- ")
    while at >= 0:
        if at and (text[at - 1].isalnum() or text[at - 1] in "_-") and _BROKEN_END.match(text, at + 2):
            return True
        at = text.find("- ", at + 2)
    return False


_SIGNS: tuple[tuple[str, _Find], ...] = (
    ("\\", _latex), ("``", _quotes), ("/ ", _addresses), ("- ", _compounds),
)  # fmt: skip
"""What each kind of residue shows itself by."""
