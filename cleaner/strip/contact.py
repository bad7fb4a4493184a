"""How the press is to reach whoever sent a text out: the block below press releases and the notices of offices."""

import re
from collections.abc import Iterator

from cleaner.document import Edit
from cleaner.strip.extent import PARAGRAPH, Extent
from cleaner.strip.view import Line

_FOR = r"(?:die\s)?(?:presse|medien|journalisten|redaktionen|medienvertreter)[^\n:]{0,20}"
_WHOM = r"(?:media|presse?|médias?|de\sprensa|para\s(?:la\s)?prensa|stampa|journalistes)"
_HEADING = re.compile(
    rf"""[\s\[【(■◆●▼*=-]{{0,4}}(?:
      (?:presse|medien)-?\s?(?:kontakte?|anfragen|stelle|ansprechpartner(?:in)?|rückfragen)
    | rückfragen(?:\sbitte)?\san | (?:rückfragen|ansprechpartner(?:in)?|kontakt)\sfür\s{_FOR} | rückfragehinweis
    | (?:media|press|investor|pr)\s(?:and\s(?:press|media|investor)\s)?
      (?:contacts?|enquir(?:y|ies)|inquir(?:y|ies)|relations|office)(?:\sinformation|\sdetails)?
    | contacts?\s(?:for\s(?:the\s)?)?{_WHOM}(?:\senquiries|\sinquiries)? | (?:service\sde|relations?)\spresse
    | contactos?\s(?:de|para)\s(?:la\s)?(?:prensa|medios|comunicación)
    | contatos?\s(?:para|de)\s(?:a\s)?imprensa | assessoria\sde\simprensa | informações\sà\simprensa
    | ufficio\sstampa | contatti\s(?:per\sla\s)?stampa | perscontact | noot\svoor\sde\sredactie | voor\sde\spers
    | kontakt\s(?:dla\s(?:mediów|prasy)|prasowy) | biuro\sprasowe
    | контакты?\sдля\s(?:сми|прессы|журналистов) | пресс-(?:служба|центр|секретарь) | для\sсми
    | (?:本件|プレスリリース|この件|本リリース|报道|取材)[^\n:。]{{0,16}}(?:お?问い?合わ?せ先?|连络先)
    | (?:보도자료|언론사?|취재)\s?(?:관련\s)?문의(?:처)?
    )\s?[\])】■◆●▼*=]{{0,3}}\s?:?\s?""",
    re.VERBOSE,
)
"""Stands over such a block, or before what is said on its line."""
_ALSO_OF_OFFERS = re.compile(r"\W{0,4}rückfrage")
_OF_PRESS = re.compile(r"\(ots\)|presse|medien|media|communications|redaktion")
"""What stands over the contact of a job's offer, too, and what tells that it is for the press."""
_ADDRESS = re.compile(
    r"[\w.+-]{1,40}(?:@|\(at\)|\[at\])[\w-]{2,40}\.\w|(?:https?://|www\.)\w|(?<!\d)\+?\(?\d[\d\s()/.-]{6,18}\d(?!\d)"
)
"""An address of mail or of the web, or a telephone's number."""
_MOST, _LONGEST = 16, 18
"""Lines of the block below its heading, and units of one."""


def press_contacts(extent: Extent, rule: str) -> Iterator[Edit]:
    """Take the heading of a press contact and the brief lines below it, to the end of a text or to furniture.

    One of them is a number or an address.
    """
    view = extent.view
    lines, total = view.lines, view.before[-1]
    for line in lines:
        if line.code or line.units > _MOST or view.before[line.index] < PARAGRAPH:
            continue
        found = _HEADING.match(line.folded)
        if not found:
            continue
        on_line = _ADDRESS.search(line.folded, found.end()) is not None
        if line.folded[found.end() :].strip() and not (on_line and line.folded[: found.end()].rstrip().endswith(":")):
            continue
        block = list(_below(extent, line.index + 1))
        if not on_line and not any(_ADDRESS.search(one.folded) for one in block):
            continue
        end = block[-1].index if block else line.index
        if total - view.before[end + 1] > 0:
            continue  # the text goes on
        if _ALSO_OF_OFFERS.match(line.folded) and not _OF_PRESS.search(view.folded):
            return
        for one in (line, *block):
            if one.index not in extent.struck:
                yield view.document.removal(one.index, rule)
        return


def _below(extent: Extent, start: int) -> Iterator[Line]:
    """Yield the brief lines below a heading that are no furniture and no sentence."""
    for line in extent.view.lines[start : start + _MOST]:
        furniture = line.index in extent.struck or extent.is_plain(line.index)
        if line.code or line.units > _LONGEST or (line.mass and not _ADDRESS.search(line.folded)) or furniture:
            return
        yield line
