import threading
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from data.errors import StoreDamaged, StoreError, StoreInterrupted, StoreMissing, StoreReadOnly, StoreVersion
from data.names.directory import Department, Directory
from data.store.database import Store, fingerprint, revision_of, tables
from data.store.departments import store_departments
from data.store.faults import LOG_START, log_of
from data.store.migrations import LATEST
from data.store.opening import open_store
from data.store.plan import load_plan
from data.store.storing import store_document
from data.vocabulary import DepartmentKind
from tests.data.documents import as_read, invented_document

TABLES = 34


def documents_count(store: Store) -> int:
    with store.read() as cursor:
        return cursor.execute("SELECT count(*) FROM documents").fetchall()[0][0]


def test_a_missing_store_is_built_from_the_seeds(tmp_path: Path) -> None:
    path = tmp_path / "store.duckdb"
    with pytest.raises(StoreMissing, match="找不到数据库"):
        Store.open(path)
    assert list(tmp_path.iterdir()) == []
    with open_store(path, build=True) as store:
        assert documents_count(store) == 1
    assert {file.name for file in tmp_path.iterdir()} == {"store.duckdb", "store.audit.jsonl"}


def test_the_environment_names_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_DATABASE", str(tmp_path / "named.duckdb"))
    with open_store(build=True) as store:
        assert store.path == tmp_path / "named.duckdb"
    with open_store(tmp_path / "argument.duckdb", build=True) as store:
        assert store.path == tmp_path / "argument.duckdb"


def test_one_process_has_one_store(store: Store) -> None:
    assert Store.open(store.path) is store
    store.close()
    with Store.open(store.path) as again:
        assert again is not store
        assert documents_count(again) == 1


def test_every_table_and_column_has_a_comment(store: Store) -> None:
    with store.read() as cursor:
        names = cursor.execute("SELECT table_name FROM duckdb_tables() WHERE comment IS NOT NULL").fetchall()
        silent = cursor.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL"
        ).fetchall()
    assert len(names) == TABLES
    assert silent == []


TASK = "f0f0f0f0f0f0f0f0-t001"
BAD_ROWS = {
    "a role that does not exist": "UPDATE responsibilities SET role = '主办'",
    "an empty task": "UPDATE tasks SET text = ' '",
    "an empty number": "UPDATE tasks SET number = ''",
    "an empty title": "UPDATE documents SET title = ''",
    "an empty mention": "UPDATE responsibilities SET mention = ''",
    "an unknown kind of department": "UPDATE departments SET kind = '神秘'",
    "an unknown kind of line": "UPDATE lines SET kind = 'x'",
    "an unknown kind of target": "UPDATE targets SET kind = 'x'",
    "an unknown resolution": "UPDATE responsibilities SET resolution = 'x'",
    "a place that ends before it begins": "UPDATE tasks SET span_end = span_start - 1",
    "half an annotation": "UPDATE tasks SET annotation_end = NULL",
    "a task without a document": f"INSERT INTO tasks VALUES ('{TASK}', 'x', NULL, 1, '1', 'x', 0, 1, NULL, NULL, 0, false)",
    "a responsibility without a task": (
        "INSERT INTO responsibilities SELECT 'x', 1, department_id, 'lead', 'x', 'exact', NULL, 0, 1 FROM departments LIMIT 1"
    ),
    "a responsibility without a department": (
        "INSERT INTO responsibilities SELECT task_id, 99, 'x', 'lead', 'x', 'exact', NULL, 0, 1 FROM tasks LIMIT 1"
    ),
    "two departments of one name": (
        "INSERT INTO departments SELECT 'd000000000000', 99, name, NULL, kind, NULL, NULL FROM departments LIMIT 1"
    ),
    "an id that is not the content's": "UPDATE documents SET document_id = 'x'",
    "a name of two departments": (
        "INSERT INTO department_names SELECT '研究室', department_id FROM departments WHERE name = '办公室'"
    ),
    "a section without a document": "UPDATE sections SET document_id = 'x'",
    "a task of a section that does not exist": "UPDATE tasks SET section_id = 'x'",
    "a target without a task": "UPDATE targets SET task_id = 'x' || task_id",
    "a member that does not exist": "UPDATE collective_members SET department_id = 'x' || department_id",
    "a document removed alone": "DELETE FROM documents",
    "departments removed alone": "DELETE FROM departments",
    "a second line of metadata": "INSERT INTO metadata VALUES (true, 1, 1)",
}


@pytest.mark.parametrize("sql", BAD_ROWS.values(), ids=BAD_ROWS)
def test_the_database_refuses(store: Store, sql: str) -> None:
    revision = store.revision()
    with pytest.raises(StoreError, match="约束"), store.write() as cursor:
        cursor.execute(sql)
    assert store.revision() == revision


def test_a_read_changes_nothing(store: Store) -> None:
    revision = store.revision()
    with store.read() as cursor:
        cursor.execute("DELETE FROM targets")
    assert store.revision() == revision
    assert len(load_plan(store).targets) == 5


@pytest.mark.parametrize("kind", [ValueError, KeyboardInterrupt, BaseException])
def test_any_exception_undoes_the_whole_write(store: Store, kind: type[BaseException]) -> None:
    revision = store.revision()

    def delete_and_fail() -> None:
        with store.write() as cursor:
            cursor.execute("DELETE FROM targets")
            raise kind

    with pytest.raises(kind):
        delete_and_fail()
    assert store.revision() == revision
    assert len(load_plan(store).targets) == 5


def test_every_commit_raises_the_revision_by_one(store: Store) -> None:
    start = store.revision()
    for number in range(1, 4):
        with store.write() as cursor:
            cursor.execute("UPDATE targets SET value = value")
            assert revision_of(cursor) == start + number
        assert store.revision() == start + number


def test_the_fingerprint_tells_every_change_of_every_table(store: Store) -> None:
    def found() -> str:
        with store.read() as cursor:
            ((text,),) = cursor.execute(fingerprint(tables(cursor))).fetchall()
        return str(text)

    before = found()
    with store.read() as cursor:
        names = tables(cursor)
        assert len(names) == TABLES
        assert cursor.execute(fingerprint(names)).fetchall() == [(before,)]
        for name in names:
            if cursor.execute(f"DELETE FROM {name}").fetchall() != [(0,)]:
                assert cursor.execute(fingerprint(names)).fetchall() != [(before,)], name
    assert found() == before


def test_the_revision_survives_closing(store_path: Path) -> None:
    with Store.open(store_path) as store:
        revision = store.revision()
    with Store.open(store_path) as store:
        assert store.revision() == revision


def test_a_long_query_is_stopped(store: Store) -> None:
    endless = (
        "SELECT count(*) FROM range(100000000) AS a, range(1000000) AS b WHERE a.range % 7 = b.range % 3"
    )
    with pytest.raises(StoreInterrupted, match="已停止"), store.read(seconds=0.1) as cursor:
        cursor.execute(endless)
    with pytest.raises(StoreInterrupted, match="已停止"), store.write(seconds=0.1) as cursor:
        cursor.execute(f"DELETE FROM targets; {endless}")
    assert len(load_plan(store).targets) == 5


HOSTILE = [
    "SELECT * FROM read_text('/etc/hostname')",
    "SELECT * FROM read_csv('https://example.invalid/x.csv')",
    "COPY documents TO 'stolen.csv'",
    "ATTACH 'other.duckdb'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET enable_external_access = true",
    "SET memory_limit = '900GB'",
    "SELECT * FROM sniffed",
]


@pytest.mark.parametrize("sql", HOSTILE)
def test_sql_reaches_nothing_outside(store: Store, sql: str) -> None:
    sniffed = invented_document()  # python replacement scans would find this variable
    with pytest.raises((duckdb.Error, StoreError)), store.read() as cursor:
        cursor.execute(sql)
    assert sniffed
    assert documents_count(store) == 1


def test_readers_see_whole_documents_while_others_write(store: Store, directory: Directory) -> None:
    faults: list[object] = []
    done = threading.Event()

    def run(work: Callable[[], object]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - told by the assertion below
            faults.append(error)

    def write(numbers: range) -> None:
        for number in numbers:
            content, document = invented_document(number)
            store_document(store, content, "虚构.txt", as_read(document, directory))

    def read() -> None:
        while not done.is_set():
            plan = load_plan(store)
            if len(plan.tasks) != 53 + 2 * (len(plan.documents) - 1):
                faults.append((len(plan.tasks), len(plan.documents)))

    readers = [threading.Thread(target=run, args=[read]) for _ in range(4)]
    writers = [
        threading.Thread(target=run, args=[lambda numbers=numbers: write(numbers)])
        for numbers in (range(1, 6), range(6, 11), range(3, 8))
    ]
    for thread in readers + writers:
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in readers:
        thread.join()
    assert faults == []
    assert documents_count(store) == 11


def test_editors_of_one_row_lose_nothing(store: Store) -> None:
    with store.write() as cursor:
        store_departments(cursor, Directory((Department("虚构处", DepartmentKind.GENERAL, note="0"),)))

    def edit() -> None:
        for _ in range(10):
            with store.write() as cursor:
                cursor.execute(
                    "UPDATE departments SET note = (note::INTEGER + 1)::VARCHAR WHERE name = '虚构处'"
                )

    threads = [threading.Thread(target=edit) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    departments = load_plan(store).departments
    assert departments.loc[departments["name"] == "虚构处", "note"].tolist() == ["40"]


# ── a store that cannot be opened ────────────────────────────────────────────────────────────────────────────


def refused(path: Path, kind: type[StoreError], *words: str) -> None:
    """Opening fails with this error, again and again, and changes no byte of any file."""
    before = {file: file.read_bytes() for file in path.parent.iterdir() if file.is_file()}
    for _ in range(2):
        with pytest.raises(StoreError) as caught:
            Store.open(path)
        assert type(caught.value) is kind
        assert [word for word in (*words, "请") if word not in str(caught.value)] == []
    assert {file: file.read_bytes() for file in path.parent.iterdir() if file.is_file()} == before


@pytest.mark.parametrize(
    "content", [b"", "不是数据库".encode() * 1000, bytes(100_000), b"SQLite format 3\0" * 99]
)
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "store.duckdb"
    path.write_bytes(content)
    refused(path, StoreDamaged, "不是数据库", ".wal", "不要删除")


@pytest.mark.parametrize("share", [0.001, 0.02, 0.1, 0.5, 0.9])
def test_a_truncated_store(store_path: Path, share: float) -> None:
    content = store_path.read_bytes()
    store_path.write_bytes(content[: int(len(content) * share)])
    refused(store_path, StoreDamaged, "损坏")


def test_a_damaged_header(store_path: Path) -> None:
    content = bytearray(store_path.read_bytes())
    for place in (4096, 8192):  # DuckDB keeps its header twice
        content[place] ^= 0xFF
    store_path.write_bytes(content)
    refused(store_path, StoreDamaged, "损坏")


def test_damage_anywhere_is_found_or_harmless(store_path: Path) -> None:
    """A flipped bit in any block is told on opening, or it is in space that nothing uses."""
    with Store.open(store_path) as store:
        whole = load_plan(store)
    content = store_path.read_bytes()
    found = 0
    for place in range(12288 + 5000, len(content), 16384):
        store_path.write_bytes(content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :])
        try:
            with Store.open(store_path) as store:
                assert load_plan(store).version == whole.version
                assert load_plan(store).tasks.equals(whole.tasks)
        except StoreDamaged:
            found += 1
    assert found > 5


@pytest.mark.parametrize("log", [b"junk" * 100, bytes(5000), b"\xff"])
def test_a_log_that_is_no_log(store_path: Path, log: bytes) -> None:
    store_path.with_name("store.duckdb.wal").write_bytes(log)
    refused(store_path, StoreDamaged, ".wal", "不要删除")


def test_a_log_of_an_earlier_state_is_told_as_such(store: Store) -> None:
    """As where a backup was put in the store's place and the log of the former one left beside it."""
    log = log_of(store.path)
    with store.read() as cursor:
        cursor.execute("UPDATE metadata SET revision = revision + 1")
        cursor.commit()
    old = log.read_bytes()
    store.checkpoint()
    store.close()
    log.write_bytes(old)
    with pytest.raises(StoreDamaged, match=r"日志文件.*不属于这个数据库文件"):
        Store.open(store.path)
    assert log.read_bytes() == old


def test_a_log_that_lost_its_store(tmp_path: Path) -> None:
    (tmp_path / "store.duckdb.wal").write_bytes(LOG_START * 10)
    refused(tmp_path / "store.duckdb", StoreDamaged, "没有数据库文件")


def test_a_log_cut_off_at_its_first_bytes_holds_nothing(store_path: Path) -> None:
    store_path.with_name("store.duckdb.wal").write_bytes(LOG_START[:2])
    with Store.open(store_path) as store:
        assert documents_count(store) == 1


def test_another_version_of_the_schema(store_path: Path) -> None:
    with Store.open(store_path) as store, store.write() as cursor:
        cursor.execute("UPDATE metadata SET schema_version = schema_version + 1")
    refused(store_path, StoreVersion, f"版本是 {LATEST + 1}，本看板需要 {LATEST}")


def test_a_database_of_somebody_else(tmp_path: Path) -> None:
    path = tmp_path / "store.duckdb"
    with duckdb.connect(path) as connection:
        connection.execute("CREATE TABLE songs (title VARCHAR)")
    refused(path, StoreVersion, "不是本看板的")


def test_a_newer_file_format(store_path: Path) -> None:
    content = bytearray(store_path.read_bytes())
    assert content[8:12] == b"DUCK"
    content[12] = 200  # the version number; DuckDB checks it before the checksum
    store_path.write_bytes(content)
    with pytest.raises((StoreVersion, StoreDamaged), match="移到别处"):
        Store.open(store_path)


def test_a_folder_in_place_of_the_store(tmp_path: Path) -> None:
    refused(tmp_path, StoreDamaged, "文件夹")


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(StoreReadOnly, match="不存在"):
        Store.open(tmp_path / "nowhere" / "store.duckdb")
    assert list(tmp_path.iterdir()) == []
