"""How texts are signed where letters have two cases: by whom, as which paper's writer, with which agency."""

import re

from cleaner.strip.view import Line

# How a name is written where letters have two cases: capitals first, particles between, but for what follows a name.
_WORD = r"[^\W\da-zß-öø-ÿ_][^\s\d|,。/:;()&]{0,20}"
_NOT_NAMED = (
    r"(?:Updated|Published|Posted|Last|Staff|Special|Senior|Contributing|Publié|Publicado|Aktualisiert|Stand)\b"
)
_PARTICLE = r"(?:de|da|do|dos|di|del|della|la|le|van|von|der|den|ten|bin|al)\s"
_WHOLE_NAME = rf"{_WORD}(?:\s(?:{_PARTICLE}){{0,2}}(?!{_NOT_NAMED}){_WORD}){{0,4}}"
AND = r"\s?(?:&|\b(?:and|AND|und|UND|et|ET|y|e|dan|en|och)\b)\s"
PERSON = rf"{_WORD}\s(?:{_PARTICLE}){{0,2}}{_WORD}(?:\s{_WORD}){{0,2}}"
"""A person's name, where letters have two cases: a channel's name and a label are written like it less often."""
FULL_NAME = re.compile(rf"(?!.*\d){PERSON}")
_NAMES = rf"(?P<value>{_WHOLE_NAME}(?:{AND}{_WHOLE_NAME}){{0,3}})"
_BY = re.compile(
    r"(?:(?:By|BY)\s?|(?:(?:Written|Posted|Published|Reported|Words|Story|Text)\s)?by\s|BYLINE:\s"
    r"|(?:Geschrieben\s|Verfasst\s|Veröffentlicht\s(?:am\s)?)?(?:[Vv]on|VON)\s|(?:Publié\s(?:le\s)?|Écrit\s|Rédigé\s|Posté\s)?(?:[Pp]ar|PAR)\s"
    r"|(?:Publicado\s(?:e[lm]\s)?|Escrito\s|Postado\s)?(?:[Pp]or|POR)\s|(?:Scritto|Pubblicato|Postato)\sda\s|(?:A\scura\s)?(?:[Dd]i|DI)\s"
    r"|(?:Geschreven\s|Geplaatst\s|Gepubliceerd\s)?(?:[Dd]oor|DOOR):?\s|(?:Opublikowan|Napisan|Dodan)[eyo]\sprzez\s"
    r"|(?:Ditulis\s)?(?:[Oo]leh|OLEH)\s|(?:Đăng\s|Viết\s)?[Bb]ởi\s|द्वारा\s|بقلم\s|كتبت?\s(?=\S+\s\S+\Z))"
    rf"{_NAMES}"
    rf"(?=\s*(?:\Z|[,|–—•·(/\d]|-\s)|\s(?:for|in|at|of|on|bei|für|am|pour|para|per|le|el|il|op|em|en|um|à|às|alle|di|dnia"
    rf"|with|avec|mit|con|com|met|publi\w+|veröff\w+|{_NOT_NAMED}))"
)
"""Judges the unfolded line: a name begins with a capital."""
_OF = re.compile(r"(?:von|par|por|di|da)\s")
_DATED_BY = re.compile(
    r"[^\W\d_][^|]{2,40}\d{4}(?:\s?[-–,]?\s?\d{1,2}[:.h]\d\d)?,?\s(?:by|von|par|por|da|door|przez|oleh|bởi|від|av|af)\s"
    rf"{_NAMES}(?:\s[\d,]{{1,6}}\s[^\W\d_]{{3,12}})?\s*\Z"
)
"""A date of publication, and then who published; a counter may stand behind."""
_AGENCIES = (
    "AFP|AP|Associated Press|PA|PA Media|UPI|Reuters|Bloomberg|DPA|dpa|APA|SID|EFE|Agencia EFE|Europa Press|Lusa|ANSA"
    "|AGI|ANP|Belga|PAP|TASS|PTI|ANI|IANS|AA|DHA|Kyodo|Antara|TTXVN|CTK|ČTK|MTI|TT|NTB"
)
_WITH_JOB = re.compile(
    rf"(?P<value>{_WORD}\s(?:{_PARTICLE}){{0,2}}{_WORD}(?:\s{_WORD})?)"
    r"(?:,\s[^.!?]{0,40}?\b(?i:correspondent|reporter|editor|writer|journalist\w*|columnist|staff|contributor"
    r"|redakteur\w*|korrespondent\w*"
    r"|journaliste|redactora?|periodista|corresponsal|repórter|jornalista|giornalista|inviat[oa]|redacteur|verslaggever\w*"
    r"|dziennikar\w*|muhabir\w*|корреспондент\w*|обозреватель)\b[^.!?]{0,30}"
    rf"|\s(?:with|avec|mit|con|com|met)\s(?:the\s|l['’])?(?:{_AGENCIES}))\s*\Z"
)
"""A name and what the person does there, or the agency beside it."""
WITH_AGENCY = re.compile(
    rf"(?<=\w)[,|/]?\s(?:(?:with|avec|mit|con|com|met)\s)?(?:the\s|l['’])?(?P<agency>{_AGENCIES})\s*\Z"
)
"""The agency behind a name."""


def signed_names(text: str) -> set[str]:
    """Return the names that lines of a text begin with something being by: each by itself."""
    signed = filter(None, map(_BY.match, text.split("\n")))
    return {name for found in signed for name in re.split(AND, found["value"])}


def signature(text: str, line: Line) -> re.Match[str] | None:
    """Return what of a line says that a text is its writer's; `value` is the name, or several."""
    found = _BY.match(text, line.start, line.end)
    if found and _OF.match(found[0]) and " " not in found["value"]:
        return None  # of a place rather than by a person
    return found or _DATED_BY.match(text, line.start, line.end) or _WITH_JOB.match(text, line.start, line.end)
