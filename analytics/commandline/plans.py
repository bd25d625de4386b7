"""The plan that a command is asked about: of a stored document, or of a file that is read and not stored."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from analytics.arrangements.coverage import Attendance
from analytics.drafts.draft import Draft
from analytics.rows import each_row
from analytics.scope import Scope, ScopedPlan, select
from analytics.years.matching import Decided
from analytics.years.plans import YearPlan, year_plan
from data.commandline.commands import asked as asked_of
from data.errors import DocumentError, ScenarioError, ScopeError
from data.importing.directory_files import load_directory
from data.importing.interpreting import Interpreted
from data.importing.reading import load_file, read_content
from data.names.known import KnownNames
from data.numerals import chinese
from data.requests.looking import ShowLinks, ShowNames, ShowPlan
from data.scenarios.form import Scenario, read_scenario
from data.serving.reaching import reach
from data.store.database import Store
from data.store.linking import TaskLink, places
from data.store.plan import Plan, load_plan, plan_of_files
from data.store.storing import store_document
from data.vocabulary import LinkVerdict


def plan_of(asked: str, database: Path | str | None) -> Plan:
    """The plan of a file, or of the stored document with this id.

    A file is understood as ``python -m data parse`` does, by the directory of the seeds; where a database is named, by what
    that knows. Nothing is stored, and a dashboard that runs is in nobody's way. Raises ``DocumentError`` where there is
    neither, or the file cannot be read.
    """
    if Path(asked).is_file():
        return _read(Path(asked), database)
    stored = Store.place(database)
    if stored.exists():
        with reach(stored) as desk:
            plan = plan_of_files(asked_of(desk, ShowPlan((asked,))).files)
        if not plan.documents.empty:
            return plan
    raise DocumentError(
        "没有这个文件，数据库里也没有这个编号", asked, "检查路径，或用 python -m data list 查看编号"
    )


def _read(path: Path, database: Path | str | None) -> Plan:
    content, read = _interpreted(path, database)
    with TemporaryDirectory() as folder, Store.create(Path(folder) / "plan.duckdb") as store:
        store_document(store, content, path.name, read, "命令行")
        return load_plan(store)


def _interpreted(path: Path, database: Path | str | None) -> tuple[bytes, Interpreted]:
    """The bytes of a file, and what is read of them by what is known of names."""
    known = KnownNames(load_directory())
    if isinstance(database, str) or (database is not None and database.exists()):
        with reach(database) as desk:
            known = asked_of(desk, ShowNames()).value
    content = load_file(path)
    return content, read_content(content, path.name, known)[1]


def one_year(asked: str, database: Path | str | None) -> YearPlan:
    """The plan of a file or of a stored document, ready to be compared; raises as ``plan_of``."""
    if Path(asked).is_file():
        return draft_of(Path(asked), database).year_plan()
    plan = plan_of(asked, database)
    return year_plan(plan, plan.documents["document_id"].iloc[0])


def decided_of(earlier: str, later: str, database: Path | str | None) -> Decided:
    """What was decided of the tasks of two stored documents; nothing where one of the two is a file."""
    if Path(earlier).is_file() or Path(later).is_file():
        return Decided()
    with reach(database) as desk:
        links: tuple[TaskLink, ...] = asked_of(desk, ShowLinks(earlier, later)).value
    return Decided(places(links, LinkVerdict.SAME), places(links, LinkVerdict.APART))


def draft_of(path: Path, database: Path | str | None) -> Draft:
    """A draft as it is checked: read as ``plan_of`` reads a file. Raises ``DocumentError`` where it cannot be read."""
    read = _interpreted(path, database)[1]
    return Draft(read.document, read.directory)


def scoped(plan: Plan, scope: Scope, sections: list[str]) -> ScopedPlan:
    """The plan through a scope, in which only some sections are looked at: by their ordinal (三, 3) or title.

    Raises ``ScopeError`` for a section that the plan has not.
    """
    ids = [_section(plan, asked) for asked in sections]
    chosen = Scope(
        tuple(plan.documents["document_id"]), tuple(ids), scope.level, scope.collectives, scope.counting
    )
    return select(plan, chosen)


def attendance(scoped: ScopedPlan, always: list[str], never: list[str], together: list[str]) -> Attendance:
    """Who is to come always and never, by name, and the tasks to deal with together, by number.

    Raises ``ScopeError`` for what the plan has not.
    """
    departments = dict(zip(scoped.departments["name"], scoped.departments["department_id"], strict=True))
    tasks = dict(zip(scoped.tasks["number"], scoped.tasks["task_id"], strict=True))
    return Attendance(
        tuple(_known(departments, name, "范围内没有列这个部门", "写部门的全名") for name in always),
        tuple(_known(departments, name, "范围内没有列这个部门", "写部门的全名") for name in never),
        tuple(_known(tasks, number, "范围内没有这项任务", "写任务的序号") for number in together),
    )


def scenario_of(path: Path | None, plan: Plan) -> Scenario:
    """The changes of a file as a scenario of the plan's document; without a file, none.

    Raises ``ScenarioError`` for a file that is none, or one of another document; ``DocumentError`` where it cannot be read.
    """
    document_id = plan.documents["document_id"].iloc[0]
    read = Scenario("", "") if path is None else read_scenario(load_file(path))
    if read.document_id not in ("", document_id):
        raise ScenarioError(
            "这是另一份文件的情景", f"编号 {read.document_id}", f"用编号 {document_id} 的情景文件"
        )
    return Scenario(document_id, read.name or (path.stem if path else ""), read.changes)


def _known(ids: Mapping[str, str], asked: str, missing: str, todo: str) -> str:
    if asked not in ids:
        raise ScopeError(missing, asked, todo)
    return ids[asked]


def _section(plan: Plan, asked: str) -> str:
    for section in each_row(plan.sections):
        ordinal = chinese(section.ordinal)
        if asked in (section.title, str(section.ordinal), ordinal, f"第{ordinal}部分"):
            return str(section.section_id)
    raise ScopeError("文件没有这个部分", asked, "写部分的序号或完整标题")
