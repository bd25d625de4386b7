"""Old Word and WPS files: through LibreOffice where the server has it (here a script in its place), else told."""

import sys
from pathlib import Path

import pytest

from data.errors import DocumentError
from data.importing.reading import read_content
from data.names.directory import Directory
from data.names.known import KnownNames
from tests.data.documents import invented_document
from tests.data.importing.readers.files import word_of

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
SOURCE = invented_document()[1].source


def put_office(folder: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    """A program named soffice, first on PATH: a script that knows where to write (``out``) and what it was given (``given``)."""
    script = folder / "soffice"
    head = f"#!{sys.executable}\nimport sys\nfrom pathlib import Path\n"
    head += "out, given = Path(sys.argv[sys.argv.index('--outdir') + 1]), Path(sys.argv[-1])\n"
    script.write_text(head + body)
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


@pytest.mark.parametrize("name", ["虚构.doc", "虚构.WPS"])
def test_what_libreoffice_makes_of_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, directory: Directory, name: str
) -> None:
    (tmp_path / "made.docx").write_bytes(word_of(SOURCE.splitlines()))
    body = f"assert given.read_bytes().startswith({OLD[:8]!r})\n"
    body += f"(out / 'given.docx').write_bytes(Path({str(tmp_path / 'made.docx')!r}).read_bytes())\n"
    put_office(tmp_path, monkeypatch, body)
    document = read_content(OLD, name, KnownNames(directory))[1].document
    assert [task.text for task in document.tasks] == ["虚构任务甲，完成率达到90%。", "虚构任务乙。"]


@pytest.mark.parametrize(
    ("content", "body", "words"),
    [
        (OLD, "", "没有转换出内容"),
        (OLD, "sys.exit(3)", "没有转换出内容"),
        (OLD, "(out / 'given.docx').write_bytes(b'x')", "别的内容"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "", "密码"),
        (b"%PDF-1.7", "", "不是旧版"),
        (b"", "", "空的"),
    ],
)
def test_what_gives_nothing_is_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    directory: Directory,
    content: bytes,
    body: str,
    words: str,
) -> None:
    put_office(tmp_path, monkeypatch, body)
    with pytest.raises(DocumentError, match=words):
        read_content(content, "虚构.doc", KnownNames(directory))


def test_without_libreoffice_the_way_around_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, directory: Directory
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DocumentError, match="另存为"):
        read_content(OLD, "虚构.doc", KnownNames(directory))
