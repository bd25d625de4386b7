"""Older stores are brought up to date, missing ones built; nothing that people wrote is lost on the way."""

import gzip
import os
import shutil
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from data.errors import StoreMissing, StoreOutdated, StoreVersion
from data.importing.directory_files import load_directory
from data.names.decisions import Decision, DecisionKind
from data.store import migrations
from data.store.activities import activities
from data.store.backups import Occasion, list_backups
from data.store.checks import verify
from data.store.database import Store
from data.store.directories import directory_versions
from data.store.known_names import load_known_names
from data.store.listing import list_documents
from data.store.opening import open_store
from data.store.plan import load_plan
from data.store.rereading import reread_document
from data.vocabulary import DepartmentKind
from tests.data.documents import SEED_ID

VERSION_2 = Path(__file__).with_name("stores") / "version_2.duckdb.gz"
"""A store that version 2 of the schema made, with the seed and two invented documents, corrections and decisions; a
third was imported and removed."""


@pytest.fixture
def old_path(tmp_path: Path) -> Path:
    path = tmp_path / "old.duckdb"
    with gzip.open(VERSION_2) as packed, path.open("wb") as file:
        shutil.copyfileobj(packed, file)
    return path


def test_a_store_of_version_2_opens_with_everything_in_it(old_path: Path) -> None:
    with pytest.raises(StoreOutdated, match="自动升级"):
        Store.open(old_path)
    with open_store(old_path) as store:
        assert [(old.title, old.tasks, old.corrected, old.body) for old in list_documents(store)] == [
            ("2023年全省法院司法改革工作要点", 53, False, None),
            ("虚构省高级人民法院2002年工作要点", 2, False, "虚构省高级人民法院"),
            ("2001年虚构工作要点（改正后）", 3, True, None),
        ]
        with store.read() as cursor:
            known = load_known_names(cursor)
            corrections = cursor.execute("SELECT corrections FROM documents WHERE year = 2001").fetchall()
        assert known.own == load_directory()
        assert {(found.name, found.text, found.body, found.who) for found in known.decisions} == {
            ("虚构新设处", "新的部门（综合，上级研究室）", None, "甲"),
            ("各虚构部门", "集合名称（研究室、办公室）", None, "甲"),
            ("民一庭", "即民事审判第一庭", None, "甲"),
            ("虚构处", "不是部门", "虚构省高级人民法院", "乙"),
        }
        assert (
            Decision(
                "虚构新设处",
                DecisionKind.DEPARTMENT,
                parent="研究室",
                department_kind=DepartmentKind.GENERAL,
                who="甲",
                decided_at=datetime(2026, 11, 26, 10, 25, 4),  # noqa: DTZ001 (as stored: UTC without a zone)
            )
            in known.decisions
        )
        assert corrections == [
            (
                '{"header": {"issued_on": "2001-02-04", "title": "2001年虚构工作要点（改正后）"}, '
                '"lines": {"9": "furniture"}}',
            )
        ]
        assert [(done.label, done.who) for done in activities(store)] == [
            ("升级数据库", "看板"),
            ("移除", "丙"),
            ("导出", "乙"),
            ("撤销核定", "乙"),
            ("核定", "乙"),
            ("核定", "乙"),
            ("核定", "甲"),
            ("核定", "甲"),
            ("核定", "甲"),
            ("导入", "丙"),
            ("导入", "乙"),
            ("导入", "甲"),
            ("导入", "随看板附带"),
        ]
        assert load_plan(store).documents["issued_on"].tolist() == [
            date(2001, 2, 4),
            date(2002, 3, 4),
            date(2023, 5, 17),
        ]
        assert verify(store).faults == ()
        assert reread_document(store, SEED_ID).changes == ()
        (backup,) = list_backups(store)
        assert backup.occasion is Occasion.UPGRADE
    with duckdb.connect(backup.path, read_only=True) as connection:
        assert connection.execute("SELECT schema_version FROM metadata").fetchall() == [(2,)]
    with Store.open(old_path) as store:  # once is enough
        assert store.revision() == 1
        assert len(directory_versions(store, None)) == 1


def test_a_new_store_and_an_upgraded_one_have_the_same_tables(old_path: Path, tmp_path: Path) -> None:
    with Store.create(tmp_path / "new.duckdb") as new, open_store(old_path) as old:
        for store in (new, old):
            with store.read() as cursor:
                assert migrations.version_of(cursor, "") == migrations.LATEST
        assert verify(new).faults == ()
        assert verify(old).faults == ()


def test_an_upgrade_that_fails_changes_nothing(old_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = old_path.read_bytes()
    broken = {**migrations._steps(), migrations.LATEST + 1: "SELECT broken FROM nowhere"}
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "_steps", lambda: broken)
        with pytest.raises(duckdb.Error):
            open_store(old_path)
    with duckdb.connect(old_path) as connection:
        assert connection.execute("SELECT schema_version FROM metadata").fetchall() == [(2,)]
        assert connection.execute("SELECT count(*) FROM documents").fetchall() == [(3,)]
    assert len(before) <= old_path.stat().st_size
    with open_store(old_path) as store:
        assert len(list_documents(store)) == 3


@pytest.mark.parametrize("version", [1, 99])
def test_what_is_too_old_or_too_new_is_refused(old_path: Path, version: int) -> None:
    with duckdb.connect(old_path) as connection:
        connection.execute("UPDATE metadata SET schema_version = ?", [version])
    with pytest.raises(StoreVersion, match=f"版本是 {version}，本看板需要 {migrations.LATEST}"):
        open_store(old_path)


def test_a_missing_store_is_built_only_where_that_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "store.duckdb"
    with pytest.raises(StoreMissing, match="找不到数据库"):
        open_store(path)
    assert list(tmp_path.iterdir()) == []
    with open_store(path, build=True) as store:
        assert [stored.document_id for stored in list_documents(store)] == [SEED_ID]
    assert {file.name for file in tmp_path.iterdir()} == {"store.duckdb", "store.audit.jsonl"}


def test_leftovers_of_killed_builds_are_cleared(tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    names = ("building-0123456789abcdef.duckdb", "building-0123456789abcdef.duckdb.wal", "own.tmp")
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "backups" / "building-0123456789abcdef.tmp").write_bytes(b"x")
    for file in tmp_path.rglob("*"):
        os.utime(file, (1, 1))
    young = tmp_path / "building-fedcba9876543210.duckdb"  # another process may be at it
    young.write_bytes(b"x")
    open_store(tmp_path / "store.duckdb", build=True).close()
    left = sorted(file.name for file in tmp_path.rglob("*") if file.is_file())
    assert left == [young.name, "own.tmp", "store.audit.jsonl", "store.duckdb"]
