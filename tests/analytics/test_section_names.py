"""Short names of sections: derived from titles, or set by a person. Those of the first document are pinned in ``test_first_document``."""

import pandas as pd
import pytest

from analytics.section_names import LONGEST, derived_name, short_names


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("围绕虚构目标，全面准确落实虚构责任制", "虚构责任制"),
        ("打造现代化虚构服务体系", "虚构服务体系"),
        ("围绕甲，提升虚构服务大局的能力水平", "虚构服务大局"),
        ("指导思想", "指导思想"),
        ("加强自身建设", "加强自身建设"),
        ("虚构程序繁简分流改革：完善虚构机制，适用率达到20%", "虚构程序繁简分流"),
        ("虚构群众反映强烈的突出问题", "虚构群众反映强烈的突出…"),
        ("全面深化推进加强强化落实", "加强强化落实"),
        ("，。", "，。"),
    ],
)  # fmt: skip
def test_a_title_is_named_by_the_object_of_its_last_clause(title: str, name: str) -> None:
    assert derived_name(title) == name
    assert len(name) <= LONGEST


def test_what_a_person_set_goes_first_and_names_alike_have_their_numbers() -> None:
    sections = pd.DataFrame(
        [("a", 1, "甲，推进虚构改革工作", ""), ("b", 2, "乙，推进虚构改革工作", ""), ("c", 3, "丙，推进虚构改革工作", "定下的")],
        columns=["section_id", "ordinal", "title", "short_name"],
    )  # fmt: skip
    assert short_names(sections) == {"a": "一、虚构改革工作", "b": "二、虚构改革工作", "c": "定下的"}
    assert short_names(sections.head(0)) == {}
