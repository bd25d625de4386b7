import pytest

from data.errors import DirectoryError, StoreChanged
from data.names.bodies import body_of
from data.names.decisions import Decision, DecisionKind
from data.names.directory import Directory
from data.store.activities import activities
from data.store.checks import verify
from data.store.database import Store
from data.store.decisions import load_decisions
from data.store.directories import directory_versions
from data.store.exchanging import store_directory
from data.store.naming import decide, undo
from data.store.plan import load_plan
from data.store.storing import store_document
from data.vocabulary import DepartmentKind
from tests.data.documents import content_of, invented_document, read_in

ON_BOTH_ENGINES = ("test_names_of_several_bodies_are_decided_at_once_and_undone_at_once",)

OURS = "吉林省高级人民法院"
NAME = "虚构新设处"


def put(store: Store, number: int, issuer: str) -> None:
    """Store an invented document of an issuer, read with what is decided by now."""
    text = invented_document(number)[1].source.replace("虚构市中级人民法院", issuer)
    store_document(store, text.encode(), "虚构.txt", read_in(store, text))


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
    put(store, 1, OURS)
    before = named(store)
    assert before == [COMMAND, (NAME, NAME, None, "未归类", None, "new")]
    applied = decide(store, [decision], "甲")
    assert applied is not None
    assert (applied.documents, applied.mentions, applied.outdated) == (
        ("2001年虚构法院工作要点（之1）",),
        1,
        (),
    )
    assert named(store) == expected
    put(store, 2, OURS)
    assert named(store) == expected * 2
    assert verify(store).faults == ()
    with store.read() as cursor:
        (stored,) = load_decisions(cursor)
    undone = undo(store, [stored], "乙")
    assert len(undone.documents) == 2
    assert named(store) == before * 2
    assert verify(store).faults == ()
    with store.read() as cursor:
        assert load_decisions(cursor) == ()


def test_members_of_a_collective_are_stored(store: Store, directory: Directory) -> None:
    put(store, 1, OURS)
    decide(store, [DECISIONS["collective"][0]], "甲")
    plan = load_plan(store)
    names = plan.departments.set_index("department_id")["name"]
    members = plan.members[plan.members["collective_id"].map(names) == NAME]["department_id"].map(names)
    assert members.tolist() == ["研究室", "办公室"]


def test_a_later_decision_on_the_same_name_takes_the_place_of_the_earlier(
    store: Store, directory: Directory
) -> None:
    put(store, 1, OURS)
    decide(store, [DECISIONS["collective"][0]], "甲")
    with store.read() as cursor:
        (seen,) = load_decisions(cursor)
    with pytest.raises(StoreChanged, match="刚由甲核定：集合名称"):
        decide(store, [DECISIONS["same"][0]], "乙")
    assert named(store) == DECISIONS["collective"][1]
    decide(store, [DECISIONS["same"][0]], "甲", [seen])
    assert named(store) == DECISIONS["same"][1]
    assert decide(store, [DECISIONS["same"][0]], "乙") is None
    with store.read() as cursor:
        (decision,) = load_decisions(cursor)
    assert (decision.text, decision.who) == ("即研究室", "甲")


def test_departments_of_other_bodies_are_apart(store: Store, directory: Directory) -> None:
    ours = len(load_plan(store).departments)
    put(store, 1, "虚构市中级人民法院")
    put(store, 2, "虚构县人民法院办公室")
    put(store, 3, f"{OURS}办公室")
    departments = load_plan(store).departments
    assert departments["name"].tolist().count("研究室") == 3
    assert len(departments) == ours + 1 + 2 * 5  # 执行局 is above 执行指挥中心
    decide(store, [Decision(NAME, DecisionKind.SAME, "虚构县人民法院", department="办公室")], "甲")
    assert [department for _, department, *_ in named(store)] == [
        "执行局执行指挥中心", NAME, "执行局执行指挥中心", "办公室", "执行局执行指挥中心", NAME,
    ]  # fmt: skip
    assert {body for _, department, body, *_ in named(store) if department == NAME} == {
        None,
        "虚构市中级人民法院",
    }
    assert verify(store).faults == ()


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
    assert body_of(issuer, directory.body) == body
    assert body_of(issuer, "") is None


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
        decide(store, [decision], "甲")
    assert store.revision() == revision


def test_a_decision_that_another_builds_on_is_not_undone(store: Store, directory: Directory) -> None:
    decide(store, [DECISIONS["department"][0]], "甲")
    decide(store, [Decision("虚构新处", DecisionKind.SAME, department=NAME)], "甲")
    with store.read() as cursor:
        decisions = {decision.name: decision for decision in load_decisions(cursor)}
    with pytest.raises(DirectoryError, match="不在名录中"):
        undo(store, [decisions[NAME]], "甲")
    undo(store, [decisions["虚构新处"]], "甲")
    with pytest.raises(StoreChanged, match="已经撤销"):
        undo(store, [decisions["虚构新处"]], "乙")


def test_a_document_that_reads_otherwise_today_is_left_alone(store: Store, directory: Directory) -> None:
    put(store, 1, OURS)
    with store.write() as cursor:  # as if an older parser had read it
        cursor.execute("UPDATE tasks SET text = '虚构的旧读法' WHERE text = '虚构任务乙。'")
    before = named(store)
    applied = decide(store, [DECISIONS["same"][0]], "甲")
    assert applied is not None
    assert (applied.documents, applied.outdated) == ((), ("2001年虚构法院工作要点（之1）",))
    assert named(store) == before


DIRECTORY = """
body = "吉林省高级人民法院"

[[department]]
name = "研究室"
kind = "综合"
other_names = ["执行指挥中心"]

[[department]]
name = "研究二处"
kind = "综合"
"""


def test_a_name_that_the_directory_has_come_to_know_needs_no_decision(store: Store) -> None:
    decide(store, [Decision("研究二处", DecisionKind.SAME, department="研究室")], "甲")
    store_directory(store, DIRECTORY, "甲")
    read = read_in(store, invented_document()[1].source.replace(NAME, "研究二处"))
    assert read.document.tasks[1].mentions[1].department == "研究二处"


def test_another_directory_names_the_stored_mentions_anew(store: Store) -> None:
    put(store, 1, OURS)
    before, directory = content_of(store), directory_versions(store, None)[0].content
    outcome = store_directory(store, DIRECTORY, "乙")
    assert outcome is not None
    assert (outcome.text, outcome.documents[-1]) == (
        "更新「吉林省高级人民法院」的部门名录（2 个部门）",
        "2001年虚构法院工作要点（之1）",
    )
    assert named(store)[0] == ("执行指挥中心", "研究室", None, "综合", None, "other_name")
    assert verify(store).faults == ()
    assert store_directory(store, DIRECTORY, "乙") is None  # the same again
    store_directory(store, directory, "乙")
    assert content_of(store) | {"directories": before["directories"]} == before
    assert [(version.number, version.who) for version in directory_versions(store, None)] == [
        (3, "乙"),
        (2, "乙"),
        (1, "随看板附带"),
    ]
    assert [done.label for done in activities(store)][:2] == ["更新名录"] * 2


def test_another_body_has_a_directory_of_its_own(store: Store) -> None:
    """Until then it borrows the words of ours; its own tells members, and ours stays as it is."""
    put(store, 1, "虚构市中级人民法院")
    ours = named(store, "2023")
    text = DIRECTORY.replace(OURS, "虚构市中级人民法院")
    outcome = store_directory(store, text, "乙")
    assert outcome is not None
    assert outcome.documents == ("2001年虚构法院工作要点（之1）",)
    assert [row[:3] for row in named(store)] == [
        ("执行指挥中心", "研究室", "虚构市中级人民法院"),
        (NAME, NAME, "虚构市中级人民法院"),
    ]
    assert named(store, "2023") == ours
    assert verify(store).faults == ()
    with pytest.raises(DirectoryError, match="哪个机关"):
        store_directory(store, DIRECTORY.replace(OURS, ""), "乙")


def test_names_of_several_bodies_are_decided_at_once_and_undone_at_once(store: Store) -> None:
    other = "虚构县人民法院"
    put(store, 1, OURS)
    put(store, 2, other)
    with store.read() as cursor:
        before = cursor.execute("SELECT * FROM responsibilities ORDER BY ALL").fetchall()
    decisions = [
        Decision(NAME, DecisionKind.DEPARTMENT, body, department_kind=DepartmentKind.TRIAL)
        for body in (None, other)
    ]
    decisions.append(
        Decision("虚构新设处一科", DecisionKind.DEPARTMENT, parent=NAME, department_kind=DepartmentKind.TRIAL)
    )
    applied = decide(store, decisions, "甲")
    assert applied is not None
    assert (len(applied.documents), applied.mentions) == (2, 2)
    assert activities(store)[0].detail.startswith("3 个名称：「虚构新设处」新的部门（审判）；")
    assert verify(store).faults == ()
    with store.read() as cursor:
        stored = load_decisions(cursor)
    assert len({decision.decided_at for decision in stored}) == 1
    broken = [*decisions[:1], Decision("虚构丙科", DecisionKind.SAME, department="没有的部门")]
    with pytest.raises(DirectoryError, match="不在名录中"):
        decide(store, broken, "甲", stored)
    undo(store, stored, "乙")
    with store.read() as cursor:
        assert load_decisions(cursor) == ()
        assert cursor.execute("SELECT * FROM responsibilities ORDER BY ALL").fetchall() == before
    assert verify(store).faults == ()
