"""What the dashboard exports is no plan: each kind of file is refused, also where its mark was lost (invented plans)."""

import io
from collections.abc import Callable
from datetime import date, datetime, time

import docx
import openpyxl
import pandas as pd
import pptx
import pytest

from analytics.arrangements import agenda
from analytics.arrangements.agenda import Rules
from analytics.arrangements.agenda.timetable import timetable
from analytics.exports import pdf
from analytics.exports.agenda_slides import agenda_to_pptx
from analytics.exports.headed_sheets import headed_to_xlsx
from analytics.exports.ledger import to_ledger
from analytics.exports.paper import Paper, paper
from analytics.exports.slides import to_pptx
from analytics.exports.tables import to_csv, to_xlsx
from analytics.exports.word import to_docx
from analytics.loads import workload
from analytics.scope import Scope, select
from analytics.slides.presentation import Choice, Part
from analytics.slides.topics import topics
from analytics.task_list import Sharing
from data.errors import DocumentError
from data.importing.own import MARK
from data.importing.reading import read_content
from data.names.known import KnownNames
from pages.shared import provenance, words
from tests.analytics.scopes import scoped_of
from tests.data.importing.readers.files import saved, word_of
from tests.data.importing.readers.hostile import package
from tests.plans import DOCUMENT, plan_of

PLAN = plan_of([("1", "第一", ["甲室"]), ("2", "第一", ["甲室", "乙庭"])])
SCOPE = Scope(documents=(DOCUMENT,))
SCOPED = select(PLAN, SCOPE)
NOTES = provenance.notes(PLAN, SCOPE)
TABLE = words.workload_table(workload.by_department(SCOPED))
PLAIN = pd.DataFrame({"部门": ["甲室"], "参与数": [2]})


def briefing() -> Paper:
    return paper("任务分解情况", topics(PLAN, SCOPED, Choice(tuple(Part), ())), NOTES)


def order() -> bytes:
    return headed_to_xlsx(PLAIN, "推进会", NOTES, "议程")


MARKED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "ledger": ("台账.xlsx", lambda: to_ledger(PLAN, SCOPED, NOTES)),
    "ledger by department": ("台账.xlsx", lambda: to_ledger(PLAN, SCOPED, NOTES, by_department=True)),
    "table": ("数据.xlsx", lambda: to_xlsx(PLAIN, NOTES)),
    "agenda": ("议程.xlsx", order),
    "paper": ("汇报材料.docx", lambda: to_docx(briefing())),
    "printed paper": ("汇报材料.pdf", lambda: pdf.to_pdf(briefing())),
}


def refused(content: bytes, name: str) -> str:
    with pytest.raises(DocumentError) as caught:
        read_content(content, name, KnownNames())
    return str(caught.value)


def told(name: str) -> str:
    return f"这是看板自己导出的文件（台账、汇报材料、数据表等），不是工作要点（{name}）。请选择工作要点的原文件。"


@pytest.mark.parametrize("kind", MARKED)
def test_what_was_exported_is_refused(kind: str) -> None:
    name, made = MARKED[kind]
    assert refused(made(), name) == told(name)


@pytest.mark.parametrize("kind", ["ledger", "table", "agenda"])
def test_the_mark_stays_in_a_workbook_that_is_filled_in(kind: str) -> None:
    name, made = MARKED[kind]
    book = openpyxl.load_workbook(io.BytesIO(made()))
    for page in book:
        page.delete_rows(1, 3)
        page["A1"] = "改过"
    assert book.properties.keywords == MARK
    assert refused(saved(book), name) == told(name)


def test_the_mark_stays_in_a_paper_that_is_changed() -> None:
    document = docx.Document(io.BytesIO(to_docx(briefing())))
    for paragraph in document.paragraphs:
        paragraph.text = "改过"
    document.core_properties.keywords += "；汇报"
    assert refused(saved(document), "汇报.docx") == told("汇报.docx")


def test_slides_carry_the_mark() -> None:
    items = agenda.items(scoped_of("甲乙", "乙"), Rules(Sharing.ANY))
    times = timetable(items, "12", datetime.combine(date(2020, 6, 1), time(9)), [])
    numbers = {"1": "1", "2": "2"}
    for made in (
        to_pptx(topics(PLAN, SCOPED, Choice((Part.COVER,), ())), NOTES),
        agenda_to_pptx(times, "推进会", numbers, numbers, (), NOTES),
    ):
        assert pptx.Presentation(io.BytesIO(made)).core_properties.keywords == MARK


def without_marks(content: bytes) -> openpyxl.Workbook:
    """A workbook as a program that keeps no properties would save it."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    book.properties.keywords = None
    return book


def test_a_ledger_is_known_by_its_header() -> None:
    book = without_marks(to_ledger(PLAN, SCOPED, NOTES))
    del book["汇总"]
    page = book["台账"]
    page.unmerge_cells("A1:I1")
    page.unmerge_cells("A2:I2")
    page.delete_rows(1, 2)
    assert refused(saved(book), "台账.xlsx") == told("台账.xlsx")


def test_a_table_of_assumed_leads_is_known_by_its_header() -> None:
    book = without_marks(to_xlsx(TABLE, NOTES))
    del book["说明"]
    assert refused(saved(book), "数据.xlsx") == told("数据.xlsx")


@pytest.mark.parametrize("saved_as", ["text", "workbook"])
def test_a_csv_file_of_assumed_leads_is_known_by_its_header(saved_as: str) -> None:
    content = to_csv(TABLE)
    if saved_as == "text":
        assert refused(content, "数据.txt") == told("数据.txt")
        return
    book = openpyxl.Workbook()
    for line in content.decode("utf-8-sig").splitlines():
        book.active.append([cell.strip('"') for cell in line.split('","')])
    assert refused(saved(book), "数据.xlsx") == told("数据.xlsx")


@pytest.mark.parametrize(
    "line",
    [
        "导出时间：2024-01-02 10:20",
        "注：首列为“推定牵头”，次数为列名次数，不等于工作量。",
        "说明：台账写明序号、工作任务、责任部门、完成时限、进展情况、存在问题和备注。",
    ],
)
def test_a_plan_that_says_something_alike_is_read(line: str) -> None:
    plan = ["2001年虚构法院工作要点", "1．推进虚构甲。（研究室）", "2．推进虚构乙。（办公室）", line]
    _, read = read_content(word_of(plan), "要点.docx", KnownNames())
    assert [task.text for task in read.document.tasks] == ["推进虚构甲。", "推进虚构乙。"]


@pytest.mark.parametrize("properties", [b"<broken", b"<coreProperties/>", b"<!DOCTYPE a><a/>"])
def test_properties_that_cannot_be_read_are_no_hindrance(properties: bytes) -> None:
    relations = (
        b'<Relationships><Relationship Id="r" Type="x/officeDocument" Target="word/document.xml"/>'
        b'<Relationship Id="p" Type="x/core-properties" Target="docProps/core.xml"/></Relationships>'
    )
    text = "<document><body><p><r><t>虚构</t></r></p></body></document>".encode()
    parts = {"_rels/.rels": relations, "word/document.xml": text, "docProps/core.xml": properties}
    assert read_content(package(parts), "要点.docx", KnownNames())[0].source == "虚构"
