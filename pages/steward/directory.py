"""The directory of departments of a body: edited, brought in, taken away; what a change does is shown before it is stored."""

from functools import partial

import pandas as pd
import streamlit as st

from analytics.exports.directories import directory_workbook, version_notes
from analytics.safe.markdown import as_markdown
from data.access import Person
from data.errors import DashboardError
from data.importing.directory_files import (
    COLUMNS,
    KIND,
    NAME,
    OTHERS,
    PARENT,
    DirectoryFile,
    as_rows,
    read_directory_file,
    read_pasted,
    read_rows,
)
from data.names.changes import Became, department_changes
from data.names.directory import Directory, read_directory
from data.names.known import KnownNames
from data.requests.names import StoreDirectory
from data.store.activities import SHIPPED, local
from data.store.database import Store
from data.store.directories import DirectoryVersion, directory_versions
from data.store.exchanging import DirectoryEffects, effects_of
from data.vocabulary import DepartmentKind
from pages.shared import downloads, drawing, jobs

EDIT, PASTE, CHOOSE, EARLIER = "在表里改", "粘贴", "选择文件", "回到以前的版本"
PLACE = "次序"
TASKS_SHOWN = 200


def exchange(store: Store, known: KnownNames, body: str | None, who: Person) -> None:
    """The directory of a body: its versions, what takes it away, what changes it. ``body`` None: the store's own."""
    versions = directory_versions(store, body)
    whose = body or known.own.body
    now = read_directory(versions[0].content) if versions else Directory(body=whose)
    if versions:
        count = f"，共 {len(versions)} 个版本" if len(versions) > 1 else ""
        moment = local(versions[0].stored_at)
        whence = SHIPPED if versions[0].who == SHIPPED else f"由{versions[0].who}在 {moment} 存入"
        st.caption(f"{len(now.departments)} 个部门，{whence}{count}。")
        _take_away(now, versions[0])
    else:
        st.caption("这个机关还没有自己的名录，部门的类别和上级暂按本机关的名录推定。")
    ways = [EDIT, PASTE, CHOOSE, *[EARLIER] * (len(versions) > 1)]
    way = st.segmented_control("改名录", ways, key="directory_way")
    try:
        if way == EDIT:
            _show(store, _edited(now, versions), now, who)
        elif way == PASTE:
            _show(store, _pasted(whose), now, who)
        elif way == CHOOSE:
            _show(store, _chosen(whose), now, who)
        elif way == EARLIER:
            _show(store, _earlier(versions), now, who)
    except DashboardError as error:
        st.error(as_markdown(str(error)), icon=":material/error:")


def _take_away(directory: Directory, version: DirectoryVersion) -> None:
    notes = version_notes(directory.body, version.who, local(version.stored_at))
    with st.container(horizontal=True):
        made = partial(directory_workbook, COLUMNS, as_rows(directory), notes)
        downloads.file("下载名录 XLSX", made, "部门名录.xlsx", downloads.XLSX, ":material/download:")
        downloads.file(
            "下载名录 TOML",
            version.content.encode,
            "departments.toml",
            "application/toml",
            ":material/download:",
        )


def _edited(now: Directory, versions: tuple[DirectoryVersion, ...]) -> DirectoryFile:
    """What stands in the table after editing. Raises ``DashboardError`` where it has a fault."""
    st.caption(
        "一行一个部门，最下面可以加，选中行可以删；几个写法之间用顿号。改名称时，把文件里的旧名称写进“其他写法”。"
        "改“次序”移动一行。"
    )
    table = pd.DataFrame(as_rows(now), columns=list(COLUMNS)).astype("object")
    table.insert(0, PLACE, range(1, len(table) + 1))
    kinds = list(map(str, DepartmentKind))
    edited = st.data_editor(
        table,
        num_rows="dynamic",
        hide_index=True,
        column_config={
            PLACE: st.column_config.NumberColumn(width=60, min_value=0),
            NAME: st.column_config.TextColumn(width=200, required=True),
            PARENT: st.column_config.SelectboxColumn(
                width=150, options=[department.name for department in now.departments]
            ),
            KIND: st.column_config.SelectboxColumn(width=90, options=kinds),
            OTHERS: st.column_config.TextColumn(width=200),
        },
        placeholder="",
        height=420,
        key=drawing.key("directory", versions[0].number if versions else None, now.body),
    )
    return read_rows(rows_of(edited), now.body)


def rows_of(edited: pd.DataFrame) -> list[tuple[str, ...]]:
    """The rows of the edited table in the order of their places; those without one come last; blank ones are passed over."""
    ordered = edited.assign(**{PLACE: pd.to_numeric(edited[PLACE])}).sort_values(
        PLACE, kind="stable", na_position="last"
    )
    rows = [
        tuple("" if pd.isna(cell) else str(cell) for cell in row)
        for row in ordered[list(COLUMNS)].itertuples(index=False, name=None)
    ]
    return [row for row in rows if any(row)]


def _pasted(whose: str) -> DirectoryFile | None:
    """What is pasted; None where nothing is. Raises ``DashboardError`` where it has a fault."""
    text = st.text_area(
        "每行一个部门",
        placeholder=HINT,
        height=130,
        key="directory_list",
        help="从 Excel 复制过来即可：名称、上级部门、类别、其他写法、成员、说明；第一行可以是栏目名",
    )
    st.caption("粘贴的是整份名录：没有写的部门不再在名录里。")
    return read_pasted(text, whose) if text.strip() else None


HINT = "研究室\n政治部\n政治部干部处\t政治部\t政工\t干部处"
"""How a directory is pasted."""


def _chosen(whose: str) -> DirectoryFile | None:
    """What is in the chosen file; None where none is. Raises ``DashboardError`` where it cannot be read."""
    st.caption("下载名录，改好后在这里选择。TOML 里写有别的机关（body）的，存为那个机关的名录。")
    given = st.file_uploader("部门名录（.xlsx、.toml）", key="directory_file")
    return None if given is None else read_directory_file(given.getvalue(), given.name, whose)


def _earlier(versions: tuple[DirectoryVersion, ...]) -> DirectoryFile:
    """An earlier version, to be the next one."""
    directories = [read_directory(version.content) for version in versions]
    rows = [
        (
            len(versions) - at,
            version.who,
            local(version.stored_at),
            len(directory.departments),
            len(department_changes(directories[at + 1], directory)) if at + 1 < len(versions) else None,
        )
        for at, (version, directory) in enumerate(zip(versions, directories, strict=True))
    ]
    drawing.grid(pd.DataFrame(rows, columns=["版本", "存入人", "时间", "部门", "与前一版不同"]))
    chosen = st.selectbox(
        "回到哪一版",
        range(1, len(versions)),
        format_func=lambda at: f"第 {rows[at][0]} 版（{rows[at][1]}，{rows[at][2]}）",
        key=drawing.key("directory_version", versions[0].number),
        width=420,
    )
    return DirectoryFile(versions[chosen].content)


def _show(store: Store, given: DirectoryFile | None, now: Directory, who: Person) -> None:
    """What storing it would do, and the button that does just that; nothing where nothing is given or differs."""
    if given is None:
        return
    for text in given.left_out:
        st.caption(as_markdown(text))
    if given.directory == now:
        st.caption("与现在的名录相同。")
        return
    effects = _effects(str(store.path), store.revision(), given.text, store)
    if given.directory.body != now.body:
        st.info(
            as_markdown(f"这是「{given.directory.body}」的名录，存为那个机关的。"),
            icon=":material/call_split:",
        )
    draw_effects(effects)
    jobs.button(
        "存入名录",
        StoreDirectory(given.text, effects),
        who,
        key=("directory", given.text, effects),
        type="primary",
        icon=":material/save:",
    )


@st.cache_resource(show_spinner="正在查看改动的影响……", max_entries=8)
def _effects(path: str, revision: int, text: str, _store: Store) -> DirectoryEffects:
    """Worked out once for a state of the store; not to be changed."""
    del path, revision
    return effects_of(_store, text)


def draw_effects(effects: DirectoryEffects) -> None:
    """What a change of a directory would do: to its departments, and to the tasks of stored documents."""
    counts = {became: sum(one.became is became for one in effects.departments) for became in Became}
    said = "，".join(
        f"{became} {count} 个" for became, count in counts.items() if count and became is not Became.MOVED
    )
    st.text(f"存入以后，名录：{said or '只有次序不同'}。")
    rows = [(one.name, one.became.value, one.detail) for one in effects.departments]
    drawing.grid(pd.DataFrame(rows, columns=["部门", "怎样", "改什么"]), height=height_of(len(rows)))
    for title in effects.outdated:
        st.warning(
            as_markdown(f"《{title}》用现在的读法会读出不同的任务，不随之改变。请先在“文件导入”页重读。"),
            icon=":material/warning:",
        )
    if not effects.tasks:
        st.text("已存的文件：没有一处点名因此改认。")
        return
    other = sum(task.other_departments for task in effects.tasks)
    st.text(f"已存的文件：{len(effects.tasks)} 项任务的名称改认，其中 {other} 项的部门有变化。")
    drawing.grid(
        effects_table(effects).head(TASKS_SHOWN), row_height=56, height=height_of(len(effects.tasks), 56)
    )
    if len(effects.tasks) > TASKS_SHOWN:
        st.caption(f"先列 {TASKS_SHOWN} 项，其余 {len(effects.tasks) - TASKS_SHOWN} 项同样改认。")


def height_of(rows: int, row_height: int = 35) -> int:
    """Pixels of a table that shows its first rows and scrolls to the others."""
    return 38 + row_height * min(rows, 6)


def effects_table(effects: DirectoryEffects) -> pd.DataFrame:
    """The tasks that change, those with other departments first. Columns: 文件, 任务, 现在, 存入以后, 部门有变化."""
    rows = [
        (
            task.document,
            f"第 {task.number} 项",
            "；".join(task.before),
            "；".join(task.after),
            "是" if task.other_departments else "",
        )
        for task in sorted(effects.tasks, key=lambda task: not task.other_departments)
    ]
    return pd.DataFrame(rows, columns=["文件", "任务", "现在", "存入以后", "部门有变化"])
