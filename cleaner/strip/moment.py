"""The moment of publication, a day and a clock alone on a line between a title and its text, in any language."""

import re
from collections.abc import Iterator

from cleaner.dates import month_of
from cleaner.document import Edit
from cleaner.strip.extent import Extent
from cleaner.strip.values import CHANGED, certain_date
from cleaner.strip.view import Line

_CLOCK = re.compile(
    r"(?<![\d.,:])\d{1,2}\s?(?:[:h]\s?\d{2}|[.](?=\d{2}(?:\s|\Z|h|uhr))\d{2}|时\s?\d{1,2}分|시\s?\d{1,2}분)(?![\d,])"
)
_WORD = re.compile(r"[^\W\d_]+")

_LISTED = """
at on by the of um am uhr den der vom à a le du las los el de del da do das dos às alle ore il op om u o godz
godzina w r roku г в saat tarihinde pukul jam lúc ngày giờ kl klo h hrs hs pm p m z utc gmt est edt et cst cdt ct
mst mdt mt pst pdt pt cet cest bst ist msk мск wib wita wit jst kst aest aedt sgt hkt часов ч ب في الساعة ص م
published posted updated created last modified first veröffentlicht aktualisiert zuletzt erstellt stand publié
publiée mis mise jour modifié publicado publicada actualizado actualizada atualizado atualizada pubblicato
aggiornato gepubliceerd bijgewerkt geplaatst opublikowano opublikowane aktualizacja zaktualizowano dodano yayınlanma
güncelleme giriş đăng cập nhật diterbitkan diperbarui tayang опубликовано опубликована обновлено обновлена дата
публикации изменено نشر تحديث آخر today yesterday heute gestern vandaag gisteren hoy ayer hoje ontem oggi ieri dziś
wczoraj bugün dün сегодня вчера monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur
thurs fri sat sun montag dienstag mittwoch donnerstag freitag samstag sonntag sonnabend mo di mi fr sa so lundi
mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim lunes martes miércoles jueves viernes
sábado domingo mié jue vie sáb dom segunda terça quarta quinta sexta feira lunedì martedì mercoledì giovedì venerdì
sabato domenica maandag dinsdag woensdag donderdag vrijdag zaterdag zondag poniedziałek wtorek środa czwartek piątek
sobota niedziela pazartesi salı çarşamba perşembe cuma cumartesi pazar senin selasa rabu kamis jumat sabtu minggu
thứ hai ba tư năm sáu bảy chủ понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс
الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد 年 月 日 时 分 曜 水 火 木 金 土 午前 午后 公开 更新
投稿 配信 掲载 최종 입력 수정 등록 승인 송고 년 월 일 시 분 오전 오후
"""
MOMENT_WORDS = frozenset(_LISTED.split())
"""Weekdays, zones and what binds a day to its clock, folded."""

_MARKS = re.compile(r"[\s\d.,:;/|()\[\]·•+–—_-]*")
_LABEL = re.compile(r"[㐀-鿿]\s?:\s*\Z")
"""Over the value of a table's field."""
_LONGEST = 90
_REACH = 24
"""So many lines over a text its moment may stand."""


def moments(extent: Extent, rule: str) -> Iterator[Edit]:
    """Take the one line between a title and its text that is a day and a clock; the day is kept."""
    view = extent.view
    first = next((line.index for line in view.lines if line.mass), 0)
    over = view.lines[1:first][-_REACH:]
    fields = [line for line in over if _LABEL.search(view.lines[line.index - 1].folded)]
    found = [line for line in over if _is_moment(line) and line not in fields]
    if any(map(_is_moment, view.lines[first:])):
        found, fields = [], []  # a diary's days, or those of its entries
    if date := next((certain_date(line.folded) for line in fields if _is_moment(line)), ""):
        yield view.document.edit(0, 0, "", rule, (("date", date),))  # it stays with the table it is of
    for line in found:
        date = certain_date(CHANGED.split(line.folded, maxsplit=1)[0])
        yield view.document.removal(line.index, rule)
        if date:
            end = len(view.document.text)
            yield view.document.edit(end, end, "", rule, (("date", date),))


def _is_moment(line: Line) -> bool:
    """Whether a line is a day and a clock, and nothing else."""
    if not 8 <= len(line.folded) <= _LONGEST or line.mass or line.code or not _CLOCK.search(line.folded):
        return False
    rest = _WORD.sub(
        lambda word: "" if word[0] in MOMENT_WORDS or month_of(word[0]) or _is_cjk_moment(word[0]) else "x", line.folded
    )
    return _MARKS.fullmatch(rest) is not None and certain_date(line.folded) != ""


def _is_cjk_moment(word: str) -> bool:
    return all(char in MOMENT_WORDS for char in word) and not word.isascii()
