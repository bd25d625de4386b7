"""Whose store it is: the example leaves and comes back, a store is founded for a body, and nothing is mixed up on the way."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.errors import DirectoryError, StoreChanged
from data.importing.directory_files import load_directory
from data.names.decisions import Decision, DecisionKind
from data.names.directory import Department, Directory, as_toml
from data.requests import Result, ask
from data.requests.documents import ImportFile
from data.requests.founding import FoundStore, KeepExample, LeaveExample, ReturnExample
from data.requests.names import StoreDirectory
from data.store.activities import activities
from data.store.checks import verify
from data.store.database import Store
from data.store.founding import documents_in_use, found_store, is_founded
from data.store.known_names import load_known_names
from data.store.listing import list_documents
from data.store.naming import decide
from data.store.opening import open_store
from data.store.plan import load_catalogue
from data.vocabulary import DepartmentKind
from tests.data.documents import SEED_ID, invented_document
from tests.people import maintainer

OURS, SHIPPED = "虚构市中级人民法院", "吉林省高级人民法院"
DIRECTORY = Directory((Department("研究室", DepartmentKind.GENERAL),), OURS)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "empty.duckdb", build=True, example=False) as opened:
        yield opened


def founded(store: Store) -> bool:
    with store.read() as cursor:
        return is_founded(cursor)


def seen(store: Store) -> tuple[tuple[str, int], ...]:
    with store.read() as cursor:
        return tuple(documents_in_use(cursor).items())


def bodies(store: Store) -> list[tuple[str, str | None]]:
    """Titles and bodies of the documents in use."""
    return [(one.title, one.body) for one in list_documents(store)]


def named(store: Store) -> set[tuple[str, str | None]]:
    """The departments that tasks name, with their bodies; the bin included."""
    with store.read() as cursor:
        return set(
            cursor.execute(
                "SELECT DISTINCT name, body FROM responsibilities JOIN departments USING (department_id)"
            ).fetchall()
        )


def test_a_store_without_the_example_is_empty_and_nobodys(empty: Store) -> None:
    assert list_documents(empty) == ()
    assert not founded(empty)
    with empty.read() as cursor:
        assert load_known_names(cursor).own == Directory()


def test_a_store_is_founded_once(empty: Store) -> None:
    assert (
        ask(empty, FoundStore(as_toml(DIRECTORY)), maintainer("甲")).text
        == f"本机关是「{OURS}」，名录有 1 个部门"
    )
    assert founded(empty)
    again = ask(empty, FoundStore('body = "别的法院"'), maintainer("乙"))
    assert (again.result, again.text) == (
        Result.REFUSED,
        f"这个数据库已经是「{OURS}」的，没有改动。请另建一个：换一个路径（--database）。",
    )
    with empty.read() as cursor:
        assert load_known_names(cursor).own == DIRECTORY
    assert [(done.label, done.who) for done in activities(empty)] == [("写明机关", "甲")]


def test_a_store_is_founded_for_a_body(empty: Store) -> None:
    with pytest.raises(DirectoryError, match="没有写明是哪个机关的"):
        found_store(empty, '[[department]]\nname = "研究室"\nkind = "综合"', "甲")
    assert not founded(empty)


def test_the_first_document_says_whose_store_it_is(empty: Store) -> None:
    outcome = ask(empty, ImportFile("虚构.txt", invented_document()[0]), maintainer("甲"))
    assert outcome.warnings == (f"本机关按这份文件定为「{OURS}」",)
    assert bodies(empty) == [("2001年虚构法院工作要点（之1）", None)]
    other = invented_document(2)[1].source.replace(OURS, "虚构县人民法院")
    ask(empty, ImportFile("别的.txt", other.encode()), maintainer("甲"))
    assert {body for _, body in bodies(empty)} == {"虚构县人民法院", None}
    assert verify(empty).faults == ()


def test_a_first_document_that_says_no_body_is_refused(empty: Store) -> None:
    text = invented_document()[1].source
    text = text[: text.index(OURS)].replace("虚构法院", "")
    outcome = ask(empty, ImportFile("虚构.txt", text.encode()), maintainer("甲"))
    assert (outcome.result, "先用 python -m data init 写明本机关" in outcome.text) == (Result.REFUSED, True)
    assert (list_documents(empty), founded(empty)) == ((), False)


def test_the_first_directory_says_whose_store_it_is(empty: Store) -> None:
    ask(empty, StoreDirectory(as_toml(DIRECTORY)), maintainer("甲"))
    assert founded(empty)


def test_the_example_is_marked_until_somebody_keeps_it(store: Store) -> None:
    assert load_catalogue(store).documents["example"].tolist() == [True]
    assert ask(store, KeepExample(SEED_ID), maintainer("甲")).result is Result.DONE
    assert load_catalogue(store).documents["example"].tolist() == [False]
    assert ask(store, KeepExample(SEED_ID), maintainer("乙")).text.startswith("这份文件不是示例")
    assert ask(store, LeaveExample((SEED_ID,)), maintainer("乙")).refused
    assert founded(store)


def test_the_example_leaves_and_comes_back(store: Store) -> None:
    before = named(store)
    assert ask(store, LeaveExample((SEED_ID,)), maintainer("甲")).text == "已移走示例，30 天内可以取回"
    assert (list_documents(store), founded(store)) == ((), False)
    assert ask(store, ReturnExample((SEED_ID,)), maintainer("甲")).text == "已取回示例"
    assert (bodies(store), founded(store)) == ([("2023年全省法院司法改革工作要点", None)], True)
    assert named(store) == before
    assert load_catalogue(store).documents["example"].tolist() == [True]


def test_a_store_is_founded_after_the_example(store: Store) -> None:
    """What was the example's stays the example's: its departments, its directory, what was decided on its names."""
    decide(store, [Decision("虚构处", DecisionKind.SAME, department="研究室")], "甲")
    ask(store, LeaveExample((SEED_ID,)), maintainer("甲"))
    before = named(store)
    assert ask(store, FoundStore(as_toml(DIRECTORY)), maintainer("甲")).result is Result.DONE
    with store.read() as cursor:
        known = load_known_names(cursor)
    assert known.own == DIRECTORY
    assert known.others == (load_directory(),)
    assert [(own.name, own.body) for own in known.decisions] == [("虚构处", SHIPPED)]
    assert named(store) == {(name, SHIPPED) for name, _ in before}
    ask(store, ImportFile("虚构.txt", invented_document()[0]), maintainer("甲"))
    ask(store, ReturnExample((SEED_ID,)), maintainer("甲"))
    assert bodies(store) == [
        ("2023年全省法院司法改革工作要点", SHIPPED),
        ("2001年虚构法院工作要点（之1）", None),
    ]
    assert ("研究室", None) in named(store)
    assert ("研究室", SHIPPED) in named(store)
    assert verify(store).faults == ()


def test_the_body_of_the_example_keeps_its_directory(store: Store) -> None:
    ask(store, LeaveExample((SEED_ID,)), maintainer("甲"))
    ask(store, FoundStore(f'body = "{SHIPPED}"'), maintainer("甲"))
    with store.read() as cursor:
        known = load_known_names(cursor)
    assert (known.own, known.others, founded(store)) == (load_directory(), (), True)
    assert verify(store).faults == ()


def test_a_body_whose_documents_are_there_takes_them_over(store: Store) -> None:
    """A court that has imported beside the example, as another body, says later that the store is its own."""
    ask(
        store, StoreDirectory(as_toml(DIRECTORY)), maintainer("甲")
    )  # of another body as long as the example is in use
    ask(store, ImportFile("虚构.txt", invented_document()[0]), maintainer("甲"))
    assert [body for _, body in bodies(store)] == [None, OURS]
    ask(store, LeaveExample((SEED_ID,)), maintainer("甲"))
    assert ask(store, FoundStore(f'body = "{OURS}"'), maintainer("甲")).text.startswith("数据库里已经有文件")
    outcome = ask(store, FoundStore(f'body = "{OURS}"', seen(store)), maintainer("甲"))
    assert outcome.text == f"本机关是「{OURS}」，名录有 1 个部门，1 份文件随之重新认定"
    assert bodies(store) == [("2001年虚构法院工作要点（之1）", None)]
    assert ("研究室", None) in named(store)
    assert verify(store).faults == ()


def test_a_founding_acts_on_what_was_seen(empty: Store) -> None:
    with pytest.raises(StoreChanged, match="刚刚有了别的改动"):
        found_store(empty, as_toml(DIRECTORY), "甲", [("0123456789abcdef", 1)])
