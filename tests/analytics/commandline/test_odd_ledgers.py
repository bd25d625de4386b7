"""Files as other programs leave them: odd cells, written by LibreOffice, broken, foreign, given to the wrong command (invented plan)."""

import re
import zipfile
from itertools import groupby
from pathlib import Path

import openpyxl
import pytest

from data.__main__ import main
from tests import libreoffice
from tests.ledgers import Office, book_of, shape


def test_a_plan_import_names_collect(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = office.send()
    resaved = openpyxl.load_workbook(folder / "总表.xlsx")
    resaved.properties.keywords = None
    resaved.save(tmp_path / "另存.xlsx")
    for path in (book_of(folder, "研究室"), folder / "总表.xlsx", tmp_path / "另存.xlsx"):
        assert main(["import", str(path), "--database", str(office.database)]) == 1
        assert "python -m data collect" in capsys.readouterr().err


def with_cell(path: Path, place: str, cell: str) -> Path:
    """A copy of a workbook in whose XML one cell, blank as it was sent, is another."""
    target = path.with_name(f"改_{path.name}")
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            text = before.read(name)
            if name == "xl/worksheets/sheet1.xml":
                blank = re.compile(rf'<c r="{place}" s="\d+"/>'.encode())
                assert len(blank.findall(text)) == 1
                text = blank.sub(cell.format(place=place).encode(), text)
            after.writestr(name, text)
    return target


LONG = "虚构" * 20_000


@pytest.mark.parametrize(
    ("cell", "code", "stored"),
    [
        (f'<c r="{{place}}" t="inlineStr"><is><t>{LONG}</t></is></c>', 0, LONG),
        ('<c r="{place}" t="inlineStr"><is><t>虚_x0007_构</t></is></c>', 0, "虚构"),
        ('<c r="{place}" t="inlineStr"><is><r><t>虚</t></r><r><t>构</t></r></is></c>', 0, "虚构"),
        ('<c r="{place}" t="str"><f>A1</f><v>虚构</v></c>', 0, "虚构"),
        ('<c r="{place}" t="str"><f>IF(A1="","",A1)</f><v></v></c>', 0, None),
        ('<c r="{place}" t="e"><f>1/0</f><v>#DIV/0!</v></c>', 3, None),
        ('<c r="{place}"><f t="shared" si="0"/></c>', 3, None),
        ('<c r="{place}" t="inlineStr"><is><t>  </t></is></c>', 0, None),
    ],
)
def test_rule_6_whatever_a_cell_holds_is_stored_whole_or_told(
    office: Office, cell: str, code: int, stored: str | None
) -> None:
    book = with_cell(book_of(office.send(), "研究室"), "K5", cell)  # 进展情况 of task 1
    found_code, found = office.collect(book)
    assert (found_code, office.texts()) == (code, {"1": {"进展情况": stored}} if stored else {})
    assert (code == 0) == all(row["bin"] in ("filled", "unchanged") for row in found["rows"])
    folder = office.send(to="again")  # what is longer than a cell is cut there, and stays whole in the store
    assert office.collect(book_of(folder, "研究室"))[:1] == (0,)
    assert office.texts() == ({"1": {"进展情况": stored}} if stored else {})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("加密.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
        ("空.xlsx", b""),
        ("文字.txt", "完成".encode()),
        ("截断.xlsx", None),
    ],
)
def test_broken_and_foreign_files_get_their_word(office: Office, name: str, content: bytes | None) -> None:
    whole = book_of(office.send(), "研究室").read_bytes()
    path = office.folder / name
    path.write_bytes(whole[: len(whole) // 2] if content is None else content)
    code, found = office.collect(path)
    assert (code, found["files"][0]["outcome"], found["stored"]) == (1, "refused", 0)
    assert name in found["files"][0]["why"]
    assert found["not_returned"] == ["研究室", "政治部"]


@libreoffice.driven
def test_what_is_filled_in_with_libreoffice_is_read(office: Office) -> None:
    """By Tab from open cell to open cell; then sorted, with a row inserted, a column and a row hidden, and once as .ods."""
    plain, tidied, again = (office.folder / name for name in ("交回.xlsx", "整理后.ods", "再交.xlsx"))
    given = {
        "J5": "已完成", "K5": "虚构改革完成\n第二行", "G5": "013800138000", "O5": "2031-09-18", "J6": "推进中", "P8": "同意",
    }  # fmt: skip
    own = [f"{column}{row}" for row in (5, 6) for column in "EFGHJKLMNOQ"]
    order = [
        *own[4:],
        "P8",
        *own[:3],
    ]  # it opens at the first status, and behind the last cell comes the first
    filling = []
    for cell in order:
        filling += [libreoffice.write(given[cell])] if cell in given else []
        filling += [libreoffice.command("JumpToNextUnprotected")] if cell != order[-1] else []
    more = [
        libreoffice.command("Protect"),  # there is no password: the lock is taken off
        libreoffice.go("A5:T5"),
        libreoffice.command("InsertRowsAfter"),
        libreoffice.go("A4:T9"),
        libreoffice.command("DataSort", ByRows=True, HasHeader=False, Col1=2, Ascending1=True),
        libreoffice.command("HideRow"),
        libreoffice.go("K3"),
        libreoffice.command("HideColumn"),
        libreoffice.save(tidied, libreoffice.ODS),
        libreoffice.opened(tidied),
        libreoffice.save(again),
    ]
    book = book_of(office.send(), "研究室")
    said = libreoffice.played(book, office.folder, [*filling, libreoffice.save(plain), *more])
    assert [cell for cell, _ in groupby(one.cell for one in said[: len(filling) + 1])] == order
    code, found = office.collect(plain)
    assert (code, found["stored"], found["files"][0]["why"]) == (0, len(given), "")
    assert office.texts() == {
        "1": {
            "完成状态": "已完成",
            "进展情况": given["K5"],
            "联系电话": given["G5"],
            "填报日期": given["O5"],
        },
        "2": {"完成状态": "推进中"},
        "3": {"配合意见": "同意"},
    }
    code, found = office.collect(again)
    assert (code, found["stored"], shape(found["rows"])) == (0, 0, [])
