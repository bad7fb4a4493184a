"""What optimisers put into other people's texts goes, and texts about such services and such sites stay."""

import pytest

import cleaner

TEXT = (
    "缆绳要先在桩上绕两圈，再从自己下面穿过去，这样船越往外走，绳子就收得越紧，解的时候却只要一拉。\n"
    "老船家说，夜里起风以前要把绳子放长一些，不然水一落，船头就会被吊起来，第二天早上舱里全是水。\n"
    "学会这个结大概要一个下午，忘掉它要一辈子，所以他从来不急，教一遍，就坐到一边去抽烟。"
)
ADVERTS = {
    "an agency of itself": (
        "江边网络公司主要为客户提供服务项目涵盖了网站建设、网页设计、小程序开发、域名注册、SEO优化、平面设计、网站托管，售后贴心。"
    ),
    "we": "我们提供的服务有：江边网站建设、江边网站设计、微信公众号开发、网站优化等，为八百家企业解决了推广的问题。",
    "a telephone": "渡口ssl证书热卖，代理可以享受六折优惠！欢迎电话联系或者加微信：13800000000，期待与您的合作！",
    "a customer service": "渡口云服务器与多个机房直接合作，需要的请联系渡口互联官方客服！优质的服务器租用！",
    "traditional": "我們提供的服務有：江邊網站建設、江邊網站設計、微信公眾號開發、網站優化等，歡迎諮詢。",
}
ADULT = {
    "parted by commas": "渡口av，亚洲免费av一区二区，日韩av一区在线，国产精品江边",
    "parted by dashes": "久久久精品江边-中文字幕乱码一区二区渡口-国产熟妇视频",
}
STAYS = {
    "a text about agencies": (
        "小镇上有三家公司做网站建设和网页设计，我们去看了看，它们为客户提供的小程序开发都外包给了省城。\n"
        "网站建设的价格从两千到两万不等，域名注册一般另算，SEO的钱花得最冤枉。"
    ),
    "a founder": "他回到镇上以后开了一家公司，为客户提供网站建设、小程序开发、网络推广等服务，养活了六个人。",
    "a job": "岗位职责：负责公司网站建设、网站优化、网络推广，为客户提供小程序开发的方案，待遇优厚，欢迎投递。",
    "one service": "我们把课堂搬到了云服务器上，孩子们第一次看见自己写的网页，高兴得跳了起来。",
    "a text on filters": "审查的名单里有“无码”“偷拍”“乱伦”这样的词，也有“高潮”，写小说的人为此叫苦不迭。",
    "zones of a game": "一区，二区，三区，新手区",
    "subtitles": "中文字幕乱码，多半是编码选错了",
}  # fmt: skip


def _between(insert):
    head, *rest = TEXT.split("\n")
    return "\n".join([head, insert, *rest])


@pytest.mark.parametrize("advert", ADVERTS.values(), ids=ADVERTS)
def test_an_agencys_advert_goes_and_is_flagged(advert):
    record = cleaner.clean(_between(advert))
    assert record.text == TEXT
    assert record.metadata["flags"] == ["spam"]


@pytest.mark.parametrize("line", ADULT.values(), ids=ADULT)
def test_a_line_of_adult_sites_goes_and_is_flagged(line):
    record = cleaner.clean(f"{line}\n\n{TEXT}")
    assert record.text == TEXT
    assert record.metadata["flags"] == ["spam"]


@pytest.mark.parametrize("said", STAYS.values(), ids=STAYS)
def test_what_is_told_of_such_things_stays(said):
    assert cleaner.clean(_between(said)).text == _between(said)


def test_an_agencys_own_page_stays():
    page = "\n".join([*ADVERTS.values()][:2])
    assert "网站建设" in cleaner.clean(page).text
