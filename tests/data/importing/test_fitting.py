"""Cells under the columns that they fit. All are invented."""

import pytest

from data.importing.columns import ColumnKind
from data.importing.fitting import deal, misplaced, names_departments, replaced

KINDS = {
    "号": ColumnKind.NUMBER,
    "类": ColumnKind.SECTION,
    "事": ColumnKind.TASK,
    "部": ColumnKind.DEPARTMENTS,
    "时": ColumnKind.DEADLINE,
    "人": ColumnKind.PERSON,
    "注": ColumnKind.NOTE,
}


def kinds(header: str) -> list[ColumnKind]:
    return [KINDS[sign] for sign in header]


@pytest.mark.parametrize(
    ("header", "cells", "columns"),
    [
        ("号事部时", "1 完善机制 研究室 6月底前", "号事部时"),
        ("号事部时", "1 完善机制 研究室 办公室 6月底前", "号事部部时"),
        ("类号事部部", "2 评选文书 研究室 各审判庭", "号事部部"),
        ("类事部人", "建设操场 体育局 李四", "事部人"),
        ("事事部注", "深化公开 推进公开 完善目录 市规划局", "事事事部"),
        ("类事部时", "民生 公开标准 县民政局 县残联 汛前", "类事部部时"),
        ("事", "完善机制", "事"),
    ],
)
def test_cells_are_dealt_in_order(header, cells, columns):
    dealt = deal(cells.split(), kinds(header))
    assert "".join(header[index] for index in dealt) == columns
    assert dealt == sorted(dealt)


def test_what_names_departments():
    assert names_departments("宣传科牵头，各科室配合")
    assert names_departments("市水利局 市城管局 各街道")
    assert not names_departments("答复网民意见。")
    assert not names_departments("建设学校")
    assert not names_departments("")


def test_a_row_is_moved_only_where_departments_are_found_elsewhere():
    assert misplaced(["评选文书", "研究室", ""], kinds("类事部"))
    assert not misplaced(["审判", "评选文书", "研究室"], kinds("类事部"))
    assert not misplaced(["甲", "乙"], kinds("类事"))
    assert replaced(["评选文书", "研究室"], kinds("类事部")) == [1, 2]
    assert replaced(["评选文书", "城投"], kinds("类事部")) is None
