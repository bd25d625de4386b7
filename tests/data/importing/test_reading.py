from pathlib import Path

import pytest

from data.errors import DocumentError
from data.importing.guard import MAX_TEXT
from data.importing.reading import read_content, read_file
from data.names.directory import Directory
from tests.data.documents import invented_document


def test_a_file_and_its_content_say_the_same(tmp_path: Path, directory: Directory) -> None:
    content, document = invented_document()
    path = tmp_path / "虚构.TXT"
    path.write_bytes(content)
    read, parsed = read_file(path, directory)
    assert read == content
    assert (parsed.title, parsed.tasks) == (document.title, document.tasks)
    assert read_content(content, "虚构.txt", directory) == parsed


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_encoding_changes_nothing(directory: Directory, encoding: str) -> None:
    _, document = invented_document()
    parsed = read_content(document.source.encode(encoding), "虚构.txt", directory)
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
def test_what_is_no_text_is_refused(directory: Directory, name: str, content: bytes, words: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_content(content, name, directory)
    assert [word for word in (words, name, "请") if word not in str(caught.value)] == []
