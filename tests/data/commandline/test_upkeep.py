"""backup, list-backups, restore, copy, activities: what they print, what they ask, their codes."""

import json
from pathlib import Path

import pytest

from data.__main__ import main
from data.store.activities import activities
from data.store.backups import list_backups
from data.store.database import BACKUPS_VARIABLE, Store
from data.store.listing import list_documents
from tests.data.documents import SEED_ID, put


@pytest.fixture
def place(store_path: Path) -> list[str]:
    return ["--database", str(store_path)]


def backups_in(path: Path) -> list[str]:
    with Store.open(path) as store:
        return [backup.path.name for backup in list_backups(store)]


def test_a_restore_is_shown_asked_and_done(
    store_path: Path, place: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["list-backups", *place]) == 0
    assert capsys.readouterr().out.startswith("还没有备份。\n0 份备份，在 ")
    assert main(["backup", *place]) == 0
    assert capsys.readouterr().out.endswith("打开核对过\n")
    (name,) = backups_in(store_path)
    assert main(["list-backups", *place]) == 0
    assert capsys.readouterr().out.splitlines()[1].split()[::3] == [name, "手动"]
    with Store.open(store_path) as store:
        added = put(store)
    assert main(["restore", name, "--dry-run", *place]) == 0
    shown = capsys.readouterr().out
    assert shown.splitlines()[1].split() == ["2001年虚构法院工作要点（之1）", added, "在用", "没有", "不见"]
    assert shown.splitlines()[-1] == "恢复后会不同：文件不见 1 份"
    assert main(["restore", name, *place]) == 1
    assert "没有终端可以确认，没有恢复" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    for answer, documents in (("不", 2), ("是", 1)):
        monkeypatch.setattr("builtins.input", lambda _, answer=answer: answer)
        assert main(["restore", name, *place]) == 0
        with Store.open(store_path) as store:
            assert len(list_documents(store)) == documents
    assert "已用备份" in capsys.readouterr().out
    assert main(["restore", name, *place]) == 0
    assert capsys.readouterr().out == "备份与现在的内容相同，没有可以恢复的\n"
    assert main(["restore", "没有这份", "--yes", *place]) == 1
    assert "没有这份备份" in capsys.readouterr().err


def test_backups_go_to_another_folder_and_come_back_from_there(
    store_path: Path, place: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "另一块磁盘"
    elsewhere.mkdir()
    assert main(["backup", "--to", str(elsewhere), *place]) == 0
    (backup,) = elsewhere.iterdir()
    assert backups_in(store_path) == []
    assert main(["remove", SEED_ID, "--yes", *place]) == 0
    assert main(["restore", str(backup), "--yes", *place]) == 0
    with Store.open(store_path) as store:
        assert [one.document_id for one in list_documents(store)] == [SEED_ID]
    monkeypatch.setenv(BACKUPS_VARIABLE, str(elsewhere))
    assert main(["backup", *place]) == 0
    assert len(list(elsewhere.iterdir())) == 2
    assert main(["backup", "--to", str(tmp_path / "没有"), *place]) == 1


def test_the_record_is_read_and_filtered(
    store_path: Path, place: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["remove", SEED_ID, "--yes", *place]) == 0
    capsys.readouterr()
    assert main(["activities", "--kind", "移除", *place]) == 0
    heading, line = capsys.readouterr().out.splitlines()
    assert heading.split() == ["序号", "时间", "操作人", "操作", "文件编号", "说明"]
    assert line.split()[4:6] == ["移除", SEED_ID]
    assert main(["activities", "--document", SEED_ID, "--json", "--limit", "2", *place]) == 0
    assert [one["label"] for one in json.loads(capsys.readouterr().out)] == ["移除", "导入"]
    assert main(["activities", "--until", "2001-01-01", *place]) == 0
    assert capsys.readouterr().out == "没有这样的操作记录。\n"
    assert main(["activities", "--kind", "飞", *place]) == 1
    assert "没有这种操作（飞）。请写成其中一种：导入、" in capsys.readouterr().err


def test_a_store_is_copied(store_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "副本.duckdb"
    ask = ["copy", "--from", str(store_path), "--to", str(target)]
    assert main(ask) == 0
    assert "两边逐行核对相同" in capsys.readouterr().out
    assert main(["check", "--database", str(target)]) == 0
    assert main(ask) == 1
    assert "目标处已经有文件" in capsys.readouterr().err
    assert main(["copy", "--from", str(store_path), "--to", "postgresql://127.0.0.1:1/none"]) == 1
    assert "连不上 PostgreSQL" in capsys.readouterr().err
    with Store.open(store_path) as store:
        assert "副本.duckdb" in activities(store)[0].detail


def test_a_record_that_lacks_a_line_is_told(
    store_path: Path, place: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("data.store.audit.os.fsync", refuse)
    assert main(["due", "1", "2023-09-01", *place]) == 0
    told = capsys.readouterr()
    assert told.out == "办理时限定为 2023-09-01\n"
    assert "没有写进文件" in told.err
