"""The record of activities in its file: every line once, whatever happens; and what somebody did to it."""

import json
import os
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from data.access import Access, Person
from data.errors import StoreError, StoreReadOnly
from data.requests import ask
from data.requests.following_up import SetDue
from data.requests.looking import ShowActivities
from data.store import audit
from data.store.activities import Activity, ActivityKind, Wanted, activities, now, record
from data.store.audit import AUDIT_VARIABLE, AuditLog, audit_file, lines
from data.store.backups import back_up
from data.store.checks import verify
from data.store.database import PATH_VARIABLE, Store, activity_rows
from data.store.following_up import set_due
from data.store.recovery import compare_backup, recover
from data.store.removing import remove_document
from tests.data.documents import SEED_ID, put
from tests.people import maintainer

TASK = f"{SEED_ID}-t001"
DAY = date(2023, 9, 1)
CHIEF = Person("甲", Access.ADMINISTER)


def written(store: Store) -> list[object]:
    return [line.row["number"] for line in lines(audit_file(store.path))]


def recorded(store: Store) -> list[object]:
    return [one.number for one in reversed(activities(store, None))]


def test_every_line_is_in_the_file_with_the_one_before(store: Store) -> None:
    put(store)
    set_due(store, TASK, DAY, "甲=乙")
    found = list(lines(audit_file(store.path)))
    assert written(store) == recorded(store)
    assert all(line.linked for line in found)
    last = json.loads(audit_file(store.path).read_bytes().splitlines()[-1])
    assert (last["kind"], last["who"], len(last["previous"])) == ("set_due", "甲=乙", 64)
    assert verify(store).faults == ()


def test_the_file_can_stand_elsewhere(
    store_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "另一块磁盘.jsonl"
    monkeypatch.setenv(AUDIT_VARIABLE, str(elsewhere))
    monkeypatch.setenv(PATH_VARIABLE, str(store_path))
    with Store.open(store_path) as store:
        assert len(list(lines(elsewhere))) == len(activities(store))
        copy = back_up(store)
    assert not audit_file(store_path).exists()
    before = elsewhere.read_bytes()
    with Store.open(copy.path):  # another store: its record is its own
        assert elsewhere.read_bytes() == before


def interrupted_export(store: Store) -> None:
    with store.write() as cursor:
        record(cursor, Activity(ActivityKind.EXPORT, "甲", "没有做完"))
        raise KeyboardInterrupt


def test_what_was_undone_is_not_in_the_file(store: Store) -> None:
    before = written(store)
    with pytest.raises(KeyboardInterrupt):
        interrupted_export(store)
    assert written(store) == before


def test_a_restore_takes_nothing_out_of_the_record(store: Store) -> None:
    backup = back_up(store)
    set_due(store, TASK, DAY, "甲")
    recover(store, compare_backup(store, backup.path.name), "乙")
    assert [one.kind for one in activities(store)][:2] == [ActivityKind.RECOVER, ActivityKind.SET_DUE]
    assert written(store) == recorded(store)
    assert verify(store).faults == ()


def test_an_older_file_put_in_place_by_hand_gives_no_number_again(store_path: Path, tmp_path: Path) -> None:
    shutil.copy(store_path, tmp_path / "old")
    with Store.open(store_path) as store:
        set_due(store, TASK, DAY, "甲")
    shutil.copy(tmp_path / "old", store_path)
    with Store.open(store_path) as store:
        set_due(store, TASK, DAY, "乙")
        numbers = written(store)
        assert len(numbers) == len(set(numbers)) == len(recorded(store)) + 1
        assert verify(store).faults == (f"操作记录在数据库里没有，在文件里有：1 条，第 {numbers[-2]} 条",)


@pytest.mark.parametrize("kept", range(0, 300, 37))
def test_a_line_that_was_cut_off_is_completed(store_path: Path, kept: int) -> None:
    """The machine went down while a line was written: at the next start the file is as if it had not."""
    with Store.open(store_path) as store:
        set_due(store, TASK, DAY, "甲")
    file = audit_file(store_path)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) - min(kept, len(whole))])
    with Store.open(store_path):
        assert file.read_bytes() == whole


def test_a_file_that_cannot_be_written_keeps_changes_out(store: Store) -> None:
    file = audit_file(store.path)
    file.unlink()
    file.mkdir()
    before = store.revision()
    with pytest.raises(StoreReadOnly, match="操作记录文件写不进去，没有保存"):
        set_due(store, TASK, DAY, "甲")
    assert store.revision() == before
    file.rmdir()
    assert set_due(store, TASK, DAY, "甲")


def test_what_could_not_be_written_is_told_and_written_later(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full at the very moment after the commit."""
    put(store)
    with monkeypatch.context() as full:

        def refuse(_: int) -> None:
            raise OSError(28, "No space left on device")

        full.setattr(audit.os, "fsync", refuse)
        outcome = ask(store, SetDue(TASK, DAY), maintainer("甲"))
        assert outcome.text == "办理时限定为 2023-09-01"
        assert "操作记录的 1 条没有写进文件" in outcome.unrecorded
        assert "操作记录的 1 条" in ask(store, ShowActivities(), CHIEF).unrecorded
    assert ask(store, SetDue(TASK, None), maintainer("甲")).unrecorded == ""
    assert written(store) == recorded(store)
    assert verify(store).faults == ()


def changed(content: list[bytes]) -> list[bytes]:
    return [*content[:1], content[1].replace(b"import", b"export"), *content[2:]]


def taken_out(content: list[bytes]) -> list[bytes]:
    return [content[0], *content[2:]]


def cut_off(content: list[bytes]) -> list[bytes]:
    return content[:-1]


def swapped(content: list[bytes]) -> list[bytes]:
    return [content[1], content[0], *content[2:]]


def nonsense(content: list[bytes]) -> list[bytes]:
    return [*content, b"nonsense"]


@pytest.mark.parametrize("tamper", [changed, taken_out, cut_off, swapped, nonsense])
def test_who_changes_the_file_is_found_out(
    store: Store, tamper: Callable[[list[bytes]], list[bytes]]
) -> None:
    set_due(store, TASK, DAY, "甲")
    file = audit_file(store.path)
    content = file.read_bytes().splitlines()
    file.write_bytes(b"".join(line + b"\n" for line in tamper(content)))
    assert any("操作记录" in fault for fault in verify(store).faults)


def test_who_changes_the_store_is_found_out(store: Store) -> None:
    for statement in ("DELETE FROM activities", "UPDATE activities SET who = '别人'"):
        with pytest.raises(StoreError, match="操作记录只增不改"), store.write() as cursor:
            cursor.execute(statement)
    assert verify(store).faults == ()
    with store.change_schema() as cursor:  # as somebody would with another program
        cursor.execute("UPDATE activities SET who = '别人' WHERE number = 2")
    assert verify(store).faults == ("操作记录在数据库里与文件里不同：1 条，第 2 条",)


def test_the_chain_is_what_anybody_can_compute_again(tmp_path: Path) -> None:
    import hashlib

    log = AuditLog(tmp_path / "a.jsonl")
    log.begin([{"number": 1, "who": "甲"}])
    log.append([{"number": 2, "who": "乙\n"}, {"number": 3, "who": "丙"}])
    first, second, third = (tmp_path / "a.jsonl").read_bytes().splitlines()
    for before, line in ((first, second), (second, third)):
        assert json.loads(line)["previous"] == hashlib.sha256(before).hexdigest()
    assert os.linesep.encode() not in second


def test_the_record_is_looked_through(store: Store) -> None:
    put(store)
    remove_document(store, SEED_ID, "丙")
    today = now().date()

    def found(**wanted: object) -> list[str]:
        return [one.label for one in activities(store, None, Wanted(**wanted))]  # type: ignore[arg-type]

    assert found(labels=("移除", "导入"), who="丙") == ["移除"]
    assert found(document=SEED_ID) == ["移除", "导入"]
    assert found(document="虚构1") == ["导入"]
    assert found(since=today + timedelta(days=2)) == found(until=today - timedelta(days=2)) == []
    assert len(found(since=today - timedelta(days=1), until=today + timedelta(days=1))) == len(
        recorded(store)
    )
    assert ask(store, ShowActivities(Wanted(labels=("没有",))), CHIEF).refused
    with store.read() as cursor:
        assert [row["number"] for row in activity_rows(cursor)] == recorded(store)
