"""One invented plan in every container says the same."""

import pytest

from data.importing.directory_files import load_directory
from data.names.directory import Directory
from tests.data.documents import document_of
from tests.data.importing.outcome import outcome
from tests.data.importing.readers import files, plans

CONTAINERS = {
    "文本.txt": lambda: "\n".join(plans.outline()).encode(),
    "文本表格.txt": lambda: "\n".join(plans.piped()).encode("gb18030"),
    "段落.docx": lambda: files.word_of(plans.outline()),
    "自动编号.docx": files.numbered_word,
    "表格.docx": files.table_word,
    "表格.xlsx": files.workbook,
    "段落.pdf": files.outline_pdf,
    "表格.pdf": files.table_pdf,
    "段落.ofd": files.outline_ofd,
}


@pytest.fixture(scope="module")
def directory() -> Directory:
    return load_directory()


def expected() -> dict:
    kinds = {
        "1": ["percent 95%", "deadline 2024-06-30"],
        "2": ["deadline 2024-09-30"],
        "3": ["coverage 全覆盖", "deadline 2024-11-30"],
        "4": ["count 30件", "deadline 2024-12-31"],
        "5": ["deadline 2024-10-31"],
    }
    return {
        "title": plans.TITLE,
        "year": 2024,
        "issuer": plans.SIGNED[0],
        "issued_on": "2024-02-19",
        "cc": [],
        "first_listed_leads": False,
        "sections": list(plans.SECTIONS),
        "tasks": [
            {
                "number": number,
                "section": plans.SECTIONS[section],
                "text": text,
                "departments": [f"{department} responsible" for department in departments.split("、")],
                "targets": kinds[number],
            }
            for section, number, text, departments, _ in plans.TASKS
        ],
        "unaccounted": [],
    }


@pytest.mark.parametrize("name", CONTAINERS)
def test_every_container_says_the_same(name: str, directory: Directory) -> None:
    document = document_of(CONTAINERS[name](), name, directory)
    assert outcome(document) == expected()
    assert [notice for notice in document.notices if "页眉" not in str(notice)] == []


def test_what_is_left_out_is_said(directory: Directory) -> None:
    document = document_of(files.outline_pdf(), "虚构.pdf", directory)
    assert list(map(str, document.notices)) == ["每页重复的页眉页脚没有读入：「虚构法院文件汇编」"]
    assert "虚构法院文件汇编" not in document.source


def test_every_place_is_in_the_text_that_is_shown(directory: Directory) -> None:
    document = document_of(files.table_word(), "虚构.docx", directory)
    shown = [document.source[task.span.start : task.span.end] for task in document.tasks]
    assert [text.endswith(task.text) for text, task in zip(shown, document.tasks, strict=True)] == [True] * 5
