"""What came back against what was sent and stored: an oracle by the rules, cell for cell (invented tasks)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.progress.comparing import STORING, Difference, Known, KnownTask, compare, place_of, suggested
from data.progress.form import (
    FILLED,
    HEADERS,
    NUMBER,
    OPINION,
    STATUS,
    STATUSES,
    TEXT,
    SentLedger,
    SentRow,
    digest_of,
    from_hidden,
    hidden_rows,
)
from data.progress.returned import Returned, ReturnedRow
from data.vocabulary import Bin, Status

DOCUMENT = "0123456789abcdef"
UNIT = "虚构处"


def sent_row(number: int, own: bool, values: dict[str, str]) -> SentRow:
    text = f"虚构任务{number}"
    fixed = dict.fromkeys(HEADERS, "") | {NUMBER: str(number), TEXT: text} | values
    return SentRow(f"{DOCUMENT}-t{number:03}", digest_of(text), own, fixed)


def ledger(*rows: SentRow) -> SentLedger:
    return SentLedger(DOCUMENT, "2031-09", UNIT, 1, "2031-09-20", rows, ("虚构部分",))


def known(rows: tuple[SentRow, ...], values: dict[tuple[str, str, str], str]) -> Known:
    tasks = {
        row.task_id: KnownTask(
            int(row.values[NUMBER]), row.values[NUMBER], row.digest, UNIT if row.own else "别处"
        )
        for row in rows
    }
    return Known(tasks, values)


texts = st.sampled_from(["", "甲", "乙", "已完成", "推进中", "完成", " 甲 ", "=1", "\u3000"])
statuses = st.sampled_from(["", *STATUSES])


@st.composite
def returns(draw: st.DrawFn) -> tuple[Returned, Known]:
    """A ledger of up to three tasks, returned with anything in any cell, rows doubled or without key, and any store."""
    rows, values = [], {}
    for number in range(1, draw(st.integers(1, 3)) + 1):
        own = draw(st.booleans())
        before = {header: draw(texts.map(str.strip)) for header in draw(st.sets(st.sampled_from(FILLED)))}
        before[STATUS] = draw(statuses)
        row = sent_row(number, own, before | {OPINION: draw(texts.map(str.strip))})
        rows.append(row)
        for header in row.open_headers:
            now = (
                draw(statuses if header == STATUS else texts.map(str.strip))
                if draw(st.booleans())
                else row.values[header]
            )
            if now:
                values[place_of(row.task_id, header, UNIT)] = now
    back: list[ReturnedRow] = []
    for row in rows:
        for _ in range(draw(st.sampled_from([0, 1, 1, 1, 2]))):
            changed = {header: draw(texts) for header in draw(st.sets(st.sampled_from(HEADERS), max_size=4))}
            key = row.key if draw(st.booleans()) else ""
            back.append(ReturnedRow(len(back) + 4, key, row.values | changed))
    order = draw(st.permutations(back))
    return Returned(ledger(*rows), tuple(order)), known(tuple(rows), values)


@given(returns())
def test_nothing_is_stored_that_is_not_in_its_cell_and_nothing_is_overwritten_untold(
    given_back: tuple[Returned, Known],
) -> None:
    returned, store = given_back
    cells = {row.row: row for row in returned.rows}
    sent = {row.task_id: row for row in returned.sent.rows}
    found = compare([returned], store)
    stored = [one for one in found if one.bin in STORING]
    assert len({one.place for one in stored}) == len(stored)  # no cell twice
    for one in stored:
        row, task = cells[one.row], sent[one.task_id or ""]
        header = one.field or ""
        before = task.values[header]
        assert one.value in (row.values[header], row.values[header].strip())
        assert one.value.strip()
        assert header in task.open_headers
        assert (row.values[NUMBER].strip(), row.values[TEXT]) == (task.values[NUMBER], task.values[TEXT])
        assert sum(other.key == task.key for other in returned.rows) <= 1
        assert store.values.get(one.place, "") == before  # nobody has said anything else since
        assert header != STATUS or one.value in STATUSES
        assert one.bin is (Bin.CHANGED if before else Bin.FILLED)


@given(returns())
def test_every_deviation_is_told_in_one_bin(given_back: tuple[Returned, Known]) -> None:
    returned, store = given_back
    found = compare([returned], store)
    told = {(one.row, one.field): one for one in found}
    assert len(told) == len(found)
    by_row = {row.row: [one for one in found if one.row == row.row] for row in returned.rows}
    sent = {row.task_id: row for row in returned.sent.rows}
    for row in returned.rows:
        (task_id, *_) = {one.task_id for one in by_row[row.row]} or {None}
        if task_id is None:
            assert [one.bin for one in by_row[row.row]] in ([Bin.UNRECOGNISED_ROW], [])
            continue
        task = sent[task_id]
        for header in HEADERS:
            cell, before = row.values[header].strip(), task.values[header].strip()
            now = store.values.get(place_of(task_id, header, UNIT), "")
            deviates = cell != before and (header not in task.open_headers or cell != now)
            assert ((row.row, header) in told) == deviates
        unchanged = [one for one in by_row[row.row] if one.bin is Bin.UNCHANGED]
        assert len(unchanged) == (1 if len(by_row[row.row]) == 1 and unchanged else 0)


@given(returns())
def test_what_was_stored_is_unchanged_when_it_comes_again(given_back: tuple[Returned, Known]) -> None:
    returned, store = given_back
    first = compare([returned], store)
    values = dict(store.values) | {one.place: one.value for one in first if one.bin in STORING}
    second = compare([returned], replace(store, values=values))
    assert [one for one in second if one.bin in STORING] == []

    def waiting(found: tuple[Difference, ...]) -> list[Difference]:
        return [one for one in found if one.bin not in (*STORING, Bin.UNCHANGED)]

    assert waiting(second) == waiting(first)


@given(st.lists(st.dictionaries(st.sampled_from(HEADERS), st.text(min_size=1)), max_size=3))
def test_a_hidden_sheet_is_read_as_it_was_written(values: list[dict[str, str]]) -> None:
    sent = ledger(*(sent_row(number, number % 2 == 1, given) for number, given in enumerate(values, 1)))
    assert from_hidden(list(hidden_rows(sent))) == sent
    assert from_hidden([*list(hidden_rows(sent))[1:]]) is None


def test_a_task_whose_text_has_changed_since_is_outdated() -> None:
    row = sent_row(1, True, {})
    store = Known({row.task_id: KnownTask(1, "1", digest_of("另一任务"), UNIT)}, {})
    back = Returned(ledger(row), (ReturnedRow(4, row.key, row.values | {"进展情况": "甲"}),))
    assert [(one.bin, one.field, one.returned) for one in compare([back], store)] == [
        (Bin.OUTDATED, "进展情况", "甲")
    ]


def test_a_row_with_another_fixed_text_waits_where_its_key_is_sure() -> None:
    """Edited in place, a person may have it stored; sorted without its keys, never."""
    first, second = sent_row(1, True, {}), sent_row(2, True, {})
    store = known((first, second), {})

    def told(
        changed: dict[str, str], confirmed: tuple[tuple[int, str], ...] = ()
    ) -> list[tuple[object, ...]]:
        row = ReturnedRow(4, first.key, first.values | {"进展情况": "甲", STATUS: "完成"} | changed)
        found = compare([Returned(ledger(first, second), (row,))], store, confirmed)
        return [(one.bin, one.field, one.to_decide) for one in found if one.field not in (NUMBER, TEXT)]

    held = (Bin.CONFLICT, STATUS, False)  # no status: the unit has to say which
    edited = {TEXT: "虚构任务一（改）"}
    assert told(edited) == [held, (Bin.CONFLICT, "进展情况", True)]
    assert told({NUMBER: "9"}) == [held, (Bin.CONFLICT, "进展情况", True)]
    assert told(edited, ((1, "进展情况"),))[1][0] is Bin.FILLED
    for sorted_away in ({NUMBER: "2", TEXT: second.values[TEXT]}, {TEXT: second.values[TEXT]}, {NUMBER: "2"}):
        assert told(sorted_away, ((1, "进展情况"),)) == [held, (Bin.CONFLICT, "进展情况", False)]


MEANT = {
    Status.DONE: "完成 已完成 全部完成 已办结 √ 1 是 OK 100% 完成100% 已按时完成 提前完成 目前已完成 达标",
    Status.UNDER_WAY: "进行中 正在推进 目前正在办理 持续推进 按计划推进 基本完成，正在收尾 即将完成，推进中 完成一半，进行中",
    Status.FAILED: "未完成 没完成 没有完成 未能完成 无法完成 不能按期完成 逾期",
    Status.NOT_STARTED: "未启动 尚未启动 还没开始 没有开展 × 0 否",
    Status.TO_ADJUST: "建议调整 申请延期 计划取消 暂停",
    None: "差不多完成了 完成一半 完成80% 完成8％ 完成99.5% 完成三分之二 过半 即将完成 将于月底完成 预计年底完成 "
    "计划年底完成 年底前完成 力争完成 拟完成 基本完成 大部分完成 接近完成 未办结 没办结 不达标 未达标 未按时完成 尚未完成 "
    "还没完成 暂未完成 尚未 尚未办结 还未完成 未推进 没有进行 不再办理 无需调整 停止推进 推进中、已完成 部分完成 虚构",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "meant"), [(text, meant) for meant, texts in MEANT.items() for text in texts.split()]
)
def test_what_a_status_may_mean(text: str, meant: Status | None) -> None:
    assert suggested(text) is meant
