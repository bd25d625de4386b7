"""The document that the dashboard ships with says the same as a Word file, a PDF file and printed by a browser."""

import html
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from data.importing.directory_files import SEEDS
from data.names.directory import Directory
from tests.data.documents import document_of
from tests.data.importing.outcome import outcome
from tests.data.importing.readers.files import word_of
from tests.data.importing.readers.pdf_writer import Page, write_pdf

FIRST = SEEDS / "000_13ebe1dc998c35c0.txt"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
STYLE = (
    "@page { size: A4; margin: 3.5cm 2.7cm } body { font: 16pt/28pt 'Noto Sans CJK SC' }"
    "p { text-indent: 2em; margin: 0 } h1 { text-align: center; font-size: 22pt }"
)


def paragraphs() -> list[str]:
    """The paragraphs of the document, with the wraps inside them undone."""
    parts = re.split(r"\n\s*\n", FIRST.read_text(encoding="utf-8"))
    return [part.strip().replace("\n", "") for part in parts if part.strip()]


def expected(directory: Directory) -> dict:
    return outcome(document_of(FIRST.read_bytes(), FIRST.name, directory)) | {"unaccounted": []}


def test_as_a_word_file(directory: Directory) -> None:
    assert outcome(document_of(word_of(paragraphs()), "要点.docx", directory)) == expected(directory)


def test_as_a_pdf_file(directory: Directory) -> None:
    lines = [(200, paragraphs()[0])]
    for text in paragraphs()[1:]:
        lines.append((114, text[:28]))
        lines += [(90, text[start : start + 30]) for start in range(28, len(text), 30)]
    pages = []
    for start in range(0, len(lines), 26):
        pages.append(Page())
        for index, (left, text) in enumerate(lines[start : start + 26]):
            pages[-1].text(left, 90 + 26 * index, text)
        pages[-1].text(280, 800, f"—{len(pages)}—", 9)
    assert outcome(document_of(write_pdf(pages), "要点.pdf", directory)) == expected(directory)


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="没有找到 Chromium（安装发行版的 chromium 后再运行）")
def test_as_a_browser_prints_it(directory: Directory, tmp_path: Path) -> None:
    title, *rest = map(html.escape, paragraphs())
    body = f"<h1>{title}</h1>" + "".join(f"<p>{text}</p>" for text in rest)
    page = f"<!doctype html><meta charset='utf-8'><style>{STYLE}</style>{body}"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    printed = tmp_path / "要点.pdf"
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={printed}"]
    subprocess.run([*command, str(tmp_path / "page.html")], check=True, capture_output=True, timeout=120)
    assert outcome(document_of(printed.read_bytes(), printed.name, directory)) == expected(directory)
