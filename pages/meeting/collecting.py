"""收回台账: files that came back are compared, shown bin by bin, and what is unambiguous stored in one transaction."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
import streamlit as st

from analytics.safe.markdown import as_markdown
from data.access import Person
from data.progress.comparing import STORING, Difference, Value
from data.progress.form import NUMBER, TEXT
from data.requests import Outcome, ask
from data.requests.progress import Collection, CollectLedgers
from data.store.progress import sent_periods
from data.vocabulary import BIN_LABELS, Bin
from pages.shared import drawing, jobs, loading, operator, reports, sentences, states

COMPARED = "compared"
"""Key of the session: what was compared last (files, period, revision), and what came of it."""

HELD = "固定栏与发出时不符，本行未存"

Called = Mapping[Difference, str]

Files = tuple[tuple[str, bytes], ...]

Text = tuple[int, str, str]
"""What is chosen for a cell: the position of its task, its header, and what came back."""


def compared(files: Files, period: str | None, asked: tuple[object, ...], who: Person) -> Outcome:
    """The files against the store as it is, compared once; nothing is stored."""
    kept = st.session_state.get(COMPARED)
    if kept is not None and kept[0] == asked:
        return kept[1]
    with st.spinner(f"正在读 {len(files)} 份台账……", show_time=True):
        outcome = ask(loading.store(), CollectLedgers(files, period, dry_run=True), who)
    st.session_state[COMPARED] = asked, outcome
    return outcome


def told(collection: Collection) -> None:
    """The files, with what is to be known of each; not those of which the message on what was stored has just told."""
    latest = jobs.latest()
    already = latest.value.files if latest and isinstance(latest.value, Collection) else ()
    for file in collection.files:
        if file in already:
            continue
        if file.refused:
            todo = f"；要收它，请在上面改选 {file.other_period}" if file.other_period else ""
            st.error(as_markdown(f"{file.name}：没有读入。{file.why}{todo}"), icon=":material/error:")
        elif file.why:
            st.warning(as_markdown(f"{file.name}：{file.why}"), icon=":material/warning:")


def labels(differences: Sequence[Difference]) -> dict[Difference, str]:
    """What each difference is called; a conflict is told from a row whose fixed cells name another task than its key."""
    moved = {
        (one.file, one.row)
        for one in differences
        if one.bin is Bin.FIXED_CELL_CHANGED and one.field in (NUMBER, TEXT)
    }
    return {
        one: HELD if one.bin is Bin.CONFLICT and (one.file, one.row) in moved else BIN_LABELS[one.bin]
        for one in differences
    }


def waiting(collection: Collection, differences: Sequence[Difference], called: Called) -> dict[Value, Text]:
    """What waits for the clerk, a card for each cell, text beside text; what is chosen for a cell, by its place.

    ``differences``: all of the collection. What several files say in one cell stands in one card: one of it can be stored.
    """
    cells: dict[Value, list[Difference]] = {}
    fixed: dict[tuple[int, int], list[Difference]] = {}
    for one in differences:
        if one.to_decide:
            cells.setdefault(one.place, []).append(one)
        elif one.bin is Bin.FIXED_CELL_CHANGED:
            fixed.setdefault((one.file, one.row), []).append(one)
    texts = _task_texts(one for own in cells.values() for one in own)
    chosen: dict[Value, Text] = {}
    for place, own in cells.items():
        with st.container(border=True):
            first = own[0]
            st.text(f"{called[first]}　{first.unit}　第 {first.task} 项　{first.field}")
            st.caption(as_markdown(texts.get(place[0], "")))
            for changed in (one for other in own for one in fixed.get((other.file, other.row), ())):
                st.caption(as_markdown(f"{changed.field}被改成：{changed.returned or '（空）'}"))
            returned: dict[str, list[Difference]] = {}
            for one in own:
                returned.setdefault(one.returned or "", []).append(one)
            said = [("发出时", first.sent), ("已存", first.stored)]
            for text, those in returned.items():
                files = dict.fromkeys(f"{collection.files[one.file].name} 第 {one.row} 行" for one in those)
                said.append((f"交回（{'；'.join(files)}）", text))
            for column, (label, shown) in zip(st.columns(len(said)), said, strict=True):
                column.caption(as_markdown(label))
                column.text(shown or "（空）")
            wanted = _choice([those[0] for those in returned.values()])
            if wanted is not None:
                chosen[place] = (first.position or 0, first.field or "", wanted)
    return chosen


def _choice(own: Sequence[Difference]) -> str | None:
    """Of what came back for one cell, each text once, what the clerk wants stored; None for nothing."""
    can = [one for one in own if one.bin is not Bin.BAD_STATUS or one.suggestion]
    labels = {one.returned or "": _label(one, one_of_several=len(can) > 1) for one in can}
    if len(can) < len(own):
        st.caption("认不出是哪个状态的，请单位改填后再交。")
    key = drawing.key("tick", *own)
    if len(can) > 1:
        return st.radio(
            "存哪一个",
            [None, *labels],
            format_func=lambda text: "都不存" if text is None else labels[text],
            horizontal=True,
            label_visibility="collapsed",
            key=key,
        )
    return next((text for text, label in labels.items() if st.checkbox(label, key=key)), None)


def _label(one: Difference, *, one_of_several: bool) -> str:
    """What would be stored of what came back, and of which text where there are several."""
    told = f"“{one.returned}”" * one_of_several
    if one.suggestion:
        return f"存为“{one.suggestion}”" + f"（交回{told}）" * one_of_several
    return f"存入交回的{told}" if one.returned else "存入清空"


def _task_texts(differences: Iterable[Difference]) -> dict[str, str]:
    """The texts of the tasks of some differences, by their ids."""
    documents = {one.task_id.rpartition("-")[0] for one in differences if one.task_id}
    catalogue = loading.catalogue()
    known = [own for own in catalogue.documents["document_id"] if own in documents]
    if not known:
        return {}
    tasks = loading.plan(catalogue, tuple(known)).tasks
    return dict(zip(tasks["task_id"], tasks["text"], strict=True))


def table(collection: Collection, differences: Sequence[Difference], called: Called) -> pd.DataFrame:
    """Differences as a table."""
    rows = [
        (
            called[one], one.unit, f"第 {one.task} 项" if one.task else f"第 {one.row} 行", one.field or "", one.sent or "",
            one.stored or "", one.returned or "", collection.files[one.file].name,
        )
        for one in differences
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["", "单位", "任务", "栏", "发出时", "已存", "交回", "文件"])


st.title("收回台账")
st.caption(
    "收到的与发出时、已存的逐格比较：没有疑问的一次存入，其余列在下面由您决定；同一份再收不作任何改动。"
)
jobs.tell()
done = jobs.latest()
if done is not None and isinstance(done.value, Collection) and done.value.collected.stored:
    st.caption(
        "存错了：单位改好再交一份，再收即可；要全部退回，存入前的状态在“备份与记录”里有一份，可以恢复。"
    )
store = loading.store()
who = operator.person()
periods = sent_periods(store)
if not periods:
    states.nothing("还没有发出过台账。", "先发出，填好后再收回。")
    st.page_link("pages/meeting/ledgers.py", label="去“台账”发出", icon=":material/outgoing_mail:")
    st.stop()
with st.container(horizontal=True, vertical_alignment="bottom"):
    period = st.selectbox(
        "收哪一期",
        [None, *periods],
        format_func=lambda own: own or f"最近发出的一期（{periods[0]}）",
        key="collected",
        width=300,
    )
given = st.file_uploader(
    "选择填好的台账（可以一次选许多份）",
    accept_multiple_files=True,
    key="returned_files",
    on_change=jobs.forget,  # what was told is of other files
)
if not given:
    st.stop()
files: Files = tuple((file.name, file.getvalue()) for file in given)
asked = (tuple(file.file_id for file in given), period, store.revision(), who.units)
outcome = compared(files, period, asked, who)
if outcome.value is None:
    st.error(as_markdown(outcome.text), icon=":material/error:")
    st.stop()
collection: Collection = outcome.value
found = collection.collected.differences
storing = [one for one in found if one.bin in STORING]
deciding = [one for one in found if one.to_decide]
others = [one for one in found if one.bin not in (*STORING, Bin.UNCHANGED) and not one.to_decide]
called = labels(found)
read = sum(not file.refused for file in collection.files)
counts = {kind: sum(one.bin is kind for one in found) for kind in Bin}
sentences.headline(
    None,
    (),
    figures=[f"读了 {read} 份", *[f"没有读入 {len(files) - read} 份"] * (read < len(files))]
    + [f"{BIN_LABELS[kind]} {count}" for kind, count in counts.items() if count],
)
told(collection)
place = st.container(horizontal=True, vertical_alignment="center")
chosen: dict[Value, Text] = {}
if deciding:
    st.subheader(f"由您决定（{len({one.place for one in deciding})} 处）")
    if HELD in (called[one] for one in deciding):
        st.caption(f"标“{HELD}”的，序号或工作任务被改过，隐藏的键仍指这一项；看过是同一项的，勾选存入。")
    chosen = waiting(collection, found, called)
if others:
    st.subheader(f"没有存入的（{len(others)} 处）")
    st.caption(
        "固定栏被改的，存下的写法不变；其余的（认不出的行、同一任务有几行、旧版台账、与发出时不符的行）请单位在新发的台账上重填。"
    )
    drawing.grid(table(collection, others, called), wraps=True)
if storing:
    st.subheader(f"没有疑问的（{len(storing)} 个值）")
    drawing.grid(table(collection, storing, called), height=360)
missing = collection.collected.not_returned
if missing:
    st.subheader(f"未交回（{len(missing)} 个单位）")
    st.text("、".join(missing))
with place:
    request = CollectLedgers(files, period, confirmed=frozenset(chosen.values())) if read else None
    number = len({one.place for one in storing} | set(chosen))
    jobs.button(
        f"存入 {number} 个值" if number else "没有要存的值，只记已交回" if read else "没有读入的", request, who,
        key=(asked, tuple(sorted(chosen.values()))), type="primary" if number else "secondary", icon=":material/save:",
    )  # fmt: skip
    reports.link()
