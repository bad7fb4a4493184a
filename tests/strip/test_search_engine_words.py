"""The formulas of texts written for search engines go from either end of a text; what is said in earnest stays."""

import pytest

import cleaner

BODY = (
    "要想让水车转得稳，先要把轴放平，再看两头的轴承是不是一样高，差一分，转起来就会偏，时间一长，木头就磨坏了。\n"
    "第二步是上水槽，槽口要比轮缘高出两指，水才落得进斗里，落偏了只会打在辐条上，白白浪费力气。\n"
    "木头要先晾干，再按尺寸锯开，锯的时候顺着纹路，逆着纹路锯出来的辐条第一年冬天就会裂。\n"
    "最后把轮子抬上架子，四个人抬，一个人看，放下去的时候要慢，手不能伸到轴和架子之间。"
)
PREFACES = [
    "本篇文章给大家谈谈水车安装步骤，以及水车安装图解对应的知识点，希望对各位有所帮助，不要忘了收藏本站喔。",
    "今天给各位分享水车安装的知识，其中也会对图解进行解释，如果能解决你面临的问题，别忘了关注本站，现在开始吧！",
    "对于想了解水车安装步骤的读者，本文将是一篇不可错过的文章，我们将详细介绍水车怎么装。",
    "本篇文章为你整理了水车怎么装的详细内容，包含有水车安装图解，希望能帮助你了解 水车怎么装。",
    "水车怎么装，相信很多人对此束手无策，为此本文总结了几种方法，通过这篇文章希望你能解决这个问题。",
]
CLOSINGS = [
    "水车安装步骤的介绍就聊到这里吧，感谢你花时间阅读本站内容，更多关于水车的信息别忘了在本站进行查找喔。",
    "关于水车怎么装问题的解答就分享到这里了，如果你还有很多疑惑，可以关注江边网资讯频道了解更多相关知识。",
    "看完上述内容，你们掌握水车怎么装的方法了吗？如果还想学到更多技能，欢迎关注江边网资讯频道，感谢各位的阅读！",
    "声明：本网站发布的内容以用户投稿为主，如果涉及侵权请尽快告知，我们将会在第一时间删除。电话：028-80000000；邮箱：a@example.com。",
    "当前标题：水车怎么装\n网页链接：http://jiangbian.example/article/abc.html",
    "文章转载：http://jiangbian.example/article/abc.html\n新闻名称：水车怎么装",
]
STAYS = [
    "今天给大家分享的这个故事，是外公讲的，他讲的时候已经八十岁了。",
    "相信很多人都见过水车，可是见过它停下来的人不多。",
    "看完上述内容，法官让双方各说了一次，谁也没有再补充。",
    "文件名称：水车图纸",
    "联系电话：028-80000000；邮箱：a@example.com",
]


@pytest.mark.parametrize("said", PREFACES)
def test_a_preface_goes(said):
    assert cleaner.clean(f"水车怎么装\n{said}\n{BODY}").text == f"水车怎么装\n{BODY}"


@pytest.mark.parametrize("said", CLOSINGS)
def test_a_closing_goes(said):
    assert cleaner.clean(f"水车怎么装\n{BODY}\n{said}").text == f"水车怎么装\n{BODY}"


@pytest.mark.parametrize("said", STAYS)
def test_what_is_said_in_earnest_stays(said):
    assert said.split("，")[0] in cleaner.clean(f"水车怎么装\n{said}\n{BODY}").text
    assert said.split("，")[0] in cleaner.clean(f"水车怎么装\n{BODY}\n{said}").text
