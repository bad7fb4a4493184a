"""Chinese pages with little furniture: what stands under a title goes, what an article is made of stays."""

import cleaner

WALK = [
    "週末下雨，本來想取消，後來還是背著雨衣出門了。古道的石階長滿青苔，走起來要特別小心。",
    "走到一半雨停了，山谷裡起了霧，遠處的梯田像是浮在水上。遇到兩位阿伯，他們每週都來走。",
]


def lines_of(*page):
    """Return the lines that are left of a page's."""
    return [line for line in cleaner.clean("\n".join(page)).text.split("\n") if line]


def test_the_day_under_the_title_of_a_proven_page_goes():
    foot = ["分享到臉書", "文章標籤：古道 健行 雨天", "發表留言", "上一篇 平溪的貓"]
    assert lines_of("雨天走淡蘭古道", "2023年10月15日 星期日", *WALK, *foot) == ["雨天走淡蘭古道", *WALK]


def test_the_day_over_a_diary_stays():
    page = ["雨天走淡蘭古道", "2023年10月15日 星期日", *WALK]
    assert lines_of(*page) == page


def test_words_of_a_menu_under_the_title_of_a_manual_stay():
    page = [
        "桌面圖示說明",
        "打開應用以後，從左到右依次是八個圖示，每個都一樣大：",
        *("首頁", "搜尋", "收藏", "購物車", "客服", "設定", "退出"),
        "長按可以移動位置，移動以後再按一次完成即可保存，手機和平板上都是這樣。",
    ]
    assert lines_of(*page) == page


SOLAR = [
    "小满是夏季的第二个节气。此时北方的麦子开始灌浆，南方的江河水位渐高。",
    "农谚说，小满不满，麦有一险。这几天最怕干热风，早晚要给麦田补水。",
]


def test_an_account_with_its_moment_and_its_place_goes_from_a_proven_page():
    row = "江边气象 2024-05-20 07:00 江城"
    foot = ["点击上方蓝字关注我们", "编辑丨小雨", "点个“在看”，把好天气分享给朋友"]
    assert lines_of("小满：江河渐满，麦粒渐盈", row, foot[0], *SOLAR, *foot[1:]) == ["小满：江河渐满，麦粒渐盈", *SOLAR]


def test_when_and_where_a_talk_is_stays():
    page = ["小满：江河渐满，麦粒渐盈", "节气讲座 2024-05-20 14:00 图书馆", *SOLAR]
    assert lines_of(*page) == page


def test_the_facts_of_goods_are_no_title_over_the_words_on_them():
    facts = ["材质：玻璃杯身", "充电：三小时充满", "容量：三百毫升"]
    text = [
        "杯身采用高硼硅玻璃，耐高温，不易碎裂。六叶刀头转速每分钟两万转，四十秒打好一杯果汁。",
        "电池充满一次可以打十五杯，适合上班和旅行携带。清洗时倒入清水，按两下按钮即可。",
    ]
    page = ["首页 > 家用电器 > 厨房小电", "收藏商品 举报", *facts, *text, "猜你喜欢", "江鸟 电炖锅 1.5升"]
    assert lines_of(*page)[:-1] == [*facts, *text][: len(lines_of(*page)) - 1]
    assert [fact for fact in facts if fact not in lines_of(*page)] == []


def test_the_other_answers_to_a_question_stay():
    question = "儿子三岁两个月，能听懂大人的话，但只会说十几个词，需要去医院吗？平时都是老人带。"
    answers = [
        "可以先去儿童保健科做语言发育评估。三岁会说的词少于五十个，一般建议早做干预，不要等。",
        "我家孩子也是三岁半才开口，现在话多得很，不过还是去看看放心。",
    ]
    head = ["孩子三岁还不爱说话要紧吗？", "匿名用户 2023-08-11 20:13 浏览 2.1万"]
    page = [*head, question, "最佳答案", answers[0], "赞 56 踩 2 评论 8", "其他回答（2）", answers[1], "我要提问"]
    assert [said for said in (question, *answers) if said not in lines_of(*page)] == []
