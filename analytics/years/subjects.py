"""What a task is about, where its words name one of several things that stand beside each other: 刑事, not 行政.

Plans say the same of several fields in the same phrase; the field then tells the tasks apart, not the phrase.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

_FAMILIES: Mapping[str, tuple[str, ...]] = {
    "field": (
        "刑事|刑案|量刑|认罪认罚",
        "民事(?!行政)|民商事",
        "行政(?!区划|区域|村|工作人员|事务)",
        "(?<!贯彻)(?<!严格)(?<!坚决)(?<!有效)执行(?!情况|力度|民|国|党|中央|《|该|这|新)",
        "立案",
        "知识产权|专利|商标|种业",
        "环境资源|生态环境|环资",
        "金融|证券|保险",
        "破产|清算|重整",
        "家事|婚姻|家庭",
        "未成年|少年|涉少",
        "国家赔偿",
        "信访|来访",
        "涉外|海事|海商",
        "劳动|欠薪",
        "道路交通|交通事故",
        "医疗|医患",
        "物业",
        "建设工程|建工",
        "税务|税收",
        "消费",
        "网络",
    ),
    "person": (
        "法官助理",
        "(?<!专业)(?<!初任)(?<!员额)法官(?!助理|会议)|员额法官|初任法官",
        "书记员",
        "法警|司法警察",
        "陪审员",
        "调解员",
        "执行员",
        "审判辅助人员|司法辅助人员",
        "律师",
        "青年干警|年轻干部",
        "离退休",
    ),
    "matter": (
        "立案",
        "送达",
        "保全",
        "鉴定",
        "庭审",
        "评查",
        "卷宗",
        "档案",
        "调解",
        "司法救助",
        "司法建议",
        "裁判文书",
        "再审",
        "上诉",
        "小额诉讼",
        "司法确认",
        "独任",
        "速裁",
    ),
}
_PATTERNS = {family: tuple(re.compile(words) for words in members) for family, members in _FAMILIES.items()}


@lru_cache(maxsize=16384)
def subjects(text: str) -> Mapping[str, frozenset[int]]:
    """For each family the subjects that a plain text names, by number."""
    return {
        family: frozenset(number for number, words in enumerate(patterns) if words.search(text))
        for family, patterns in _PATTERNS.items()
    }


def apart(one: str, other: str) -> bool:
    """Whether two plain texts are about different subjects of one family, and share none of it."""
    left, right = subjects(one), subjects(other)
    return any(left[family] and right[family] and not left[family] & right[family] for family in left)


def exchanged(one: str, other: str) -> bool:
    """Whether each of two plain texts names a subject of one family that the other does not."""
    left, right = subjects(one), subjects(other)
    return any(left[family] - right[family] and right[family] - left[family] for family in left)
