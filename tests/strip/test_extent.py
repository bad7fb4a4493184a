"""Where an article ends: what looks like the page's own furniture inside it does not cut it short."""

import cleaner

MENU = ["首页", "论坛", "登录", "注册", "搜索", "下载", "返回首页", "手机版"]
FOOT = ["关于我们", "联系我们", "广告服务", "隐私政策", "网站地图", "友情链接", "返回顶部", "上一页", "下一页"]
RU_FOOT = ["О проекте", "Реклама", "Контакты", "Вакансии", "Поделиться", "Подписаться", "Наверх", "Поиск", "Войти"]
RU = [
    "Река за мостом становится шире, и вода течёт так медленно, словно раздумывает, куда ей идти дальше.",
    "Паромщику восемьдесят один год, и он помнит каждый камень под водой, хотя давно уже не выходит к берегу.",
    "Когда открыли мост, он убрал свой шест в сарай и больше никогда его не доставал, сколько его ни просили.",
]
EN = [
    "I have used a bowline for thirty years and it never slipped, but it must be tied when the rope is dry and clean.",
    "A bowline is fine on land. On the water I would rather have a round turn, since it can be let go under load.",
    "Both of you are right, and the ferryman in our village ties neither: he splices an eye into the end for good.",
    "Splicing takes an evening to learn, and the eye holds nine tenths of what the rope does, which no knot will do.",
    "Mind the age of the rope before you mind the knot, because what breaks on our landing is always the old rope.",
    "Thank you all. I spliced it, and it has held through the whole flood, with the boat full and the river rising.",
]
ZH = [
    "营地在半山腰，路很窄，两辆车会车要退到转弯的地方，老板说这条路是他父亲那一辈人一锄头一锄头挖出来的。",
    "我们到的时候天还没有黑，孩子们跑去看溪水，大人们搭帐篷，风从谷口吹过来，带着松针和柴火的味道。",
]


def test_a_link_in_the_midst_of_a_text_does_not_end_it():
    last = "В лодке теперь живёт семья кошек, и он говорит, что кто-то должен присматривать за рекой."
    page = [*RU, "Читайте также: Мост построили за год", last, "Все новости", *RU_FOOT]
    assert cleaner.clean("\n".join(page)).text.split("\n") == [*RU, last]


def test_a_heading_that_is_a_menus_word_too_does_not_end_the_text():
    facts = [
        "资讯",
        "联络电话：03-123-4567",
        "营地地址：某某乡玉峰村6邻20号",
        "每帐六百元，两间卫浴用烧柴的锅炉",
        "枫红期间过中午才可搭帐",
        "水电便利，有两个停车的地方",
        "山上夜里冷，记得带厚衣服",
    ]
    text = cleaner.clean("\n".join([*MENU, "山腰营地的一夜", *ZH, *facts, "上一篇：海边的一夜", *FOOT])).text
    assert [fact for fact in facts if fact not in text] == []
    assert "广告服务" not in text


def test_a_thread_keeps_its_answers():
    head = ["Home", "Forums", "Log in", "Register", "Search"]
    posts = [
        [
            f"Lena{n}",
            f"#{n} · Mar {n}, 2024",
            "Joined: 2019-04-16",
            "Add to quote",
            f"{said} ({n})",
            "Save Share",
            "Reply Quote",
        ]
        for n, said in enumerate(EN, 1)
    ]
    page = [
        *head,
        "Which knot for a ferry rope",
        *(line for post in posts for line in post),
        "About",
        "Privacy",
        "Terms",
    ]
    text = cleaner.clean("\n".join(page)).text
    assert [said for said in EN if said not in text] == []


def test_a_page_with_nothing_but_a_notice_for_text_is_left_whole():
    names = [f"Harbour tools number {n}, revised" for n in range(12)]
    notice = "To make this page work, we keep a record of what you do on it for a while."
    page = ["Sign up", "Log in", "Search", "Menu", *names, "Help", "About", "Careers", "Press", "Privacy", notice]
    text = cleaner.clean("\n".join(page)).text
    assert [name for name in names if name not in text] == []


def test_the_buttons_between_a_slide_shows_pictures_do_not_end_it():
    parts = [f"{text} It was the {n}th year of the ferry." for n, text in enumerate(EN)]
    page = [
        line for n, text in enumerate(parts) for line in (f"Slide {n}", text, "Previous slide", "Next slide", "Share")
    ]
    left = cleaner.clean("\n".join(["Home", "News", "Login", "Search", *page, "Start over"])).text.split("\n")
    assert [line for line in left if line in parts] == parts


SETTINGS = [
    "검색",
    "닫기",
    "로그인",
    "글자 크기",
    "작은 글자",
    "보통 글자",
    "큰 글자",
    "남성 목소리",
    "여성 목소리",
] * 5
NOTE = "이 설정은 다음에 다시 방문하셨을 때에도 그대로 유지되며 언제든지 바꿀 수 있습니다."
FERRY = [
    f"{n}월에 뱃사공은 강 속의 바위를 하나씩 세어 보았고 마을 사람들은 나루터에 모여 그 이야기를 들었다. "
    "다리가 놓이던 날 그는 장대를 헛간에 넣고 다시는 꺼내지 않았다고 한다."
    for n in range(1, 10)
]


def test_a_long_menu_of_settings_goes_with_the_notes_to_them():
    head = [*SETTINGS[:20], NOTE, *SETTINGS[20:30], NOTE.replace("설정", "값"), *SETTINGS[30:], "강의 마지막 나룻배"]
    kept = cleaner.clean("\n".join([*head, *FERRY])).text.split("\n")
    assert kept[-len(FERRY) :] == FERRY
    assert NOTE not in kept


def test_a_paragraph_among_settings_is_no_note_to_them():
    head = [*SETTINGS[:20], FERRY[0].replace("뱃사공", "노인") * 2, *SETTINGS[20:], "강의 마지막 나룻배"]
    assert head[20] in cleaner.clean("\n".join([*head, *FERRY])).text.split("\n")


def test_markdown_that_begins_with_its_title_has_no_head_to_take():
    head = [
        "# Help the ferry",
        "Do you like the ferry?",
        "## Subscribe to the newsletter",
        "## Follow the ferry on Twitter",
    ]
    page = [*head, *EN, "## Star the ferry", *EN]
    assert cleaner.clean("\n\n".join(page)).text.split("\n\n")[:4] == head
