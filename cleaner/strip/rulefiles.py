"""Rules as they are written: read from TOML, their shared parts filled in, each fault named with its file and rule."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

from cleaner.errors import RuleError
from cleaner.fold import fold, fold_table
from cleaner.model import empty_metadata
from cleaner.settings import Settings
from cleaner.strip.rulebook import Rule, Scope, Where, compiled
from cleaner.strip.values import SURNAMES

MACROS: Mapping[str, str] = {
    "url": r"(?:https?://|www\.)[^\s\"'<>()\[\]|,。、;一-鿿]{3,600}",
    "date": r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?",
    "clock": r"\d{1,2}\s?[:时点]\s?\d{1,2}(?:\s?[:分]\s?\d{1,2}(?:\.\d{1,3})?)?\s?[秒分]?",
    "colon": r"[^\S\n]{0,4}[:;∶丨|]?[^\S\n]{0,4}",
    "gap": r"[\s\u200b\u200c\u200d\u2060\ufeff]{0,6}",
    "name": r"[^\s,。;:|()\[\]<>《》\"“”'!?、]{1,24}",
    "names": r"[^\s,。;:|()\[\]<>《》\"“”'!?、]{1,24}(?:[\s、,/·&]{1,2}[^\s,。;:|()\[\]<>《》\"“”'!?、]{1,24}){0,5}",
    "quoted": r"[「『“\"'《〈【\[‘][^「」『』“”\"'《》〈〉【】\[\]‘’\n]{1,60}[」』”\"'》〉】\]’]",
    "stop": r"[\s。.!~,;…]{0,4}",
    "province": (
        r"(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西"
        r"|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|中国香港|中国台湾|美国|日本|英国|加拿大|澳大利亚|新加坡|德国|法国|韩国)"
    ),
    "role": (
        r"(?:责任|执行|值班|本期|图片|视频|文字|实习|新媒体|微信|供稿)?(?:编辑|审核人?|校对|排版|策划|监制|摄影|统筹|美编|责编|撰文|制图"
        r"|设计|出品人?|(?:副)?主编|编审|终审|初审|复审|二审|三审|审校|来源|作者|记者|文|图|视觉|运营|插画|封面|制作|剪辑|主播|撰稿人?"
        r"|编译|翻译|签发人?|核稿人?|执行|单位|供稿人?)"
    ),
    "person": rf"[{SURNAMES}][㐀-鿿]{{1,2}}",
    "narrative": (
        r"(?<!其)[他她它](?!们的?(?:公众|账)号)|记者|法院|被告|原告|如下|例如|比如|譬如|过程|步骤|函数|代码[:,]|触发|实验|本章|本节|论文"
        r"|案例|经验|规定(?!者)|要求(?:平台|学生)|系统会|服务器(?:返回|会|收到|端)|顾客|专家|警方|双方|[甲乙]方|合同|表示|认为|指出|(?<![如若])发现(?!存在|侵权|抄袭|本站)|研究|[这那](?:一?句话|[几两二三四五六七八九十]个字)|的一句话|(?:写|印|刻|绣|贴|挂)着|写道|念道"
        r"|这一?(?:要求|条规|说法|做法)|,\s?(?:(?:已经)?成了|源自|这?是(?![对否不我给你您为因]|作者|小编)[^。,!?]{2,24}的[^。,!?]{0,10}。?\s*$)"
        r"|的(?:人|读者|学生|市民|居民|顾客|孩子|老人)[^。,]{0,3}(?:只|占|得了|没有|越|多半|大多|不多|很多|很少|报名)"
        r"|会(?:出现|弹出|跳转|变[为成])|变为|按钮(?:之|以)?后,"
    ),
    "speech": (
        r"\b(?:said|says|whispered|sagte|schrieb|murmura|dijo|сказал|написал)\b|[,”\"]\ dit-(?:il|elle)\b"
        r"|\bis\ (?:what|how|why)\b"
    ),
}
"""Parts that many patterns share; a pattern says {{name}}.  All are bounded, none repeats a repetition."""

_KEYS = {
    "id", "family", "why", "keywords", "pattern", "lines", "scope", "where", "yields", "removes", "keeps",
    "only_note", "notes_when", "unless", "reads",
}  # fmt: skip
_KINDS: Mapping[str, tuple[type, str]] = {
    **dict.fromkeys(("family", "why", "pattern", "unless"), (str, "a string")),
    "yields": (dict, "a table"),
    "only_note": (bool, "true or false"),
}
"""Of what type a value is; lists are looked into where they are read."""

_ID = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+)+")
_GROUP = re.compile(r"\(\?P<(\w+)>")
_NOTE_CONDITIONS = ("", "after_han")
_HEADING = r"\s*\#{1,6}\s"
"""A Markdown heading is a text's own, whatever it says."""

_PART = re.compile(r"\{\{(\w+)\}\}")


@cache
def builtin_rules() -> tuple[Rule, ...]:
    """Read the rules that come with the package, by file name; once, for they do not change."""
    folder = files("cleaner.strip").joinpath("rules")
    found: list[Rule] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".toml"):
            found += _parsed(entry.read_text("utf-8"), entry.name)  # the tests compile every pattern of ours
    return tuple(found)


def user_rules(settings: Settings) -> list[Rule]:
    """Read the rule files and folders that the settings name.

    Raises RuleError where one cannot be read, or two of them have a rule of one name.
    """
    origins: dict[str, str] = {}
    found = [rule for file in rule_files(settings.rules) for rule in read_rules(file)]
    for rule in found:
        if origins.setdefault(rule.id, rule.origin) != rule.origin:
            raise RuleError(f"{rule.origin}: rule {rule.id}: {origins[rule.id]} has a rule of that name, too")
    return found


def rule_files(names: Iterable[str | Path]) -> Iterator[Path]:
    """Yield rule files: those named, and of a folder each that ends in .toml."""
    for path in map(Path, names):
        yield from sorted(path.glob("*.toml")) if path.is_dir() else [path]


def read_rules(path: Path) -> list[Rule]:
    """Read one rule file; raises RuleError with its path."""
    try:
        return parse_rules(path.read_text("utf-8-sig"), str(path))
    except OSError as error:
        raise RuleError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise RuleError(f"{path}: not UTF-8 at byte {error.start}") from error


def parse_rules(text: str, origin: str) -> list[Rule]:
    """Read rules from TOML; raises RuleError that names the file and the rule."""
    found = _parsed(text, origin)
    for rule in found:
        _check_patterns(rule)
    return found


def _parsed(text: str, origin: str) -> list[Rule]:
    """Read rules from TOML, their patterns uncompiled."""
    try:
        table = tomllib.loads(text)
    except ValueError as error:  # no TOML, or a number of more digits than Python reads
        raise RuleError(f"{origin}: {error}") from error
    except RecursionError as error:
        raise RuleError(f"{origin}: nested too deeply") from error
    unknown = set(table) - {"rule"}
    entries = table.get("rule")
    if unknown or not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise RuleError(f"{origin}: a rule file holds [[rule]] tables and nothing else")
    found = [_rule(entry, origin, at) for at, entry in enumerate(entries, 1)]
    names = [rule.id for rule in found]
    for name in names:
        if names.count(name) > 1:
            raise RuleError(f"{origin}: two rules are named {name}")
    return found


def _rule(entry: Mapping[str, Any], origin: str, number: int) -> Rule:
    name = entry.get("id", "")
    where = f"{origin}: rule {name or number}"
    if not isinstance(name, str) or not _ID.fullmatch(name):
        raise RuleError(f"{where}: id is family.name in lower case")
    unknown = set(entry) - _KEYS
    if unknown:
        raise RuleError(f"{where}: unknown key {min(unknown)}; there are {', '.join(sorted(_KEYS))}")
    for key, (kind, what) in _KINDS.items():
        if not isinstance(entry.get(key, kind()), kind):
            raise RuleError(f"{where}: {key} is {what}, not {entry[key]!r}")
    family = entry.get("family", name.partition(".")[0])
    why = entry.get("why", "")
    if not why:
        raise RuleError(f"{where}: says no why")
    if not entry.get("removes") or not entry.get("keeps"):
        raise RuleError(f"{where}: needs examples, both removes and keeps")
    reads = _strings(entry, "reads", where) if "reads" in entry else ()
    options = {
        "scope": _one_of(entry.get("scope", "block"), get_args(Scope), f"{where}: scope"),
        "where": _one_of(entry.get("where", "anywhere"), get_args(Where), f"{where}: where"),
        "notes_when": _one_of(entry.get("notes_when", ""), _NOTE_CONDITIONS, f"{where}: notes_when"),
        "only_note": entry.get("only_note", False),
        "reading": tuple(_filled(source, where) for source in reads),
        "sparing": _filled(entry["unless"], where) if "unless" in entry else _HEADING if "lines" in entry else "",
        "listed": "lines" in entry,
        "origin": origin,
    }
    keywords, source = (
        _lines(entry, where) if "lines" in entry else (_folded(entry, "keywords", where), entry.get("pattern", ""))
    )
    source = _filled(f"(?:{source})\\Z" if options["scope"] == "end" and source else source, where)
    yields = tuple((str(key), str(value)) for key, value in entry.get("yields", {}).items())
    named = (name for part in (source, *options["reading"]) for name in _GROUP.findall(part))
    for field_name in (*named, *(key for key, _ in yields)):
        if re.sub(r"_\d$", "", field_name) not in empty_metadata():
            raise RuleError(f"{where}: {field_name} is no metadata name")
    return Rule(
        name, family, why, keywords, source,
        _strings(entry, "removes", where), _strings(entry, "keeps", where), yields=yields, **options,
    )  # fmt: skip


def _lines(entry: Mapping[str, Any], where: str) -> tuple[tuple[str, ...], str]:
    """Return keywords and pattern of a rule that lists whole lines: each is its own keyword."""
    if "keywords" in entry or "pattern" in entry:
        raise RuleError(f"{where}: lines stand instead of keywords and pattern")
    lines = _folded(entry, "lines", where)
    return lines, "|".join(map(re.escape, lines))


def _one_of(value: Any, known: tuple[str, ...], where: str) -> Any:
    if value not in known:
        raise RuleError(f"{where} is one of {', '.join(map(repr, known))}, not {value!r}")
    return value


def _strings(entry: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = entry.get(key)
    if not isinstance(value, list) or not value or not all(isinstance(part, str) and part for part in value):
        raise RuleError(f"{where}: {key} is a list of strings")
    return tuple(value)


def _folded(entry: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    """Return the strings of a list folded, each once; to fold all at once costs a tenth."""
    return tuple(dict.fromkeys(fold("\0".join(_strings(entry, key, where))).split("\0")))


def _filled(source: str, where: str) -> str:
    """Return a pattern's source with its parts filled in, in the folded script."""
    if not source:
        raise RuleError(f"{where}: has no pattern")
    source = _han_folded(source)
    for name in dict.fromkeys(_PART.findall(source)):
        if name not in MACROS:
            raise RuleError(f"{where}: no part is named {name}; there are {', '.join(MACROS)}")
        source = source.replace("{{" + name + "}}", f"(?:{_macro(name)})")
    return source


@cache
def _macro(name: str) -> str:
    return _han_folded(MACROS[name])


def _han_folded(source: str) -> str:
    """Return a pattern's source in the folded script; Latin letters are left, for case is meaning there."""
    return source.translate(_han_table())


@cache
def _han_table() -> dict[int, int]:
    return {point: folded for point, folded in fold_table().items() if "㐀" <= chr(point) <= "鿿"}


def _check_patterns(rule: Rule) -> None:
    """Compile the patterns of a rule; raises RuleError."""
    for source in (rule.source, *rule.reading, *filter(None, [rule.sparing])):
        try:
            compiled(source)
        except re.error as error:
            raise RuleError(f"{rule.origin}: rule {rule.id}: pattern: {error}") from error
