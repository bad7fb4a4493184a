"""Whose a picture is, on a line of its own between the paragraphs of a text: a label and a name."""

import re
from collections.abc import Iterator

from cleaner.document import Edit
from cleaner.strip.extent import Extent
from cleaner.strip.view import View

_LABEL = r"""(?:
      (?:Titel|Symbol|Archiv|Beispiel)?(?:[Ff]otos?|[Bb]ild(?:er)?) | Bild(?:quelle|rechte|nachweis)
    | Foto(?:credit|quelle|graf) | FOTOS? | PHOTOS? | (?:File\s|Stock\s|Cover\s)?[Pp]hotos?
    | (?:[Pp]hoto|[Ii]mage|[Pp]icture)(?:\s(?:[Cc]redits?|[Ss]ource|[Cc]ourtesy))? | Credit
    | Crédits?(?:\s[Pp]hotos?)? | ©\sPhoto | Fotografía | Imagen | Foto\sde\sarchivo | Fonte(?:\sdella)?\sfoto
    | Immagine | Imagem | Crédito | Reprodução | Zdjęcie | [Ff]ot | Фото | Иллюстрация | Изображение | Світлина
    | Görsel | Fotoğraf | Ảnh )"""
_MADE_BY = r"[^\W\da-z_][\w.'’&@-]*"
_BETWEEN = r"de|da|do|di|van|von|der|la|le|via|on|for|the|of|und|and|et|y|e|dpa|dpa-\w+|picture|alliance|imago|afp"
_NAMES = rf"{_MADE_BY}(?:[\s/|,·-]{{1,3}}(?:(?:{_BETWEEN})[\s/|,-]{{1,3}}){{0,3}}{_MADE_BY}){{0,6}}"
_AGENCY = r"dpa|afp|epa|imago|picture[\s-]alliance|action\s?press|privat|zvg|courtesy|handout|pixabay|unsplash|pexels"
_OF_AGENCIES = rf"(?:{_AGENCY})(?:[\s/|,.-]{{1,3}}[\w.-]{{2,20}}){{0,5}}"
_CREDIT = re.compile(
    rf"""[\s(\[*]{{0,3}}{_LABEL}\.?\s?(?:[:=/©|]|[Bb]y\b|von\b|(?<=[Ff]ot\.)\s)\s?(?:©\s?)?
    (?:{_NAMES}|{_OF_AGENCIES})(?:[/,|]\s?{_OF_AGENCIES})?[\s)\].*]{{0,3}}""",
    re.VERBOSE,
)
_EASTERN = re.compile(
    r"[\s(\[【■▲※]{0,3}(?:写真|画像|撮影|写真提供|画像提供|画像出典|写真撮影|사진|사진\s?제공|사진\s?출처|이미지\s?출처|사진\s?촬영)\s?[:=/|]\s?"
    r"(?P<name>[^\s。.,!?:;]{2,14}(?<![はをがのに을를은는에])(?:\s[^\s。.,!?:;]{2,10}(?<![はをがのに을를은는에])){0,2})[\s)\]】]{0,3}"
)
_MARK = re.compile(r"[:=/©|]|\sby\s|\svon\s|fot\.\s")
"""One of these is in each."""
_TOLD = re.compile(r"\d|[!?…]\s|[^\W\d_]{4}\.\s|:\s?\S+\s?:")
_FIELD = re.compile(
    r"\W{0,3}(?:Photos?|Images?|Pictures?|Credit|Imagen|Imagem|Immagine)\s?:\s(?!AP\b|AFP\b|EPA\b|[A-Z]{2,5}\b)\w+\W{0,3}\Z"
)
"""A form's field: one word that is no agency."""
_LABELLED = re.compile(r"[^\W\d_][^:.。!?]{0,24}:\s?\S.{0,60}")
"""A label of a few words and its value, as in a list of facts."""
_LONGEST = 90


def picture_credits(extent: Extent, rule: str) -> Iterator[Edit]:
    """Take the lines that say nothing else than whose a picture is; among other labels with values they are facts."""
    view = extent.view
    for line in view.lines:
        if line.mass or line.code or len(line.folded) > _LONGEST or line.index in extent.struck:
            continue
        if is_credit(view, line.index) and not _is_fact(view, line.index):
            yield view.document.removal(line.index, rule)


def is_credit(view: View, at: int) -> bool:
    """Whether a line says whose a picture is, and nothing else."""
    line = view.lines[at]
    if not _MARK.search(line.folded):
        return False
    text = view.document.text[line.start : line.end]
    if _TOLD.search(text):
        return False
    if line.cjk:
        return _EASTERN.fullmatch(line.folded) is not None
    return _CREDIT.fullmatch(text) is not None and _FIELD.match(text) is None


def _is_fact(view: View, at: int) -> bool:
    """Whether a line beside is a label and its value, and no credit."""
    near = (other for other in (at - 1, at + 1) if 0 <= other < len(view.lines))
    return any(
        not view.lines[other].mass
        and _LABELLED.fullmatch(view.lines[other].folded) is not None
        and not is_credit(view, other)
        for other in near
    )
