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
