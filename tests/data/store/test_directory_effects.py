"""What a change of a directory does to stored plans is said before, and is then what it does."""

from dataclasses import replace

import pytest

from data.errors import DirectoryError
from data.names.changes import Became
from data.names.directory import Department, Directory, as_toml, read_directory
from data.requests import Result, ask
from data.requests.names import PreviewDirectory, StoreDirectory
from data.store.checks import verify
from data.store.database import Store
from data.store.directories import directory_versions
from data.store.exchanging import effects_of
from data.store.known_names import load_known_names
from data.store.renaming import TaskChange
from data.vocabulary import DepartmentKind
from tests.data.documents import put
from tests.data.store.test_naming import named
from tests.people import maintainer


def own(store: Store) -> Directory:
    with store.read() as cursor:
        return load_known_names(cursor).own


def with_other_name(directory: Directory, name: str, other: str) -> str:
    """The directory in which a department has one more name."""
    departments = [
        replace(one, other_names=(*one.other_names, other)) if one.name == name else one
        for one in directory.departments
    ]
    return as_toml(replace(directory, departments=tuple(departments)))


def without(directory: Directory, name: str) -> str:
    """The directory without a department, wherever it is named."""
    departments = [
        replace(one, members=tuple(member for member in one.members if member != name))
        for one in directory.departments
        if one.name != name
    ]
    return as_toml(replace(directory, departments=tuple(departments)))


def test_what_is_said_before_is_what_happens(store: Store) -> None:
    """研究室 is named in 11 tasks of the first document; without it in the directory nobody knows who that is."""
    text = without(own(store), "研究室")
    effects = effects_of(store, text)
    assert [(one.name, one.became) for one in effects.departments] == [("研究室", Became.GONE)]
    assert len(effects.tasks) == 11
    first = effects.tasks[0]
    assert (first.before, first.after) == (
        ("研究室：研究室（名称一致）",),
        ("研究室：研究室（名录中没有，待核定）",),
    )
    assert not any(task.other_departments for task in effects.tasks)
    assert ask(store, PreviewDirectory(text), maintainer("甲")).text == (
        "部门有 1 处不同；已存的文件中 11 项任务的名称随之改认，其中 0 项的部门有变化"
    )
    assert len(directory_versions(store, None)) == 1  # nothing is stored by looking
    outcome = ask(store, StoreDirectory(text, effects), maintainer("甲"))
    assert outcome.text == "已更新「吉林省高级人民法院」的部门名录（30 个部门），1 份文件中 11 处点名随之改变"
    assert verify(store).faults == ()


def test_tasks_that_get_other_departments_are_told(store: Store) -> None:
    directory = own(store)
    with_it = replace(
        directory,
        departments=tuple(
            replace(one, other_names=()) if one.name == "执行局执行指挥中心" else one
            for one in directory.departments
        ),
    )
    text = as_toml(
        replace(
            with_it,
            departments=(*with_it.departments, Department("执行指挥中心", DepartmentKind.ENFORCEMENT)),
        )
    )
    changed = effects_of(store, text).tasks
    assert [task.number for task in changed] == ["9", "31"]
    assert changed[0] == TaskChange(
        "2023年全省法院司法改革工作要点",
        "9",
        ("执行指挥中心：执行局执行指挥中心（按别名认定）",),
        ("执行指挥中心：执行指挥中心（名称一致）",),
        True,
    )


def test_what_changed_since_it_was_shown_is_not_stored(store: Store) -> None:
    text = with_other_name(own(store), "研究室", "虚构室")
    effects = effects_of(store, text)
    ask(store, StoreDirectory(with_other_name(own(store), "办公室", "虚构办")), maintainer("乙"))
    outcome = ask(store, StoreDirectory(text, effects), maintainer("甲"))
    assert (outcome.result, "刚刚有了别的改动" in outcome.text) == (Result.REFUSED, True)
    assert len(directory_versions(store, None)) == 2


def test_an_earlier_version_comes_back_as_the_next(store: Store) -> None:
    before = own(store)
    ask(store, StoreDirectory(without(before, "研究室")), maintainer("甲"))
    first = directory_versions(store, None)[-1]
    effects = effects_of(store, first.content)
    assert (len(effects.tasks), effects.version) == (11, directory_versions(store, None)[0].number)
    assert ask(store, StoreDirectory(first.content, effects), maintainer("乙")).result is Result.DONE
    assert own(store) == before
    assert [version.who for version in directory_versions(store, None)] == ["乙", "甲", "随看板附带"]
    same = effects_of(store, first.content)
    assert (same.departments, same.tasks) == ((), ())


def test_who_borrows_a_directory_follows_its_changes(store: Store) -> None:
    """Another body's document is read by the words of the store's own directory as long as it has none."""
    put(store, 1)
    theirs = ("执行指挥中心", "执行局执行指挥中心", "虚构市中级人民法院", "执行", "执行局", "other_name")
    assert theirs in named(store)
    text = as_toml(
        replace(
            own(store),
            departments=tuple(
                replace(one, kind=DepartmentKind.GENERAL) if one.name == "执行局执行指挥中心" else one
                for one in own(store).departments
            ),
        )
    )
    assert effects_of(store, text).tasks == ()
    ask(store, StoreDirectory(text), maintainer("甲"))
    assert (*theirs[:3], "综合", *theirs[4:]) in named(store)
    gone = effects_of(store, without(read_directory(text), "研究室"))
    assert {task.document for task in gone.tasks} == {
        "2023年全省法院司法改革工作要点",
        "2001年虚构法院工作要点（之1）",
    }
    ask(store, StoreDirectory(without(read_directory(text), "研究室"), gone), maintainer("甲"))
    assert verify(store).faults == ()


def test_a_directory_that_does_not_fit_is_told_before(store: Store) -> None:
    with pytest.raises(DirectoryError, match="名称重复"):
        effects_of(store, as_toml(own(store)) + '[[department]]\nname = "研究室"\nkind = "综合"\n')
