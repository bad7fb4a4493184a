"""Forms filled in with names alone: told from reposts by what three texts say at one place."""

import random

import pytest

from cleaner.dedup import deduplicate, rows
from cleaner.dedup.index import Index

RETIRED = (
    "{0} is leaving us at the end of the month. Colleagues remember the first years in the old building by the canal, "
    "when {1} kept the stores and nothing was ever lost. A small farewell with coffee and cake will be held in {2} on "
    "the last working day, and everyone who would like to say a few words is welcome to do so. Those who wish to give "
    "something towards a present may leave it with {3} in the front office before then. We are grateful for all of it."
)
PEOPLE = [
    ("Mara Voss", "the tall Bremer", "the reading room", "Oskar"),
    ("Jonas Pfeil", "Judit Halasz", "our canteen", "Philippa"),
    ("Edda Kuhn", "old Mr Quill", "the glass hall", "Benedict"),
    ("Tilo Brand", "Zacharias", "workshop five", "Miss Unger"),
    ("Nele Sturm", "Veronica Dahl", "the courtyard", "Xaver"),
]
LEASED = (
    "{0}（出租方）与{1}（承租方）经友好协商签订本协议。出租方将位于{2}的店铺租给承租方用于日常经营，承租方应当爱护"
    "店内的设施，不得擅自改变房屋的结构和用途。租金按季度支付，逾期支付的应当承担违约责任。租赁期满后，承租方如需续租，应当提前一个"
    "月书面通知出租方，在同等条件下享有优先权。双方因履行本协议发生争议的，由{3}先行调解，调解不成的再行起诉。本协议自双方签字之日起生效。"
)
SHOPS = [
    ("陆明远", "顾小棠", "青石巷口", "镇司法所"),
    ("韩素云", "白启东", "河湾新村", "商会调解室"),
    ("乔立群", "裴一鸣", "北门菜市场旁", "街道办事处"),
    ("龚兰芝", "沈家骏", "老邮局对面", "居民委员会"),
]
ANSWERED = (
    "{0}\n读者您好，来信收到，谢谢您对本馆工作的关心。关于您提到的情况，{1}。如果还有不清楚的地方，欢迎在开馆时间到一楼服务台当面咨询，"
    "也可以写信到意见箱，我们会在七个工作日内回复。祝您阅读愉快，生活顺心！"
)
QUESTIONS = [
    ("书皮破了要赔吗？", "轻微的磨损不用赔偿，还书时告诉工作人员，由修补室处理就行"),
    ("为什么周一不开门？", "每到周一全馆要清点图书、检修电梯和空调，所以从建馆起就定为闭馆日"),
    ("孩子几岁能办证？", "不论年龄都可以办理，只要带上户口本，并由一位家长在申请表上签字"),
    ("自习室能占座吗？", "离开半小时以上的位子会被收走，物品放在值班处，凭借书卡领取"),
]
FORMS = {"en": (RETIRED, PEOPLE), "zh": (LEASED, SHOPS), "answers": (ANSWERED, QUESTIONS)}


def ties(texts):
    """Return which texts are duplicates of which, by their names."""
    found = rows(deduplicate({"id": name, "text": text} for name, text in texts.items()))
    return {(row["id"], row["duplicate_of"]) for row in found}


def filled(language):
    form, people = FORMS[language]
    return {f"{language}{at}": form.format(*names) for at, names in enumerate(people)}


@pytest.mark.parametrize("language", FORMS)
def test_three_texts_and_more_on_one_form_are_as_many_records(language):
    texts = filled(language)
    assert ties(texts) == set()
    assert ties(dict(list(texts.items())[:3])) == set()


def test_of_two_texts_nothing_says_that_they_are_on_a_form():
    assert len(ties(dict(list(filled("zh").items())[:2]))) == 1


@pytest.mark.parametrize("language", FORMS)
def test_reposts_of_a_filled_in_form_are_tied_to_it_alone(language):
    texts = filled(language)
    name, text = next(iter(texts.items()))
    reposts = {f"{name}+cut": text[:-12], f"{name}+late": text.replace("month", "rnonth").replace("店铺", "店面")}
    found = ties(texts | reposts)
    assert {frozenset(pair) for pair in found} == {frozenset((name, other)) for other in reposts}


@pytest.mark.parametrize("language", FORMS)
def test_what_is_found_does_not_depend_on_the_order(language):
    texts = list((filled("en") | filled("zh") | {"x": filled(language)[f"{language}1"] + "And more."}).items())
    expected = ties(dict(texts))
    for seed in range(3):
        random.Random(seed).shuffle(texts)
        assert ties(dict(texts)) == expected


EDITS = {
    "each elsewhere": [
        {"old building": "first house"},
        {"small farewell": "little party"},
        {"front office": "porter's box"},
        {"stores": "books", "grateful": "obliged"},
    ],
    "misread, and one word replaced everywhere": [
        {"the": "teh"},
        {"end of the month": "cnd of tbe montb", "last working": "1ast vvorking"},
        {"month": "quarter", "working": "office"},
    ],
    "each with a title and a notice of its own": [
        {"{head}": "Farewell\n", "ever lost. A": "ever lost. Also today: the market moves to the square. A"},
        {"{head}": "Leaving us\n", "ever lost. A": "ever lost. Offer: two for one at the bakery all week. A"},
        {"{head}": "Staff news\n", "ever lost. A": "ever lost. Weather: fog until noon on the coast. A"},
    ],
    "one site's mark all over": [
        {", and": " (Canal News), and", "Those": "(Canal News) Those"},
        {", and": " (Harbour Post), and", "Those": "(Harbour Post) Those"},
        {", and": " (Town Crier), and", "Those": "(Town Crier) Those"},
    ],
}


def edited(name):
    text = RETIRED.format(*PEOPLE[0])
    versions = {"a": text}
    for at, edits in enumerate(EDITS[name]):
        version = "{head}" * ("{head}" in edits) + text
        for old, new in edits.items():
            version = version.replace(old, new)
        versions[f"b{at}"] = version
    return versions


@pytest.mark.parametrize("name", EDITS)
def test_reposts_that_were_edited_on_their_way_stay_one(name):
    versions = edited(name)
    assert len(ties(versions)) == len(versions) - 1


@pytest.fixture
def told(tmp_path):
    """Return a function that adds texts to one index, and what it says of each."""
    with Index(tmp_path / "crawl.index") as index:

        def add(texts):
            verdicts = {name: index.check_and_add({"id": name, "text": text}) for name, text in texts.items()}
            return {name: verdict.of or verdict.kind for name, verdict in verdicts.items()}

        add.index = index
        yield add


@pytest.mark.parametrize("language", FORMS)
@pytest.mark.parametrize("seed", range(3))
def test_an_index_tells_texts_on_one_form_from_the_third_on(told, language, seed):
    texts = list(filled(language).items())
    random.Random(seed).shuffle(texts)
    first, second, *_ = (name for name, _ in texts)
    assert told(dict(texts)) == {name: first if name == second else "new" for name, _ in texts}
    again = told({f"{name} again": text for name, text in texts})
    assert again == {f"{name} again": "new" if name == second else name for name, _ in texts}


@pytest.mark.parametrize("language", FORMS)
def test_an_index_ties_reposts_of_a_filled_in_form_to_it_alone(told, language):
    texts = filled(language)
    told(texts)
    for name in list(texts)[2:]:
        text = texts[name]
        reposts = {f"{name}+cut": text[:-12], f"{name}+late": text.replace("month", "rnonth").replace("店铺", "店面")}
        assert told(reposts) == dict.fromkeys(reposts, name)


@pytest.mark.parametrize("name", EDITS)
def test_an_index_takes_reposts_that_were_edited_on_their_way_for_one(told, name):
    versions = edited(name)
    assert told(versions) == dict.fromkeys(versions, "a") | {"a": "new"}


def test_of_a_form_known_by_many_reposts_others_are_told_in_the_end(told):
    texts = filled("en")
    name, text = next(iter(texts.items()))
    told({name: text} | {f"{name}+{cut}": text[:-cut] for cut in (8, 16, 24)})
    said = told({one: text for one, text in texts.items() if one != name})
    assert list(said.values())[-1] == "new"


def test_the_versions_of_a_record_go_with_it(told):
    texts = filled("zh")
    first, second, third, fourth = texts
    told({first: texts[first], second: texts[second]})
    assert told.index.delete(first)
    assert told({third: texts[third]}) == {third: "new"}
    assert told({fourth: texts[fourth]}) == {fourth: third}
