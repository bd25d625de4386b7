"""Grids: any cells, merged in any way, are printed without loss."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import DocumentError
from data.importing.readers.grid import Cell, Grid


def test_nothing_gives_no_lines() -> None:
    assert list(Grid([]).lines()) == []
    assert list(Grid([Cell(0, 0, " ")]).lines()) == []


def test_without_a_header_a_merged_cell_is_repeated() -> None:
    cells = [Cell(0, 0, "甲", rows=2), Cell(0, 1, "乙"), Cell(1, 1, "丙")]
    assert list(Grid(cells).lines()) == ["| 甲 | 乙 |", "| 甲 | 丙 |"]


def test_a_title_above_and_notes_below_are_paragraphs() -> None:
    cells = [
        Cell(0, 0, "虚构的标题<br>（续）", columns=2),
        Cell(1, 0, "任务"),
        Cell(1, 1, "责任部门"),
        Cell(2, 0, "甲"),
        Cell(2, 1, "研究室"),
        Cell(3, 0, "注：虚构", columns=2),
    ]
    assert list(Grid(cells).lines()) == [
        "虚构的标题",
        "（续）",
        "| 任务 | 责任部门 |",
        "| 甲 | 研究室 |",
        "注：虚构",
    ]


def test_a_table_that_is_too_large_is_refused() -> None:
    with pytest.raises(DocumentError, match="表格过大"):
        Grid([Cell(0, 0, "甲", rows=1000, columns=1000)])


CELLS = st.lists(
    st.builds(
        Cell,
        row=st.integers(0, 5),
        column=st.integers(0, 5),
        text=st.sampled_from(["序号", "任务", "责任部门", "甲", "乙|丙", "丁<br>戊", "2024年"]),
        rows=st.integers(1, 3),
        columns=st.integers(1, 3),
    ),
    max_size=12,
    unique_by=lambda cell: (cell.row, cell.column),
)


@given(CELLS)
def test_every_cell_that_shows_is_printed(cells: list[Cell]) -> None:
    grid = Grid(cells)
    printed = "\n".join(grid.lines())
    covered: set[tuple[int, int]] = set()
    for cell in cells:
        if (cell.row, cell.column) not in covered:
            assert all(
                part.replace("|", "丨") in printed.replace("|", "丨") for part in cell.text.split("<br>")
            )
        places = ((row, column) for row in range(cell.rows) for column in range(cell.columns))
        covered |= {(cell.row + row, cell.column + column) for row, column in places}
