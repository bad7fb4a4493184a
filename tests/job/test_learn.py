"""What a run learns before it cleans: lines that recur on a site go, words of the corpus stay, and nothing is lost."""

import json

import pytest

from cleaner.evidence import Evidence, Sample, Vocabulary
from cleaner.job import run
from cleaner.job.learn import load_evidence, save_evidence
from cleaner.settings import Settings

PLACES = ["石桥", "水车", "磨坊", "凉亭", "渡口", "戏台", "药铺", "粮仓"]
WELLS = ["north", "south", "east", "west", "mill", "church", "market", "harbour"]


def story(place):
    return (
        f"镇上的{place}立了一百年，见过三代人从它身边走过，没有人记得是谁造了它。\n"
        f"后来{place}旁边修了一条新路，老人们坐在路边看车，一看就是一个下午。\n"
        "山里人家读书角每周三开门，茶水自便"
    )


def account(well):
    return (
        f"We ask how clear the lakewater of the {well} well can be. The answer was found by a group in the old town.\n"
        f"Clear lakewater makes the {well} well a good one, and the proof of it is short and was written down here."
    )


TORN = (
    "We ask how large the lakewater of grids can be. The importantgoal is toread slowly, and theanswer was found by a "
    "group inthe old town, which wasbuilt."
)


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    path = tmp_path_factory.mktemp("in") / "rows.jsonl"
    made = [{"id": place, "text": story(place), "url": f"http://Hills.example/{n}"} for n, place in enumerate(PLACES)]
    made += [{"id": well, "text": account(well)} for well in WELLS]
    made.append({"id": "torn", "text": TORN})
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in made), encoding="utf-8")
    return path


def read(path):
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_line_that_recurs_on_a_site_goes_and_a_word_of_the_corpus_is_not_split(rows, tmp_path):
    run([str(rows)], tmp_path / "out", Settings(journal=True, dedup=False))
    texts = {row["id"]: row["text"] for row in read(tmp_path / "out" / "records" / "00000.jsonl")}
    journal = {row["id"]: row["edits"] for row in read(tmp_path / "out" / "journal" / "00000.jsonl")}
    for place in PLACES:
        assert place in texts[place]
        assert "读书角" not in texts[place]
        [edit] = [edit for edit in journal[place] if "读书角" in edit["before"]]
        assert edit["rule"].startswith("strip.site.")
    assert {well: texts[well] for well in WELLS} == {well: account(well) for well in WELLS}
    assert "lakewater of grids can be. The important goal is to read" in texts["torn"]
    assert {edit["score"] < 1 for edit in journal["torn"]} == {True, False}, "a rule that weighs says how sure it was"
    run([str(rows)], tmp_path / "unlearned", Settings(dedup=False, learn_pages=0))
    unlearned = {row["id"]: row["text"] for row in read(tmp_path / "unlearned" / "records" / "00000.jsonl")}
    assert all("读书角" in unlearned[place] for place in PLACES)
    assert "lake water of grids" in unlearned["torn"]


def test_all_that_was_learned_is_saved_and_loaded(tmp_path):
    pages = [Sample("hills.example", story(place), [(7, 0), (10 + n, 50)]) for n, place in enumerate(PLACES)]
    learned = Evidence.learn([*pages, *(Sample("", account(one)) for one in WELLS)])
    assert learned.vocabulary == Vocabulary.learn([*map(story, PLACES), *map(account, WELLS)])
    assert learned.vocabulary.pairs["clear lakewater"] == len(WELLS)
    assert learned.sites["hills.example"].knows("山里人家读书角每周三开门，茶水自便")
    assert learned.blocks("hills.example") == {7}
    save_evidence(learned, tmp_path / "evidence", {})
    assert load_evidence(tmp_path / "evidence") == learned


def test_a_run_that_is_gone_on_with_has_the_evidence_it_began_with(rows, tmp_path):
    held = []

    class StoppedError(Exception):
        pass

    def look(progress):
        if progress.stage == "clean":
            held.append(files(tmp_path / "out" / ".cleaner" / "evidence"))
            if len(held) == 1:
                raise StoppedError

    settings = Settings(dedup=False)
    with pytest.raises(StoppedError):
        run([str(rows)], tmp_path / "out", settings, on_progress=look)
    learned = files(tmp_path / "out" / ".cleaner" / "evidence")
    run([str(rows)], tmp_path / "out", settings, on_progress=look)
    assert all(one == learned for one in held)
    run([str(rows)], tmp_path / "whole", settings)
    records = ("out", "whole")
    got, whole = ((tmp_path / name / "records" / "00000.jsonl").read_bytes() for name in records)
    assert got == whole
