"""Backups on a page: listed, made, compared with what is stored now, restored."""

import pandas as pd
import streamlit as st

from analytics.safe.markdown import as_markdown
from data.access import Person
from data.requests import Outcome, ask
from data.requests.upkeep import BackUp, CompareBackup, Recover
from data.store.backups import BACKUP_DAYS, KEPT, OCCASION_LABELS, Backup, list_backups
from data.store.database import Store
from data.store.recovery import STATE_LABELS, Comparison
from pages.shared import drawing, jobs

COMPARED = "compared_backup"
"""Key of the session: the name of a backup that is to be compared, then what came of that."""


def draw(store: Store, who: Person) -> None:
    """The backups, a button for one more, and what restoring the chosen one would change."""
    made = list_backups(store)
    st.caption(
        as_markdown(
            f"每次导入后，移除、核定名称、按重读的结果保存、收回台账、恢复和升级之前自动备份，写成后打开核对，在 {store.backups}。"
            f"保留最新的 {KEPT} 份，最近 {KEPT} 天每天最后的一份，"
            f"最近 {BACKUP_DAYS} 天每天最早的一份和每次移除、恢复、升级前的一份。"
        )
    )
    newest = made[0].path.name if made else ""
    jobs.button("现在备份", BackUp(), who, key=("backup", newest), icon=":material/backup:")
    if not made:
        st.text("还没有备份。")
        return
    drawing.grid(_table(made))
    by_name = {backup.path.name: backup for backup in made}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox(
            "用哪一份恢复",
            list(by_name),
            format_func=lambda own: f"{_moment(by_name[own])} {_occasion(by_name[own])}",
            key="backup",
            width=360,
        )
        st.button(
            "看恢复会改变什么",
            icon=":material/compare:",
            help="先对比，再决定；对比什么也不改",
            key="compare_backup",
            on_click=_ask_to_compare,
            args=(name,),
        )
    compared = st.session_state.get(COMPARED)
    if compared == name:
        with st.spinner("正在对比……"):
            compared = st.session_state[COMPARED] = ask(store, CompareBackup(name), who)
    if isinstance(compared, Outcome):
        _compared(compared, by_name, name, who)


def _ask_to_compare(name: str) -> None:
    jobs.forget()
    st.session_state[COMPARED] = name


def forget() -> None:
    """Leave the comparison."""
    st.session_state.pop(COMPARED, None)


def _compared(outcome: Outcome, by_name: dict[str, Backup], name: str, who: Person) -> None:
    """What a restore gains and loses, to be confirmed or left; nothing where another backup is chosen meanwhile."""
    if outcome.refused:
        st.error(as_markdown(outcome.text), icon=":material/error:")
        return
    comparison: Comparison = outcome.value
    if comparison.backup != name:
        return
    with st.container(border=True):
        if comparison.same:
            st.info("这份备份与现在的内容相同，没有可以恢复的。", icon=":material/check:")
            return
        st.markdown(as_markdown(f"恢复到 {_moment(by_name[name])}（{_occasion(by_name[name])}）的状态："))
        for table in _differences(comparison):
            drawing.grid(table)
        st.caption(
            "现在的状态先另外备份，随时可以再恢复回来。操作记录不受影响，一条不少。别人不必停下，下一次打开看到恢复后的内容。"
        )
        with st.container(horizontal=True):
            jobs.button(
                "确定恢复",
                Recover(comparison),
                who,
                key=("restore", comparison.sha256, comparison.state),
                after=forget,
                type="primary",
                icon=":material/settings_backup_restore:",
            )
            st.button("不恢复", on_click=forget)


def _differences(comparison: Comparison) -> list[pd.DataFrame]:
    """The documents and what people wrote, each as a table; one that has no row is left out."""
    documents = pd.DataFrame(
        [
            (one.title, STATE_LABELS[one.now], STATE_LABELS[one.then], one.told, one.document_id)
            for one in comparison.documents
        ],
        columns=["文件", "现在", "恢复后", "变化", "编号"],
    )
    written = pd.DataFrame(
        [(one.label, one.now, one.then, one.gained, one.lost) for one in comparison.tables],
        columns=["人写的内容", "现在", "恢复后", "回来", "失去"],
    )
    return [table for table in (documents, written) if not table.empty]


def _table(made: list[Backup]) -> pd.DataFrame:
    rows = [
        (_moment(backup), _occasion(backup), round(backup.size / 1e6, 1), backup.path.name) for backup in made
    ]
    return pd.DataFrame(rows, columns=["时间", "何时备份", "大小（MB）", "文件"])


def _moment(backup: Backup) -> str:
    return backup.made_at.strftime("%Y-%m-%d %H:%M:%S")


def _occasion(backup: Backup) -> str:
    return OCCASION_LABELS[backup.occasion] if backup.occasion else ""
