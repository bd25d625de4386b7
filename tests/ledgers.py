"""Ledgers as departments fill them in: sheets changed by another program than the one that wrote them."""

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest

from analytics.__main__ import main as analytics_main
from data.__main__ import main as data_main
from data.progress.form import HEADERS, KEY, SHEET
from data.store.database import Store

PLAN = """虚构市中级人民法院2031年工作要点

一、审判

1. 推进虚构改革。

责任部门：研究室、政治部

2. 完善虚构机制，年内完成。

责任部门：研究室

二、队伍

3. 加强虚构培训。

责任部门：政治部、研究室
"""
"""研究室 fills 1 and 2 and may give its opinion on 3; 政治部 fills 3 and may give its opinion on 1."""

PERIOD = "2031-09"

DONE = {("1", "完成状态"): "已完成", ("1", "进展情况"): "虚构改革完成", ("2", "完成状态"): "推进中"}
"""What 研究室 writes into its ledger: (number of the task, header) → value."""


class Office:
    """A store with the small plan, and what its office does from the command line."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], plan: str = PLAN) -> None:
        self.folder, self._capsys = folder, capsys
        self.database = folder / "store.duckdb"
        self.database.write_bytes(_store_of(plan))

    def send(self, period: str = PERIOD, as_of: str = "2031-09-20", to: str = "out") -> Path:
        """Send the ledgers; the folder."""
        target = self.folder / to
        arguments = ["ledger", "--period", period, "--as-of", as_of, "--to", str(target)]
        assert analytics_main([*arguments, "--database", str(self.database)]) == 0
        self._capsys.readouterr()
        return target

    def collect(self, *files: Path, options: tuple[str, ...] = ()) -> tuple[int, dict[str, Any]]:
        """Exit code and JSON of ``collect``."""
        self._capsys.readouterr()
        arguments = ["collect", *map(str, files), *options, "--json", "--database", str(self.database)]
        code = data_main(arguments)
        return code, json.loads(self._capsys.readouterr().out)

    def ask(self, *arguments: str) -> str:
        """What another command of ``data`` prints."""
        self._capsys.readouterr()
        assert data_main([*arguments, "--database", str(self.database)]) == 0
        return self._capsys.readouterr().out

    def progress(self, period: str = PERIOD) -> dict[str, Any]:
        """JSON of ``progress``."""
        self._capsys.readouterr()
        assert data_main(["progress", "--period", period, "--json", "--database", str(self.database)]) == 0
        return dict(json.loads(self._capsys.readouterr().out))

    def texts(self, period: str = PERIOD) -> dict[str, dict[str, str]]:
        """What is stored, by the number of the task: the texts and the status."""
        return {
            task["task"]: task["texts"] | ({"完成状态": task["status"]} if task["status"] else {})
            for task in self.progress(period)["tasks"]
            if task["texts"] or task["status"]
        }


@cache
def _store_of(plan: str) -> bytes:
    """The file of a store into which the command line has imported this plan alone."""
    with TemporaryDirectory() as folder:
        database, source = Path(folder) / "store.duckdb", Path(folder) / "要点.txt"
        source.write_text(plan, encoding="utf-8")
        Store.create(database).close()
        assert data_main(["import", str(source), "--database", str(database)]) == 0
        return database.read_bytes()


def book_of(folder: Path, unit: str, period: str = PERIOD) -> Path:
    """The workbook of a unit in a folder."""
    return folder / f"台账_{period}_{unit}.xlsx"


def edited(path: Path, change: Callable[[Any], object], to: str | None = None) -> Path:
    """A copy of a workbook whose ledger was changed and saved by openpyxl."""
    book = openpyxl.load_workbook(path)
    change(book[SHEET])
    target = path.with_name(to or f"交回_{path.name}")
    book.save(target)
    return target


def columns_of(sheet: Any) -> dict[str, int]:
    """The columns by their headers, 1-based."""
    return {
        cell.value: cell.column for cell in next(row for row in sheet.iter_rows() if row[0].value == "序号")
    }


def row_of(sheet: Any, number: str) -> int:
    """The row of the task with this number."""
    return next(int(row[0].row) for row in sheet.iter_rows() if str(row[0].value) == number)


def filled(path: Path, values: Mapping[tuple[str, str], object], to: str | None = None) -> Path:
    """A copy of a workbook with values written into cells: (number of the task, header) → value."""

    def fill(sheet: Any) -> None:
        columns = columns_of(sheet)
        for (number, header), value in values.items():
            sheet.cell(row_of(sheet, number), columns[header]).value = value

    return edited(path, fill, to)


def shape(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """The rows of ``collect`` as (task, bin, field, returned), unchanged ones left out."""
    return [
        (row["task"], row["bin"], row["field"], row["returned"]) for row in rows if row["bin"] != "unchanged"
    ]


__all__ = [
    "DONE",
    "HEADERS",
    "KEY",
    "PERIOD",
    "PLAN",
    "Office",
    "book_of",
    "columns_of",
    "edited",
    "filled",
    "row_of",
    "shape",
]
