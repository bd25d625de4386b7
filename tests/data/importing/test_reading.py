from pathlib import Path

import pytest

from data.errors import DocumentError
from data.importing.corrections import Corrections
from data.importing.guard import MAX_TEXT
from data.importing.interpreting import interpret
from data.importing.reading import load_file, read_content, read_text
from data.names.directory import Directory
from data.names.known import KnownNames
from data.vocabulary import LineMark
from tests.data.documents import document_of, invented_document


def test_a_file_and_its_content_say_the_same(tmp_path: Path, directory: Directory) -> None:
    content, document = invented_document()
    path = tmp_path / "虚构.TXT"
    path.write_bytes(content)
    assert load_file(path) == content
    parsed = document_of(content, path.name, directory)
    assert (parsed.title, parsed.tasks) == (document.title, document.tasks)


def test_a_text_taken_out_before_is_read_as_its_file(directory: Directory) -> None:
    known, corrections = KnownNames(directory), Corrections({"year": 2002}, {1: LineMark.FURNITURE})
    text, read = read_content(invented_document()[0], "虚构.txt", known, corrections)
    assert read_text(text, known, corrections) == read == interpret(text.source, known, corrections)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_encoding_changes_nothing(directory: Directory, encoding: str) -> None:
    _, document = invented_document()
    parsed = document_of(document.source.encode(encoding), "虚构.txt", directory)
    assert (parsed.title, [task.text for task in parsed.tasks]) == (
        document.title,
        [task.text for task in document.tasks],
    )


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("虚构.docx", b"PK\x03\x04", "内容却是压缩包"),
        ("虚构.wps", b"\xd0\xcf\x11\xe0", "不能读取 .wps 文件"),
        ("虚构", b"x", "没有扩展名"),
        ("虚构.exe", b"MZ", "不能读取 .exe 文件"),
        ("虚构.txt", b"%PDF-1.7", "内容却是 .pdf 文件"),
        ("虚构.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(9), "旧版 Word、Excel"),
        ("虚构.txt", b"  \n", "空"),
        ("虚构.txt", b"x" * (MAX_TEXT + 1), "超过 5 MB"),
    ],
)
def test_what_is_no_text_is_refused(
    directory: Directory, name: str, content: bytes, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")  # a machine without LibreOffice
    with pytest.raises(DocumentError) as caught:
        document_of(content, name, directory)
    assert [word for word in (words, name, "请") if word not in str(caught.value)] == []
