"""A draft on its way through the check: read in the limited process, kept in the session, never stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import streamlit as st

from analytics.charts.drafts import remark_grid
from analytics.drafts.draft import Draft
from analytics.drafts.rules import Remark, Rule, check
from analytics.evidence import read_mark
from analytics.exports.drafts import Handled, Handling, remark_table
from analytics.safe.markdown import as_markdown
from analytics.years.plans import YearPlan
from data.importing.corrections import Corrections
from data.importing.guard import READABLE
from data.importing.interpreting import Interpreted
from data.names.known import KnownNames
from data.store.storing import task_id
from data.vocabulary import task_number
from pages.shared import address, drawing, evidence, operator, paper
from pages.steward import uploading

CHECKED, ROUND = "draft_checked", "draft_round"
"""Keys of the session: the draft that is checked; how many were put away."""


@dataclass(eq=False)
class Checked:
    """A draft as it was read, what the rules found in it, and what was done about that."""

    document_id: str
    file_name: str
    read: Interpreted
    handled: dict[Remark, Handled] = field(default_factory=dict)
    _found: dict[tuple[object, ...], tuple[Remark, ...]] = field(default_factory=dict)

    @property
    def draft(self) -> Draft:
        """The draft, as the rules look at it."""
        return Draft(self.read.document, self.read.directory)

    def remarks(self, against_id: str, against: YearPlan | None, rules: Sequence[Rule]) -> tuple[Remark, ...]:
        """What the rules find, computed once for what the draft is held against."""
        if (against_id, against) not in self._found:
            self._found = {(against_id, against): check(self.draft, against)}
        return tuple(remark for remark in self._found[against_id, against] if remark.rule in rules)


def given(known: KnownNames) -> Checked | None:
    """Draw the uploader; return the draft, read once, also after a visit elsewhere; None while there is none."""
    held: Checked | str | None = st.session_state.get(CHECKED)
    if isinstance(held, Checked):
        return held
    if operator.may_not_upload():
        return None
    place = st.empty()
    file = place.file_uploader(
        f"选择草案（{READABLE}，不超过 20 MB）",
        key=f"draft_upload_{st.session_state.get(ROUND, 0)}",
        help="只在这里读出来检查，不存入数据库",
    )
    if file is None:
        return None
    with st.spinner("正在读取……", show_time=True):
        read = uploading.read(file.getvalue(), file.name, known)
    if isinstance(read, str):
        st.error(as_markdown(read), icon=":material/error:")
        return None
    place.empty()
    checked = Checked(read.document_id, read.file_name, read.reading(known, Corrections()))
    st.session_state[CHECKED] = checked
    return checked


def put_away() -> None:
    """Callback: forget the draft; the next run shows an empty uploader."""
    st.session_state.pop(CHECKED, None)
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def grid(checked: Checked, remarks: Sequence[Remark]) -> None:
    """What was found at a glance, and below it the remarks on the task that is chosen in it; nothing without any on tasks."""
    tasks = checked.draft.document.tasks
    numbers = {at: task_number(task.number) for at, task in enumerate(tasks, 1)}
    ids = {at: task_id(checked.document_id, at) for at in numbers}
    held = [remark for remark in remarks if remark.position is not None]
    if not held:
        return
    whole, cells = len(remarks) - len(held), {(remark.rule, remark.position) for remark in held}
    said = (
        "一格是一条规则在一项任务里发现的，灰色的只列出、不作评判",
        f"同一格有几处的合为一格（{len(held)} 处画作 {len(cells)} 格）" if len(cells) < len(held) else "",
        f"另有 {whole} 处说的是整份草案，不在图上，列在下面的表里" if whole else "",
    )
    drawing.legend("；".join(filter(None, said)), "点击看原句和建议")
    drawing.of_nothing_stored(
        "draft_grid",
        lambda: remark_grid(held, ids, numbers),
        f"哪条规则在哪项任务里有发现。共{len(held)}处",
        checked.document_id,
        tuple(held),
    )
    mark = read_mark(address.text(address.MARK))
    chosen = [remark for remark in held if mark and ids[remark.position or 0] in (mark.tasks or ())]
    if chosen:
        with st.container(horizontal=True, vertical_alignment="center"):
            listed = "、".join(dict.fromkeys(numbers[remark.position or 0] for remark in chosen))
            st.subheader(as_markdown(f"第 {listed} 项（{len(chosen)} 处）"), width="stretch")
            st.button(
                "✕ 关闭", key="clear_mark", on_click=evidence.clear, help="不再看这一处", width="content"
            )
        table = remark_table(checked.draft, chosen, checked.handled)
        drawing.wrapped_table(table[["任务", "行", "原句", "规则", "建议"]].astype(str), "short-heads")


LOOK = {
    "任务": st.column_config.TextColumn(width=60, disabled=True),
    "行": st.column_config.NumberColumn(width=50, disabled=True),
    "原句": st.column_config.TextColumn(width=330, disabled=True),
    "规则": st.column_config.TextColumn(width=130, disabled=True),
    "建议": st.column_config.TextColumn(width=300, disabled=True),
    "处理": st.column_config.SelectboxColumn(width=90, options=[str(one) for one in Handling], required=True),
    "理由": st.column_config.TextColumn(width=160),
}


LINES_AT_MOST, CHARACTERS = 12, (22, 20)
"""Lines that a row has at most; characters of a line of 原句 and of 建议."""


def row_height(remarks: Sequence[Remark]) -> int:
    """Pixels of every row of the table, so that the longest cell shows its last line."""
    lines = [
        -(-len(text) // width)
        for remark in remarks
        for text, width in zip((remark.text, remark.suggestion), CHARACTERS, strict=True)
    ]
    return max(drawing.WRAPS, drawing.SIDES + drawing.LINE * min(max([2, *lines]), LINES_AT_MOST))


def work_through(checked: Checked, remarks: Sequence[Remark], *content: object) -> None:
    """Draw the remarks with what was done about each, to be filled in. ``content``: what the remarks depend on."""
    own = drawing.key("remarks", checked.document_id, *content)
    first = f"first_{own}"
    if own not in st.session_state:  # first drawn, or drawn again after a visit elsewhere
        st.session_state[first] = remark_table(checked.draft, remarks, checked.handled)
    row = row_height(remarks)
    st.data_editor(
        st.session_state[first],
        key=own,
        hide_index=True,
        height=drawing.content_height(len(remarks), 620, row),
        row_height=row,
        column_config=LOOK,
        on_change=_note,
        args=(own, checked, tuple(remarks)),
    )
    paper.table(remark_table(checked.draft, remarks, checked.handled))


def _note(own: str, checked: Checked, remarks: Sequence[Remark]) -> None:
    """Callback: keep what was filled in; ``own``: the key of the table."""
    checked.handled |= noted(checked.handled, remarks, st.session_state[own]["edited_rows"])


def noted(
    handled: Mapping[Remark, Handled],
    remarks: Sequence[Remark],
    edited: Mapping[int, Mapping[str, str | None]],
) -> dict[Remark, Handled]:
    """What is done about the remarks whose rows were edited: row of the table → column → what it holds now."""
    found = {}
    for row, filled in edited.items():
        remark = remarks[int(row)]
        before = handled.get(remark, Handled())
        handling, reason = filled.get("处理") or before.handling, filled.get("理由", before.reason)
        found[remark] = Handled(Handling(handling), reason or "")
    return found
