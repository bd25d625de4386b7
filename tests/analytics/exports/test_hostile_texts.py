"""Every hostile text in every kind of file that is given out: written once with all of them, read back by another program.

A text is there as it is, apart from what cannot be seen and what its kind of file cannot hold, and nothing else is there:
no formula, no link, no element, no entry of its own.
"""

import csv
import io
import json
import re
import tomllib
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from xml.etree import ElementTree

import docx
import networkx as nx
import openpyxl
import pandas as pd
import pptx
import pypdf
import pypdfium2
import pytest

from analytics.evidence import Mark
from analytics.exports import pdf
from analytics.exports.calendar import Appointment, to_calendar
from analytics.exports.graphs import network, to_gexf, to_graphml
from analytics.exports.ledger import to_ledger
from analytics.exports.paper import Heading, Paper, Paragraph, Source, Table
from analytics.exports.pdf import to_pdf
from analytics.exports.pictures import to_svg
from analytics.exports.sent_ledgers import to_workbook
from analytics.exports.slides import to_pptx
from analytics.exports.tables import to_csv, to_notes, to_xlsx
from analytics.exports.word import to_docx
from analytics.safe.html import as_html
from analytics.scope import Scope, select
from analytics.slides.presentation import Bars, Part, Rows, Series, Slide
from data.names.directory import Department, Directory, as_toml
from data.store.database import Store
from data.store.exporting import export_document
from data.store.plan import Plan, load_plan
from data.store.progress import record_sending
from data.store.storing import store_document
from data.vocabulary import DepartmentKind
from tests.data.documents import as_read
from tests.hostile import TEXTS, document

NOTES = [("文件", TEXTS[0]), ("范围", TEXTS[8]), ("说明", TEXTS[2])]


def essence(text: str) -> str:
    """A text without what cannot be seen, however it is written: as nothing, as a picture of it, as a sign that is missing."""
    shown = text.replace("_×", "_x")
    return "".join(
        sign
        for sign in shown
        if unicodedata.category(sign)[0] not in "CZ" and not "\u2400" <= sign <= "\u2421" and sign != "\ufffd"
    )


def missing(found: Iterable[object]) -> list[str]:
    """The texts that are not among those found."""
    there = {essence(str(one)) for one in found}
    return [text for text in TEXTS if essence(text) not in there]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with a plan whose tasks, departments and targets are these texts."""
    with Store.create(tmp_path_factory.mktemp("texts") / "store.duckdb") as store:
        made = document(TEXTS)
        store_document(store, made.source.encode(), "文件.txt", as_read(made, Directory()))
        yield store


@pytest.fixture(scope="module")
def plan(store: Store) -> Plan:
    return load_plan(store)


def cells_of(content: bytes) -> list[str]:
    """The texts of a workbook, in which nothing is live."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            assert b"TargetMode" not in part
            assert not name.startswith("xl/worksheets/sheet") or b"<hyperlink" not in part
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    formulas = {str(cell.value) for cell in cells if cell.data_type == "f"}
    assert all(
        re.fullmatch(r"=COUNT(IF|A|BLANK)S?\(.*\)|=SUM\(.*\)|=[A-Z0-9+:()-]+", one) for one in formulas
    )
    return [str(cell.value) for cell in cells if cell.data_type == "s"]


def test_xlsx(store: Store, plan: Plan) -> None:
    assert missing(cells_of(to_xlsx(pd.DataFrame({TEXTS[0]: list(TEXTS)}), NOTES))) == []
    tasks = cells_of(to_ledger(plan, select(plan, Scope()), NOTES))
    assert missing(text.removeprefix("任务 ") for text in tasks) == []
    sending = record_sending(store, None, "2030-01", date(2030, 1, 2), date(2030, 1, 2), "甲")
    unit = sending.units[3]
    assert essence(unit) in {essence(text) for text in cells_of(to_workbook(plan, sending, unit))}


def test_csv() -> None:
    rows = list(csv.reader(io.StringIO(to_csv(pd.DataFrame({"甲": TEXTS})).decode("utf-8-sig"), newline="")))
    for (value,), text in zip(rows[1:], TEXTS, strict=True):
        assert essence(value) in (essence(text), f"'{essence(text)}")
        assert not value.lstrip().startswith(("=", "+", "-", "@", "＝", "＋"))
    assert len(to_notes(NOTES).decode("utf-8-sig").splitlines()) == len(NOTES)


def paper() -> Paper:
    rows = tuple((str(number), text) for number, text in enumerate(TEXTS))
    blocks = [part for text in TEXTS for part in (Heading(text, 1), Paragraph(text))]
    return Paper(TEXTS[0], (*blocks, Source(TEXTS[8]), Table(TEXTS[2], ("序号", TEXTS[1]), (0.1, 0.9), rows)))


def test_docx() -> None:
    content = to_docx(paper(), TEXTS[0])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            assert b'TargetMode="External"' not in part
            assert b"<w:hyperlink" not in part
            if name == "word/document.xml":
                assert b"instrText" not in part
                assert b"<w:object" not in part
    read = docx.Document(io.BytesIO(content))
    assert missing(paragraph.text for paragraph in read.paragraphs) == []
    assert missing(row.cells[1].text for row in read.tables[0].rows) == []


def test_pdf() -> None:
    if not pdf.available():
        pytest.skip("没有中文字体，不能生成 PDF")
    content = to_pdf(paper())
    with pypdfium2.PdfDocument(content) as read:
        text = essence("".join(page.get_textpage().get_text_bounded() for page in read))
    plain = [one for one in TEXTS if all(" " <= sign <= "~" or "一" <= sign <= "龥" for sign in one)]
    assert len(plain) > 80
    assert [one for one in plain if essence(one) not in text] == []
    read_again = pypdf.PdfReader(io.BytesIO(content))
    assert all("/Annots" not in page for page in read_again.pages)
    root = read_again.root_object
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(root)
    for sign in (b"/JavaScript", b"/Launch", b"/URI", b"/EmbeddedFile"):
        assert sign not in content


def test_pptx() -> None:
    rows = tuple((str(number), text) for number, text in enumerate(TEXTS))
    marks = (Mark(),) * len(TEXTS)
    bars = Bars("项", TEXTS, (Series(TEXTS[0], (1.0,) * len(TEXTS), marks),), False)
    slides = [
        Slide(Part.COVER, TEXTS[0]),
        Slide(Part.WORKLOAD, TEXTS[1], body=bars),
        Slide(Part.JOINT, TEXTS[2], body=Rows(("序号", TEXTS[4]), (0.1, 0.9), rows, marks)),
    ]
    made = pptx.Presentation(io.BytesIO(to_pptx(slides, NOTES, author=TEXTS[3])))
    shapes = [shape for slide in made.slides for shape in slide.shapes]
    cells = [
        cell.text for shape in shapes if shape.has_table for row in shape.table.rows for cell in row.cells
    ]
    assert missing(cells) == []
    charts = [shape.chart for shape in shapes if shape.has_chart]
    assert missing(name for chart in charts for plot in chart.plots for name in plot.categories) == []
    for chart in charts:
        cells_of(chart.part.chart_workbook.xlsx_part.blob)
    for slide in made.slides:
        assert not [one for one in slide.part.rels.values() if one.is_external]


def graph_option() -> dict[str, object]:
    """A picture of a network with these names."""
    style = {"color": "#123456", "borderColor": "#123456", "borderWidth": 1}
    nodes = [
        {"id": str(at), "name": text, "x": at, "y": at, "symbolSize": 9, "symbol": "circle", "category": 0,
         "itemStyle": style, "label": {"show": True, "position": "right", "formatter": text}}
        for at, text in enumerate(TEXTS)
    ]  # fmt: skip
    return {
        "series": [
            {
                "data": nodes,
                "links": [],
                "categories": [{"name": TEXTS[0], "symbol": "circle", "itemStyle": style}],
            }
        ]
    }


def test_svg() -> None:
    root = ElementTree.fromstring(to_svg(graph_option(), 800, 600, title=TEXTS[0], notes=NOTES))
    kinds = {element.tag.partition("}")[2] for element in root.iter()}
    assert kinds <= {"svg", "rect", "text", "circle", "path", "g", "line", "tspan"}
    assert (
        missing("".join(element.itertext()) for element in root.iter() if element.tag.endswith("text")) == []
    )
    assert not [
        key for element in root.iter() for key in element.attrib if key.startswith("on") or "href" in key
    ]


class _Elements(HTMLParser):
    """What a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.texts.append("")
        assert [key for key, _ in attrs] == ["title"]

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_data(self, data: str) -> None:
        self.texts[-1] += data


def test_html() -> None:
    seen = _Elements()
    seen.feed("".join(f'<p title="{as_html(text)}">{as_html(text)}</p>' for text in TEXTS))
    seen.close()
    assert seen.tags == ["p"] * len(TEXTS)
    assert missing(seen.texts) == []


def test_ics() -> None:
    day = datetime(2030, 1, 2, 9)  # noqa: DTZ001 (of Beijing, as a calendar has it)
    entries = [Appointment(text, day, day, text, text, text) for text in TEXTS]
    lines = (
        to_calendar(entries, TEXTS[0], datetime(2030, 1, 1, tzinfo=UTC))
        .decode()
        .replace("\r\n ", "")
        .split("\r\n")
    )
    assert lines.count("BEGIN:VEVENT") == len(TEXTS)
    for name in ("SUMMARY", "DESCRIPTION", "LOCATION"):
        values = [line.partition(":")[2] for line in lines if line.startswith(f"{name}:")]
        assert len(values) == len(TEXTS)
        assert (
            missing(
                re.sub(r"\\(.)", lambda found: "" if found[1] in "nN" else found[1], one) for one in values
            )
            == []
        )


def test_gexf_and_graphml(plan: Plan) -> None:
    graph = network(select(plan, Scope()))
    gexf, graphml = to_gexf(graph, title=TEXTS[0]), to_graphml(graph)
    for read in (nx.read_gexf(io.BytesIO(gexf)), nx.read_graphml(io.BytesIO(graphml))):
        assert len(read) == len(graph)
        assert missing(held["label"].removesuffix("处") for _, held in read.nodes(data=True)) == []


def test_json(store: Store, plan: Plan) -> None:
    files = export_document(store, str(plan.documents["document_id"].iloc[0]), "甲")
    (content,) = (json.loads(one) for name, one in files.items() if name.endswith(".json"))
    assert missing(task["text"].removeprefix("任务 ") for task in content["tasks"]) == []


def test_toml() -> None:
    made = [Department(f"处{at}", DepartmentKind.GENERAL, note=text) for at, text in enumerate(TEXTS)]
    read = tomllib.loads(as_toml(Directory(tuple(made), TEXTS[0])))
    assert [one["note"] for one in read["department"]] == list(TEXTS)
    assert read["body"] == TEXTS[0]
