"""What looks like the name of an institution. All names are invented or generic."""

import pytest

from data.names.institutions import LONGEST, Likeness, is_clause, likeness, looks_like_a_person


@pytest.mark.parametrize(
    "name",
    [
        "银保监会",
        "证监会",
        "贸促会",
        "市供销社",
        "供销合作总社",
        "市人大",
        "市政协",
        "律协",
        "红十字会",
        "气象台",
        "驻军",
        "学校",
        "市属国企",
        "审管办",
        "民一庭",
        "市委",
        "团市委",
        "市人行",
        "市银保监分局",
        "国网青岭供电公司",
        "优化营商环境局",
        "有关部门",
        "各县区政府",
        "民革",
        "立案庭（诉讼服务中心）",
        "第二",
    ],
)
def test_organs(name):
    assert likeness(name) is Likeness.ORGAN


@pytest.mark.parametrize(
    "name",
    [
        "高新区",
        "各乡镇",
        "各街道",
        "各县（市、区）",
        "东湖区",
        "官桥镇",
        "各星级酒店",
        "空港新城",
        "村（社区）",
    ],
)
def test_places_and_what_is_there(name):
    assert likeness(name) is Likeness.PLACE


@pytest.mark.parametrize(
    "words",
    [
        *[
            "社会",
            "机会",
            "干部",
            "内部",
            "有关",
            "市场",
            "区",
            "市住房",
            "市科技",
            "执行",
            "建设学校",
            "推进产业园区",
            "各项任务",
            "完善机制。",
        ],
        "负责的部门",
        "科" * LONGEST + "局",
        "",
    ],
)
def test_what_is_none(words):
    assert likeness(words) is Likeness.NONE


def test_a_clause_is_no_name():
    assert is_clause("具体任务均由县区承担")
    assert is_clause("推进产业园区")
    assert not is_clause("优化营商环境局")
    assert not is_clause("")


def test_persons():
    assert looks_like_a_person("李明")
    assert looks_like_a_person("张副市长")
    assert not looks_like_a_person("金融办")
    assert not looks_like_a_person("")
