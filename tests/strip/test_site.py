"""Lines that recur over a site's pages go, from texts as from HTML; a text that is met again does not."""

from cleaner import strip
from cleaner.document import Document
from cleaner.evidence import Evidence, Sample, SiteProfile, learn_sites
from cleaner.settings import Settings

RULES = strip.load_rules(Settings())
STORIES = [
    f"第{n}个故事说的是一座{kind}，它在山里立了一百年，见过三代人从它身边走过。没有人记得是谁造了它，也没有人问过。"
    for n, kind in enumerate(["石桥", "水车", "磨坊", "凉亭", "渡口", "戏台"], 1)
]


def page(story, number):
    return f"山里人家·每日一篇\n{story}\n本栏目由山里人家读书会供稿，欢迎来信 第{number}期"


def cleaned(text, evidence, host="hills.example"):
    return Document(text).apply(strip.judge(Document(text), rules=RULES, evidence=evidence, host=host)).text


def profiles():
    return learn_sites(Sample("Hills.example", page(story, n)) for n, story in enumerate(STORIES))


def test_lines_that_recur_are_learned_whatever_their_numbers():
    known = profiles()["hills.example"]
    assert known.pages == len(STORIES)
    assert known.knows("山里人家·每日一篇")
    assert known.knows("本栏目由山里人家读书会供稿,欢迎来信 第99期")
    assert not known.knows(STORIES[0])


def test_recurring_lines_go_and_the_text_stays():
    text = cleaned(
        page("一条新路修到了村口，老人们坐在路边看车，一看就是一个下午，谁也不说话。", 9), Evidence(sites=profiles())
    )
    assert text.startswith("一条新路")
    assert "读书会" not in text


def report(number, story):
    return f"山里人家·每日一篇\n{story}\n村口的水位今天是{number}厘米，比昨天高，过河的人要当心。"


def test_a_report_that_differs_in_its_figures_alone_stays():
    profile = SiteProfile.learn(report(40 + n, story) for n, story in enumerate(STORIES))
    text = report(93, "一条新路修到了村口，老人们坐在路边看车，一看就是一个下午，谁也不说话。")
    assert "水位今天是93厘米" in cleaned(text, Evidence(sites={"hills.example": profile}))


def test_a_sentence_with_the_same_figures_on_each_page_goes():
    profile = SiteProfile.learn(report(40, story) for story in STORIES)
    text = report(40, "一条新路修到了村口，老人们坐在路边看车，一看就是一个下午，谁也不说话。")
    assert "水位" not in cleaned(text, Evidence(sites={"hills.example": profile}))


def test_without_the_sites_evidence_the_page_stays_as_it_is():
    text = page(STORIES[0], 1)
    assert cleaned(text, Evidence(sites=profiles()), host="other.example") == text


def test_a_crawl_without_addresses_has_a_profile_of_its_own():
    evidence = Evidence(sites={"": profiles()["hills.example"]})
    assert "读书会" not in cleaned(page(STORIES[1], 2), evidence, host="")


def test_an_article_met_again_is_not_emptied():
    article = "\n".join(STORIES)
    profile = SiteProfile.learn([f"{article}\n{n}号抄本" for n in range(6)])
    assert cleaned(article, Evidence(sites={"": profile}), host="") == article


def test_a_text_that_came_twice_counts_once():
    assert SiteProfile.learn([page(STORIES[0], 1)] * 5).lines == frozenset()


def test_a_label_over_what_does_not_recur_stays_and_one_over_nothing_goes():
    profile = SiteProfile.learn(
        [f"{story}\n食材清单\n面粉和{n}颗豆子的做法" for story, n in zip(STORIES, "甲乙丙丁戊己", strict=True)]
    )
    assert profile.knows("食材清单")
    evidence = Evidence(sites={"": profile})
    assert "食材清单" in cleaned(f"{STORIES[4]}\n食材清单\n山泉水", evidence, host="")
    assert "食材清单" not in cleaned(f"{STORIES[4]}\n食材清单", evidence, host="")


def test_a_standard_beginning_of_the_texts_of_a_site_stays():
    abstract = "这一栏写的是山里的老房子，每月一篇，由镇上的老人口述，年轻人记下来，给后来的人看。"
    profile = SiteProfile.learn([f"{abstract}\n{story}" for story in STORIES])
    assert profile.knows(abstract)
    assert cleaned(f"{abstract}\n{STORIES[2]}", Evidence(sites={"": profile}), host="").startswith(abstract)
