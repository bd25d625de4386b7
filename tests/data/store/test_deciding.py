import pytest

from data.errors import DirectoryError
from data.importing.interpreting import interpret
from data.importing.parser import parse
from data.names.bodies import body_of
from data.names.decisions import Decision, DecisionKind
from data.names.directory import Directory
from data.store.checks import verify
from data.store.database import Store
from data.store.deciding import decide, undo
from data.store.decisions import load_decisions
from data.store.plan import load_plan
from data.store.storing import store_document
from data.vocabulary import DepartmentKind
from tests.data.documents import invented_document

OURS = "吉林省高级人民法院"
NAME = "虚构新设处"


def put(store: Store, directory: Directory, number: int, issuer: str) -> None:
    """Store an invented document of an issuer, read with what is decided by now."""
    text = invented_document(number)[1].source.replace("虚构市中级人民法院", issuer)
    with store.read() as cursor:
        decisions = load_decisions(cursor)
    read = interpret(parse(text, directory), directory, decisions)
    store_document(
        store, text.encode(), "虚构.txt", read.document, read.directory, corrections=read.corrections
    )


def named(store: Store, title: str = "2001") -> list[tuple]:
    """(mention, department, its body, kind, parent, resolution) of task 2 of every document of the title."""
    with store.read() as cursor:
        return cursor.execute(
            "SELECT mention, department.name, department.body, department.kind, parent.name, resolution FROM responsibilities "
            "JOIN tasks USING (task_id) JOIN documents USING (document_id) "
            "JOIN departments AS department USING (department_id) "
            "LEFT JOIN departments AS parent ON department.parent_id = parent.department_id "
            "WHERE starts_with(title, ?) AND tasks.position = 2 ORDER BY title, responsibilities.position",
            [title],
        ).fetchall()


COMMAND = ("执行指挥中心", "执行局执行指挥中心", None, "执行", "执行局", "other_name")
DECISIONS = {
    "same": (
        Decision(NAME, DecisionKind.SAME, department="研究室"),
        [COMMAND, (NAME, "研究室", None, "综合", None, "other_name")],
    ),
    "same as one that is named already": (
        Decision(NAME, DecisionKind.SAME, department="执行局执行指挥中心"),
        [COMMAND],
    ),
    "department": (
        Decision(NAME, DecisionKind.DEPARTMENT, department_kind=DepartmentKind.TRIAL),
        [COMMAND, (NAME, NAME, None, "审判", None, "exact")],
    ),
    "office": (
        Decision(NAME, DecisionKind.DEPARTMENT, parent="政治部", department_kind=DepartmentKind.PERSONNEL),
        [COMMAND, (NAME, f"政治部{NAME}", None, "政工", "政治部", "other_name")],
    ),
    "collective": (
        Decision(NAME, DecisionKind.COLLECTIVE, members=("研究室", "办公室")),
        [COMMAND, (NAME, NAME, None, "集合名称", None, "exact")],
    ),
    "not a department": (Decision(NAME, DecisionKind.NOT_DEPARTMENT), [COMMAND]),
}


@pytest.mark.parametrize(("decision", "expected"), DECISIONS.values(), ids=DECISIONS)
def test_a_decision_holds_for_stored_and_for_later_documents_until_undone(
    store: Store, directory: Directory, decision: Decision, expected: list[tuple]
) -> None:
    put(store, directory, 1, OURS)
    before = named(store)
    assert before == [COMMAND, (NAME, NAME, None, "未归类", None, "new")]
    applied = decide(store, decision, directory, "甲")
    assert (applied.documents, applied.mentions, applied.outdated) == (
        ("2001年虚构法院工作要点（之1）",),
        1,
        (),
    )
    assert named(store) == expected
    put(store, directory, 2, OURS)
    assert named(store) == expected * 2
    assert verify(store, directory).faults == ()
    undone = undo(store, decision.decision_id, directory, "乙")
    assert len(undone.documents) == 2
    assert named(store) == before * 2
    assert verify(store, directory).faults == ()
    with store.read() as cursor:
        assert load_decisions(cursor) == ()


def test_members_of_a_collective_are_stored(store: Store, directory: Directory) -> None:
    put(store, directory, 1, OURS)
    decide(store, DECISIONS["collective"][0], directory, "甲")
    plan = load_plan(store)
    names = plan.departments.set_index("department_id")["name"]
    members = plan.members[plan.members["collective_id"].map(names) == NAME]["department_id"].map(names)
    assert members.tolist() == ["研究室", "办公室"]


def test_a_later_decision_on_the_same_name_takes_the_place_of_the_earlier(
    store: Store, directory: Directory
) -> None:
    put(store, directory, 1, OURS)
    for key in ("collective", "same"):
        decide(store, DECISIONS[key][0], directory, "甲")
    assert named(store) == DECISIONS["same"][1]
    with store.read() as cursor:
        (decision,) = load_decisions(cursor)
    assert (decision.told, decision.who) == ("即研究室", "甲")


def test_departments_of_other_bodies_are_apart(store: Store, directory: Directory) -> None:
    ours = len(load_plan(store).departments)
    put(store, directory, 1, "虚构市中级人民法院")
    put(store, directory, 2, "虚构县人民法院办公室")
    put(store, directory, 3, f"{OURS}办公室")
    departments = load_plan(store).departments
    assert departments["name"].tolist().count("研究室") == 3
    assert len(departments) == ours + 1 + 2 * 5  # 执行局 is above 执行指挥中心
    decide(store, Decision(NAME, DecisionKind.SAME, "虚构县人民法院", department="办公室"), directory, "甲")
    assert [department for _, department, *_ in named(store)] == [
        "执行局执行指挥中心", NAME, "执行局执行指挥中心", "办公室", "执行局执行指挥中心", NAME,
    ]  # fmt: skip
    assert {body for _, department, body, *_ in named(store) if department == NAME} == {
        None,
        "虚构市中级人民法院",
    }
    assert verify(store, directory).faults == ()


@pytest.mark.parametrize(
    ("issuer", "body"),
    [
        ("", None),
        (OURS, None),
        (f"{OURS}办公室", None),
        (f"{OURS}司法改革领导小组办公室", None),
        ("虚构市中级人民法院办公室", "虚构市中级人民法院"),
        ("虚构市中级 人民法院司法改革领导小组", "虚构市中级人民法院"),
        ("虚构市人民政府办公厅", "虚构市人民政府"),
        ("虚构市司法局", "虚构市司法局"),
    ],
)
def test_whose_departments_an_issuer_names(directory: Directory, issuer: str, body: str | None) -> None:
    assert body_of(issuer, directory) == body
    assert body_of(issuer, Directory(directory.departments)) is None


BAD = {
    "known": (Decision("研究室", DecisionKind.SAME, department="办公室"), "名录中已有"),
    "unknown department": (Decision(NAME, DecisionKind.SAME, department="没有的处"), "不在名录中"),
    "unknown parent": (
        Decision(NAME, DecisionKind.DEPARTMENT, parent="没有的局", department_kind=DepartmentKind.TRIAL),
        "不在名录中",
    ),
    "unknown member": (Decision(NAME, DecisionKind.COLLECTIVE, members=("没有的处",)), "不在名录中"),
}


@pytest.mark.parametrize(("decision", "words"), BAD.values(), ids=BAD)
def test_a_decision_that_does_not_fit_changes_nothing(
    store: Store, directory: Directory, decision: Decision, words: str
) -> None:
    revision = store.revision()
    with pytest.raises(DirectoryError, match=words):
        decide(store, decision, directory, "甲")
    assert store.revision() == revision


def test_a_decision_that_another_builds_on_is_not_undone(store: Store, directory: Directory) -> None:
    decide(store, DECISIONS["department"][0], directory, "甲")
    decide(store, Decision("虚构新处", DecisionKind.SAME, department=NAME), directory, "甲")
    with pytest.raises(DirectoryError, match="不在名录中"):
        undo(store, DECISIONS["department"][0].decision_id, directory, "甲")
    with pytest.raises(DirectoryError, match="没有这条核定"):
        undo(store, "n000000000000", directory, "甲")


def test_a_document_that_reads_otherwise_today_is_left_alone(store: Store, directory: Directory) -> None:
    put(store, directory, 1, OURS)
    with store.write() as cursor:  # as if an older parser had read it
        cursor.execute("UPDATE tasks SET text = '虚构的旧读法' WHERE text = '虚构任务乙。'")
    before = named(store)
    applied = decide(store, DECISIONS["same"][0], directory, "甲")
    assert (applied.documents, applied.outdated) == ((), ("2001年虚构法院工作要点（之1）",))
    assert named(store) == before


def test_a_name_that_the_directory_has_come_to_know_needs_no_decision(
    store: Store, directory: Directory
) -> None:
    decide(store, Decision("研究二处", DecisionKind.SAME, department="研究室"), directory, "甲")
    with store.read() as cursor:
        decisions = load_decisions(cursor)
    grown = Directory(
        (*directory.departments, type(directory.departments[0])("研究二处", DepartmentKind.GENERAL))
    )
    text = invented_document()[1].source.replace(NAME, "研究二处")
    read = interpret(parse(text, grown), grown, decisions)
    assert read.document.tasks[1].mentions[1].name == "研究二处"
