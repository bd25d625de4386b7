"""A document is set right by hand, before it is stored or later: its header, what its lines are, who does its tasks by when."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

import pandas as pd
import streamlit as st

from analytics.safe.markdown import as_markdown
from data.importing.corrections import Corrections, TaskCorrection
from data.importing.document import ParsedDocument
from data.importing.interpreting import Interpreted
from data.names.bodies import body_of, body_unsaid, read_body
from data.store.rereading import HEADER_LABELS
from data.vocabulary import CORRECTED, MARK_LABELS, ROLE_LABELS, LineMark, Role, TargetKind, task_number
from pages.shared import drawing
from pages.steward import reading_view

KINDS = {label: mark for mark, label in MARK_LABELS.items()}
ROLES = {ROLE_LABELS[role]: role for role in (Role.LEAD, Role.RESPONSIBLE, Role.SUPPORT)}
DEADLINES = "完成时限"
DOUBTED, ALL, CHANGED = "存疑的行和前后", "全部", "已改的"
NO_CORRECTIONS = Corrections()
APART, OURS, OTHER = "单独计", "就是本机关的部门", "别的机关的部门"
KEPT, KEPT_LINES, FIRST_LINES = "corrected", "corrected_lines", "corrected_lines_first"
LATEST = "corrected_latest"
KEPT_TASKS, FIRST_TASKS, ROUND, UNDONE = (
    "corrected_tasks",
    "corrected_tasks_first",
    "corrected_round",
    "corrected_undone",
)
HEADER_FIELDS = {
    "title": ("title",),
    "year": ("year",),
    "issuer": ("issuer",),
    "issued_on": ("date",),
    "body": ("body", "whose", "other"),
}
"""The fields in which each part of the header is corrected."""

Value = str | int | date | None


def header(
    read: ParsedDocument, own_body: str, key: str, before: Mapping[str, Value] = MappingProxyType({})
) -> dict[str, Value]:
    """Draw title, year, issuer and date as read; return those that the person changed, and whose departments it names.

    ``before``: what was corrected when the document was stored.
    """
    first = {name: before.get(name, getattr(read, name)) for name in ("title", "year", "issuer", "issued_on")}
    title_place, year_place, issuer_place, date_place = st.columns([0.4, 0.17, 0.25, 0.18])
    title = title_place.text_input(
        "标题", key=_field(f"title_{key}", read.title, first["title"]), max_chars=300
    )
    year = year_place.number_input(
        "年度",
        1900,
        2999,
        None,
        1,
        "%d",
        _field(f"year_{key}", read.year, first["year"]),
        placeholder="未写明",
    )
    issuer = issuer_place.text_input(
        "发文机关", key=_field(f"issuer_{key}", read.issuer, first["issuer"]), placeholder="未写明"
    )
    day = date_place.date_input(
        "成文日期",
        None,
        min_value=date(1900, 1, 1),
        max_value=date(2999, 12, 31),
        format="YYYY-MM-DD",
        key=_field(f"date_{key}", read.issued_on, first["issued_on"]),
    )
    changed = {
        "title": (read.title, title.strip()),
        "year": (read.year, year),
        "issuer": (read.issuer, issuer.strip()),
        "issued_on": (read.issued_on, day),
    }
    corrected = {name: new for name, (old, new) in changed.items() if new != old}
    said = (
        {"body": before["body"]} if "body" in before and key not in st.session_state.get(UNDONE, ()) else {}
    )
    if (body := read_body(issuer, title, own_body)) is not None:
        return corrected | _apart(body, own_body, bool(issuer.strip()), key, said)
    if body_unsaid(issuer, title, own_body):
        return corrected | _whose(own_body, key, said)
    return corrected | said


def _field(key: str, read: Value, first: Value = None) -> str:
    """Set a field to what is read unless the person changed it; what was changed stays, also over a visit elsewhere.

    ``KEPT`` has for each key what was read when it was last drawn, and what was shown. ``first``: what to show at first
    instead of what is read.
    """
    kept: dict[str, tuple[Value, Value]] = st.session_state.setdefault(KEPT, {})
    before, shown = kept.get(key, (read, read if first is None else first))
    given = st.session_state.get(key, shown)
    value = read if given == before else given
    st.session_state[key] = value
    kept[key] = read, value
    return key


def _apart(body: str, own_body: str, issued: bool, key: str, said: dict[str, Value]) -> dict[str, Value]:
    """Ask whether another body's departments are really others; by default they are."""
    named = "发文机关是" if issued else "没有找到发文机关，标题写的是"
    chosen = st.radio(
        as_markdown(f"{named}「{body}」，部门名录是「{own_body}」的。文件里的部门："),
        [APART, OURS, OTHER],
        captions=["与名录中同名的部门分开，不合并", "与名录中同名的部门合并", "写明是哪个机关"],
        horizontal=True,
        key=_field(f"body_{key}", APART, _answer(said, APART)),
    )
    if chosen == OTHER:
        return _other(own_body, key, said)
    return {"body": None} if chosen == OURS else {}


def _answer(said: dict[str, Value], unsaid: str | None) -> str | None:
    """The answer that was given when the document was stored; ``unsaid`` where none was."""
    return unsaid if "body" not in said else OURS if said["body"] is None else OTHER


def _other(own_body: str, key: str, said: dict[str, Value]) -> dict[str, Value]:
    first = said.get("body") or ""
    field = _field(f"other_{key}", "", first)
    named = str(st.text_input("是哪个机关", key=field, max_chars=60, placeholder="机关全称")).strip()
    return {"body": named if named == first else body_of(named, own_body)} if named else {}


def _whose(own_body: str, key: str, said: dict[str, Value]) -> dict[str, Value]:
    """Ask whose departments these are where nothing in the document says it; without an answer nothing is said."""
    chosen = st.radio(
        as_markdown(f"没有找到发文机关，标题也没有写明机关。部门名录是「{own_body}」的。文件里的部门："),
        [OURS, OTHER],
        index=None,
        captions=["与名录中同名的部门合并", "与名录中同名的部门分开，不合并"],
        horizontal=True,
        key=_field(f"whose_{key}", None, _answer(said, None)),
    )
    if chosen == OTHER:
        return _other(own_body, key, said)
    return {"body": None} if chosen == OURS else {}


def marks(read: ParsedDocument, key: str) -> dict[int, LineMark]:
    """Draw the table of lines, those in doubt first; return what the person said that lines are.

    ``read``: as read without any correction, so that the table stays while it is worked on.
    """
    kept = _kept_lines(key)
    table = reading_view.line_table(read)
    doubted = sum(bool(doubt) for doubt in table["疑点"])
    views = {
        DOUBTED: _around(table["疑点"] != ""),
        ALL: table["行"] > 0,
        CHANGED: table["行"].isin(list(kept)),
    }
    label = f"逐行改正（共 {len(table)} 行，存疑 {doubted} 行）"  # the same while it is worked on
    with st.expander(label, expanded=doubted > 0, icon=":material/edit_note:"):
        st.caption(
            "在“改为”一列双击，选这一行是什么：标题、部分标题、任务、责任部门、完成时限，或不属于要点。清空即撤销。"
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            view = st.segmented_control(
                "看哪些行",
                list(views),
                default=DOUBTED if doubted else ALL,
                required=True,
                key=f"lines_view_{key}",
            )
            _mark_many(table["行"].tolist(), key)
        rows = table[views[view]]
        if rows.empty:
            st.text("没有这样的行。")
            return kept
        editor = f"lines_{key}_{view}_{st.session_state.get(ROUND, 0)}"
        if editor not in st.session_state:  # first drawn, or drawn again after a visit elsewhere
            st.session_state[FIRST_LINES] = dict(kept)
        marked = st.session_state[FIRST_LINES]
        labels = {number: MARK_LABELS[mark] for number, mark in marked.items()}
        rows = rows.assign(改为=pd.Series([labels.get(n) for n in rows["行"]], rows.index, "object"))
        edited = st.data_editor(
            rows,
            hide_index=True,
            disabled=["行", "疑点", "归类", "内容"],
            column_config={
                "行": st.column_config.NumberColumn("行", width=50),
                "疑点": st.column_config.TextColumn("疑点", width=260),
                "内容": st.column_config.TextColumn("内容", width="large"),
                "归类": st.column_config.TextColumn("读作", width=80),
                "改为": st.column_config.SelectboxColumn("改为", options=list(KINDS), width=150),
            },
            placeholder="",
            row_height=56,  # two lines of words
            height=min(420, 38 + 58 * len(rows)),
            key=editor,
        )
    chosen = {number: mark for number, mark in kept.items() if number not in set(rows["行"])}
    chosen |= chosen_marks(edited)
    st.session_state[KEPT_LINES][key] = dict(sorted(chosen.items()))
    return st.session_state[KEPT_LINES][key]


def _around(doubted: pd.Series) -> pd.Series:
    """The rows in doubt, with the row before and the two after each."""
    near = doubted.copy()
    for step in (-1, 1, 2):
        near |= doubted.shift(step, fill_value=False)
    return near


def _mark_many(numbers: list[int], key: str) -> None:
    """Mark a run of lines at once."""
    first = st.number_input("从第几行", numbers[0], numbers[-1], None, 1, key=f"many_from_{key}", width=110)
    last = st.number_input("到第几行", numbers[0], numbers[-1], None, 1, key=f"many_to_{key}", width=110)
    label = st.selectbox("都是", list(KINDS), index=None, placeholder="选择", key=f"many_{key}", width=170)
    run = []
    if first is not None and last is not None and label is not None:
        run = [number for number in numbers if first <= number <= last]
    st.button("标上", key=f"many_mark_{key}", disabled=not run, on_click=_mark, args=(key, run, label))


def _mark(key: str, numbers: list[int], label: str) -> None:
    st.session_state[KEPT_LINES][key] |= dict.fromkeys(numbers, KINDS[label])
    _draw_anew()


def _draw_anew() -> None:
    """Callback: what was changed elsewhere than in a table is shown in it."""
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def _kept_lines(key: str) -> dict[int, LineMark]:
    kept: dict[int, LineMark] = st.session_state.setdefault(KEPT_LINES, {}).setdefault(key, {})
    return kept


def chosen_marks(edited: pd.DataFrame) -> dict[int, LineMark]:
    """Number of the line → mark, of the rows in which 改为 is filled."""
    filled = edited[edited["改为"].isin(list(KINDS))]
    return {int(number): KINDS[label] for number, label in zip(filled["行"], filled["改为"], strict=True)}


def tasks(
    reading: Callable[[Corrections], Interpreted], lines: dict[int, LineMark], key: str
) -> tuple[TaskCorrection, ...]:
    """Draw the table of tasks with their departments, roles and deadlines; return what the person changed."""
    plain = reading(Corrections(lines=lines))
    kept: dict[str, tuple[TaskCorrection, ...]] = st.session_state.setdefault(KEPT_TASKS, {})
    own = kept.setdefault(key, ())
    if not plain.document.tasks:
        return own
    with st.expander("改正责任部门和完成时限", icon=":material/group:"):
        st.caption("双击一格，增减部门或时限；没有列出的名称直接写上，按回车。时限写作 2023-06-30 或 6月底。")
        editor = drawing.key("tasks", key, sorted(lines.items()), st.session_state.get(ROUND, 0))
        if editor not in st.session_state:
            st.session_state[FIRST_TASKS] = own
        shown = reading(Corrections(lines=lines, tasks=st.session_state[FIRST_TASKS])).document
        named = {mention.department for task in shown.tasks for mention in task.mentions}
        known = [department.name for department in plain.directory.departments]
        names = st.column_config.MultiselectColumn(
            options=list(dict.fromkeys([*known, *sorted(named)])), accept_new_options=True, width=200
        )
        days = st.column_config.MultiselectColumn(
            options=list(dict.fromkeys(day for row in division_table(shown)[DEADLINES] for day in row)),
            accept_new_options=True,
            width=130,
        )
        edited = st.data_editor(
            division_table(shown),
            hide_index=True,
            disabled=["序号", "任务"],
            column_config={
                "序号": st.column_config.TextColumn(width=50),
                "任务": st.column_config.TextColumn(width=320),
                **dict.fromkeys(ROLES, names),
                DEADLINES: days,
            },
            placeholder="",
            height=min(440, 38 + 36 * len(shown.tasks)),
            key=editor,
        )
    kept[key] = changed_tasks(plain.document, edited)
    return kept[key]


def division_table(document: ParsedDocument) -> pd.DataFrame:
    """The tasks with who does what by when. Columns: 序号, 任务, 牵头, 责任, 配合 (lists of names), 完成时限 (list)."""
    return pd.DataFrame(
        {
            "序号": [task_number(task.number) for task in document.tasks],
            "任务": [task.text for task in document.tasks],
            **{
                label: [
                    [mention.department for mention in task.mentions if mention.role is role]
                    for task in document.tasks
                ]
                for label, role in ROLES.items()
            },
            DEADLINES: [
                [target.value for target in task.targets if target.kind is TargetKind.DEADLINE]
                for task in document.tasks
            ],
        }
    )


def changed_tasks(document: ParsedDocument, edited: pd.DataFrame) -> tuple[TaskCorrection, ...]:
    """What was changed in the table of tasks, ``document`` being as read without it."""
    columns = [*ROLES, DEADLINES]
    before, after = (
        table[columns].map(_listed).to_dict("records") for table in (division_table(document), edited)
    )
    found = []
    for task, old, new in zip(document.tasks, before, after, strict=True):
        named: dict[str, Role] = {}
        for label, role in ROLES.items():
            for name in new[label]:
                named.setdefault(name, role)
        departments = None if all(old[label] == new[label] for label in ROLES) else tuple(named.items())
        deadlines = None if old[DEADLINES] == new[DEADLINES] else tuple(new[DEADLINES])
        if departments is not None or deadlines is not None:
            found.append(TaskCorrection(task.text, task.span, departments, deadlines))
    return tuple(found)


def _listed(cell: object) -> list[str]:
    """The words of a cell, which is None where it was emptied."""
    words = [] if cell is None else [str(word).strip() for word in cell]  # type: ignore[attr-defined]  # a list
    return list(dict.fromkeys(word for word in words if word))


def corrections(
    reading: Callable[[Corrections], Interpreted],
    own_body: str,
    key: str,
    before: Corrections = NO_CORRECTIONS,
) -> Corrections:
    """Draw all that can be corrected; return what was.

    ``reading``: what is read with corrections; the header shows what is read with the lines that were marked.
    ``key``: what the document is known by, for the widgets. ``before``: what was corrected when it was stored.
    """
    if key not in st.session_state.setdefault(KEPT_LINES, {}):
        st.session_state[KEPT_LINES][key] = dict(before.lines)
        st.session_state.setdefault(KEPT_TASKS, {})[key] = before.tasks
    top = st.container()
    lines = marks(reading(NO_CORRECTIONS).document, key)
    own = tasks(reading, lines, key)
    read = reading(Corrections(lines=lines)).document
    with top:
        corrected = Corrections(header(read, own_body, key, before.header), lines, own, before.short_names)
    undo(corrected, key)
    st.session_state.setdefault(LATEST, {})[key] = corrected
    return corrected


def kept(key: str) -> Corrections:
    """What was corrected so far in a document that is not looked at now; the header as far as it was changed."""
    corrected: Corrections = st.session_state.get(LATEST, {}).get(key, NO_CORRECTIONS)
    return corrected


def undo(corrected: Corrections, key: str) -> None:
    """What was corrected, one by one, each to be taken back; nothing where nothing was."""
    places: dict[str, tuple[str, Any]] = {
        f"{HEADER_LABELS[name]}：{'未写明' if value in (None, '') else value}": ("header", name)
        for name, value in corrected.header.items()
    }
    places |= {
        f"第 {number} 行：{MARK_LABELS[mark]}": ("line", number) for number, mark in corrected.lines.items()
    }
    places |= {f"任务“{task.text[:24]}”的分工": ("task", task) for task in corrected.tasks}
    if not places:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(f"{CORRECTED}（{len(places)} 处）", list(places), key=f"undo_{key}", width=420)
        args = (key, [places[chosen]])
        st.button("撤销这一处", key=f"undo_one_{key}", icon=":material/undo:", on_click=_undo, args=args)
        st.button("全部撤销", key=f"undo_all_{key}", on_click=_undo, args=(key, list(places.values())))


def _undo(key: str, places: list[tuple[str, Any]]) -> None:
    for kind, what in places:
        if kind == "header":
            for field in HEADER_FIELDS[what]:
                read, _ = st.session_state[KEPT].get(f"{field}_{key}", (None, None))
                st.session_state[KEPT].pop(f"{field}_{key}", None)
                st.session_state[f"{field}_{key}"] = read
            if what == "body":
                st.session_state[UNDONE] = {*st.session_state.get(UNDONE, ()), key}
        elif kind == "line":
            st.session_state[KEPT_LINES][key].pop(what, None)
        else:
            left = [task for task in st.session_state[KEPT_TASKS][key] if task != what]
            st.session_state[KEPT_TASKS][key] = tuple(left)
    _draw_anew()


def forget(key: str) -> None:
    """Forget what was corrected in a document: it is stored or dropped."""
    for changed in (KEPT_LINES, KEPT_TASKS, LATEST):
        st.session_state.get(changed, {}).pop(key, None)
    st.session_state[UNDONE] = {own for own in st.session_state.get(UNDONE, ()) if own != key}
    for field in [own for own in st.session_state.get(KEPT, {}) if own.endswith(f"_{key}")]:
        st.session_state[KEPT].pop(field)
        st.session_state.pop(field, None)
    _draw_anew()
