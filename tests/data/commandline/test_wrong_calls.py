"""Wrong calls, files that cannot be read, stores that cannot be used: each told in one line, and nothing is changed."""

from pathlib import Path

import pytest

from data.__main__ import main
from data.store.database import Store
from tests.data.commandline.conftest import run

BAD_FILES = {
    "没有.txt": (None, "找不到文件"),
    "空.txt": (b"", "空"),
    "空白.txt": (b" \r\n\xef\xbb\xbf\n", "没有文字"),
    "二进制.txt": (bytes(range(256)) * 20, "不是可以识别的文本"),
    "旧.doc": (b"\xd0\xcf\x11\xe0" + bytes(100), "另存为 .docx"),
    "新.docx": (b"PK\x03\x04" + bytes(100), "内容却是压缩包"),
    "版式.pdf": (b"%PDF-1.7", "无法打开"),
    "表格.xlsx": (b"PK\x03\x04", "内容却是压缩包"),
    "假.txt": (b"PK\x03\x04" + bytes(100), "内容却是压缩包"),
    "没有后缀": ("一、虚构".encode(), ".txt"),
    "大.txt": ("虚构。\n".encode() * 600_000, "超过 5 MB"),
    "不是要点.txt": ("虚构的散文。\n没有任务。\n".encode(), "没有导入"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_one_line_and_changes_nothing(
    store_path: Path,
    tmp_path: Path,
    name: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")  # a machine without LibreOffice
    content, words = BAD_FILES[name]
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with Store.open(store_path) as store:
        revision = store.revision()
    assert main(["import", str(tmp_path / name), "--database", str(store_path)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    (line,) = told.err.splitlines()
    assert [word for word in ("错误：", words, name, "请") if word not in line] == []
    with Store.open(store_path) as store:
        assert store.revision() == revision


def test_a_folder_is_not_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", str(tmp_path)]) == 1
    assert "文件夹" in capsys.readouterr().err


def test_an_empty_name_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", ""]) == 1
    assert capsys.readouterr().err == "错误：文件名是空的。请写上文件的路径。\n"


@pytest.mark.parametrize(
    "command", [["check"], ["list"], ["remove", "x", "--yes"], ["export", "--to", "无处"]], ids=lambda c: c[0]
)
def test_a_missing_store_is_not_made(
    tmp_path: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "没有.duckdb"
    assert main([*command, "--database", str(path)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("错误：找不到数据库")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "缺少：命令"),
        (["check", "--database", ""], "--database 后面的路径是空的"),
        (["export"], "缺少：--to"),
        (["parse"], "缺少：文件"),
        (["delete"], "没有「delete」这个选择"),
        (["parse", "x.txt", "--xml"], "不认识的选项或多余的参数：--xml"),
        (["check", "--database"], "--database 后面缺少值"),
        (["parse", "x.txt", "--json=1"], "--json 不带值"),
        (["parse", "x.txt", "--js"], "不认识的选项或多余的参数：--js"),
    ],
)
def test_a_wrong_call(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    told = capsys.readouterr()
    assert told.out == ""
    (line,) = told.err.splitlines()
    assert words in line
    assert "--help" in line


@pytest.mark.parametrize("command", [[], ["parse"], ["import"], ["list"], ["remove"], ["export"], ["check"]])
def test_help_is_chinese(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main([*command, "--help"])
    assert caught.value.code == 0
    text = capsys.readouterr().out
    assert text.startswith("用法：python -m data")
    assert [word for word in ("usage", "options", "positional", "show this") if word in text] == []


def test_a_damaged_store_is_one_line(tmp_path: Path, invented_file: Path) -> None:
    store = tmp_path / "store.duckdb"
    store.write_bytes("不是数据库".encode() * 999)
    for arguments in (["check"], ["import", invented_file]):
        result = run(*arguments, "--database", store)
        assert (result.returncode, result.stdout) == (1, "")
        (line,) = result.stderr.splitlines()
        assert "损坏" in line
    assert store.read_bytes() == "不是数据库".encode() * 999


def test_a_store_that_the_dashboard_has_open(store_path: Path, invented_file: Path) -> None:
    with Store.open(store_path):
        result = run("import", invented_file, "--database", store_path)
    assert (result.returncode, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert "正被另一个程序使用" in line


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (["--year", "二〇二三"], "--year 年份写成四位数字"),
        (["--issued-on", "5月"], "--issued-on 日期写成 2023-05-17 这样"),
        (["--title", " "], "--title 没有写内容"),
        (["b.txt", "--issued-on", "2023-05-17"], "--issued-on 只能说明一份文件"),
    ],
)
def test_what_is_said_wrongly_of_a_file_is_told(
    said: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["import", "a.txt", *said])
    assert caught.value.code == 2
    assert words in capsys.readouterr().err
