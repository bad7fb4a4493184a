"""What counts as running text, in every script: rules and structure judge by how much of it stands around a line."""

import pytest

from cleaner.document import Document
from cleaner.strip.view import View


@pytest.mark.parametrize(
    "sentence",
    [
        "撑船的老周今年八十一岁。",
        "船頭の老人は今年八十一歳である。",
        "뱃사공은 올해 여든한 살이고 강 속의 바위를 모두 기억한다.",
        "The ferryman is eighty-one and remembers every rock there.",
        "Паромщику восемьдесят один год, и он помнит каждый камень под водой.",
        "Ο βαρκάρης είναι ογδόντα ενός ετών και θυμάται κάθε βράχο.",
        "الملاح في الحادية والثمانين من عمره ويتذكر كل صخرة في النهر.",
        "नाविक इक्यासी साल का है और उसे हर चट्टान याद है।",
        "Người lái đò năm nay tám mươi mốt tuổi và nhớ từng tảng đá.",
    ],
)
def test_a_sentence_is_running_text(sentence):
    assert View.of(Document(sentence)).lines[0].mass > 0


@pytest.mark.parametrize(
    "line",
    [
        "강의 마지막 나룻배",
        "뱃사공이 기억하는 강 속의 바위 여든한 개",
        "The last ferry on the river and its ferryman",
        "Последний паром на реке и его паромщик, которому много лет",
        "Ο τελευταίος βαρκάρης του ποταμού και οι βράχοι που θυμάται",
    ],
)
def test_a_title_is_none(line):
    assert View.of(Document(line)).lines[0].mass == 0


def test_a_paragraph_wrapped_at_a_width_is_running_text_in_each_of_its_lines():
    text = (
        "The gauge is read once a minute, and the level it shows\nis smoothed over an hour before anything is drawn,"
        " since waves and passing boats\nwould else be all that anyone could see of the tide"
    )
    assert all(line.mass for line in View.of(Document(text)).lines)


def test_headlines_one_below_the_other_are_no_paragraph():
    text = (
        "Council Approves New Bridge Over the River After Ten Years of Talks\nSchools To Open an Hour Later From"
        " Next Autumn, Minister Announces\nFarmers Fear for Their Harvest as the Dry Weather Goes On and On"
    )
    assert not any(line.mass for line in View.of(Document(text)).lines)
