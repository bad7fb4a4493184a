"""Articles, and what reposts do to them."""

import random
import tomllib
from pathlib import Path

FIXTURES = Path(__file__).parents[2] / "fixtures" / "dedup"
NOTICE = "[外链图片转存失败,源站可能有防盗链机制,建议将图片保存下来直接上传(img-{}-16500{}23456)(https://img.example.com/{}.png)]"
TRADITIONAL = str.maketrans(
    "图书馆还书窗口铁从读车站扫码门弹关归录说这来旧问卷认记逾绕开线设备由厂制老板难记碗钱学楼照颗编号师",
    "圖書館還書窗口鐵從讀車站掃碼門彈關歸錄說這來舊問卷認記逾繞開線設備由廠製老闆難記碗錢學樓照顆編號師",
)


def articles():
    """Return the articles by name: zh-library, en-ferry and so on."""
    with (FIXTURES / "articles.toml").open("rb") as file:
        table = tomllib.load(file)
    return {f"{language}-{name}": one["text"].strip() for language in table for name, one in table[language].items()}


def joined(text, rng):
    """Lose every sixth space."""
    return "".join("" if character == " " and rng.random() < 1 / 6 else character for character in text)


def with_notices(text, rng):
    lines = text.split("\n")
    for number in range(3):
        notice = NOTICE.format(f"a{number}", rng.randrange(10, 99), rng.randrange(10**6))
        lines.insert(rng.randrange(1, len(lines)), notice)
    return "\n".join(lines)


def full_width(text, _rng):
    return "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text).replace(" ", "\u3000")


def edited(text, rng):
    """Swap neighbours at one place in sixty."""
    letters = list(text)
    for at in range(len(letters) - 1):
        if rng.random() < 1 / 60:
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return "".join(letters)


def reordered(text, rng):
    lines = text.split("\n")
    rng.shuffle(lines)
    return "\n".join(lines)


REPOSTS = {
    "same": lambda text, _: text,
    "white_space": lambda text, _: text.replace("\n", "  "),
    "width": full_width,
    "traditional": lambda text, _: text.translate(TRADITIONAL),
    "joined": joined,
    "notices": with_notices,
    "cut": lambda text, _: text[: len(text) * 7 // 10],
    "edited": edited,
    "reordered": reordered,
}


def repost(text, kind, seed=0):
    return REPOSTS[kind](text, random.Random(seed))
