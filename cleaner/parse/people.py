"""Names of people and media, as the markup states them: split, without jobs, dates and addresses."""

import re

_BY = re.compile(r"^(?:(?:written |posted |published )?by\s|(?:by|作者|文|撰文|text|текст)\s*[：:])\s*", re.IGNORECASE)
_SPLIT = re.compile(r"\s*(?:,|;|、|\||\band\b|&)\s*")
_JOB = re.compile(
    r"\b(?:staff|writer|editor|reporter|correspondent|contributor|columnist|political|news)\b", re.IGNORECASE
)
_CREDENTIALS = re.compile(r"[A-Z][A-Za-z]?[A-Z]{1,2}|Ph\.?D\.?")
"""MD, RN, PhD."""
_NOBODIES = """admin administrator webmaster editor author root null undefined none unknown anonymous
    管理员 佚名 未知 匿名"""
_NOBODY = frozenset(_NOBODIES.split())
_BESIDE = re.compile(r"\s*[(（][^()（）]*[)）](?=\s*(?:$|[,;、|&]|and\b))|\s+[-–—|•·]\s*[^\W\d_]{0,12}\.?,?\s?\d.*")
"""What stands behind a name: a job or helpers in brackets, a date."""
_ADDRESS = re.compile(r"://|@|^(?:www\.)?[\w-]+(?:\.[\w-]+)+$")


def people_of(value: str) -> list[str]:
    """Split a byline's names; an address, an account that is nobody's, a job or a degree is no name."""
    value = _BESIDE.sub("", _BY.sub("", value))
    if len(value) > 120 or "://" in value:
        return []
    parts = [part.strip() for part in _SPLIT.split(value)]
    named = [one for one in parts if is_name(one) and not _CREDENTIALS.fullmatch(one)]
    return [one for one in named if not _JOB.search(one)] or named[:1]


def is_name(value: str) -> bool:
    """Whether a value can be a name at all: of a person, a medium, a site."""
    return 1 < len(value) < 60 and value.lower() not in _NOBODY and not _ADDRESS.search(value) and not value.isdigit()


_COPYRIGHT = re.compile("copyright|©|ⓒ|저작권자")


def is_publisher(name: str, text: str) -> bool:
    """Whether a page's copyright line names it: then it is the publisher's name, not the writer's."""
    name, text = name.lower(), text.lower()
    ends = (found.end() for found in _COPYRIGHT.finditer(text))
    return any(name in text[end : end + 24 + len(name)].partition("\n")[0] for end in ends)
