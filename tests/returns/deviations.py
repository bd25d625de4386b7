"""Every kind of deviation of a row of a ledger that is given back; each says what must become of the cells that it touches."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from data.progress.form import (
    FILLED,
    FILLED_ON,
    KEY,
    NUMBER,
    OPINION,
    STATEMENT,
    STATUS,
    TEXT,
)
from data.vocabulary import Bin
from tests.returns.sheets import BANDS, NEXT, OWED, OWN, PHONE, PROBLEM, Case


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of deviation, on a row of its own."""

    make: Callable[[Case, str], None]
    before: Mapping[str, str]  # stored before the last sending
    since: Mapping[str, str]  # stored since
    opinion: bool  # the row is filled by another unit
    files: str  # which files it is about
    older_text: int  # with which of the two sendings the task is last sent with another text; 0: with none

    @property
    def name(self) -> str:
        """Its name."""
        return self.make.__name__


KINDS: list[Kind] = []


def kind(before: Mapping[str, str] | None = None, since: Mapping[str, str] | None = None, *, opinion: bool = False, files: str = "A", older_text: int = 0) -> Callable[[Callable[[Case, str], None]], Callable[[Case, str], None]]:  # fmt: skip
    """Register a kind of deviation of a row."""

    def register(make: Callable[[Case, str], None]) -> Callable[[Case, str], None]:
        KINDS.append(Kind(make, before or {}, since or {}, opinion, files, older_text))
        return make

    return register


# ── cells ───────────────────────────────────────────────────────────────────────────────────────────────────


@kind()
def filled_in(case: Case, number: str) -> None:
    case.write(number, STATUS, "推进中", Bin.FILLED)
    case.write(number, STATEMENT, "第一行\n第二行", Bin.FILLED)
    case.write(number, FILLED_ON, datetime(2031, 9, 18), Bin.FILLED)  # noqa: DTZ001 (a cell has no zone)


@kind({STATUS: "推进中", STATEMENT: "原有"})
def changed(case: Case, number: str) -> None:
    case.write(number, STATUS, "已完成", Bin.CHANGED)
    case.write(number, STATEMENT, "改过", Bin.CHANGED)


ODD = {STATEMENT: "=1+1", PROBLEM: "<&>&amp;'", NEXT: "第一\n\n第二", PHONE: "007", "备注": "'引号"}


@kind(ODD)
def odd_texts_left(case: Case, number: str) -> None:
    """Sent as they were stored, and returned as they were sent."""


@kind(ODD)
def odd_texts_changed(case: Case, number: str) -> None:
    for header, text in ODD.items():
        case.write(number, header, f"{text}改", Bin.CHANGED)


@kind({STATUS: "推进中", STATEMENT: "原有"})
def emptied(case: Case, number: str) -> None:
    case.write(number, case.random.choice([STATUS, STATEMENT]), None, Bin.CONFLICT)


@kind({STATEMENT: "原有"})
def emptied_to_white_space(case: Case, number: str) -> None:
    case.write(number, STATEMENT, " \u3000\n", Bin.CONFLICT, "")


@kind()
def odd_status(case: Case, number: str) -> None:
    value, meant = case.random.choice([
        ("完成", "已完成"), ("进行中", "推进中"), ("√", "已完成"), (1, "已完成"), ("未完成", "未能完成"), ("尚未开始", "未启动"),
        ("申请延期", "建议调整"), ("已完成。", "已完成"), ("一般", None), (True, None), ("推进中、已完成", None), ("部分完成", None),
    ])  # fmt: skip
    shown = "TRUE" if value is True else None
    case.write(number, STATUS, value, Bin.BAD_STATUS, shown, **({"suggestion": meant} if meant else {}))
    case.write(number, STATEMENT, "照常", Bin.FILLED)


@kind()
def padded_status(case: Case, number: str) -> None:
    value = case.random.choice(["\u3000已完成\n", "\xa0已完成", " 已完成 "])
    case.write(number, STATUS, value, Bin.FILLED, "已完成")


@kind()
def numbers_and_signs(case: Case, number: str) -> None:
    case.write(number, PHONE, 13800138000, Bin.FILLED)
    case.write(number, FILLED_ON, 48_109, Bin.FILLED, "2031-09-18")
    case.write(number, PROBLEM, 3.5, Bin.FILLED)
    case.write(number, NEXT, "虚\u200b构", Bin.FILLED, "虚构")


@kind()
def formula(case: Case, number: str) -> None:
    case.write(number, STATEMENT, "=1+1", Bin.FILLED)


@kind()
def formula_gone_wrong(case: Case, number: str) -> None:
    case.write(number, STATEMENT, "#DIV/0!", Bin.CONFLICT)
    case.write(number, PROBLEM, "照常", Bin.FILLED)


@kind()
def fixed_cell(case: Case, number: str) -> None:
    header = case.random.choice([OWED, "完成时限", "牵头单位", "上期状态", "上期进展", OPINION])
    case.write(number, header, "改掉", Bin.FIXED_CELL_CHANGED)
    case.write(number, STATEMENT, "照常", Bin.FILLED)


@kind()
def fixed_cell_emptied(case: Case, number: str) -> None:
    case.write(number, OWED, None, Bin.FIXED_CELL_CHANGED)


@kind({STATEMENT: "原有"})
def number_or_text_changed(case: Case, number: str) -> None:
    header, value = case.random.choice([(NUMBER, 99), (TEXT, "改掉的任务"), (TEXT, None)])
    case.write(number, header, value, Bin.FIXED_CELL_CHANGED)
    case.write(number, STATEMENT, "改过", Bin.CONFLICT)
    case.write(number, STATUS, "完成", Bin.CONFLICT)


@kind()
def white_space_in_a_fixed_cell(case: Case, number: str) -> None:
    text = case.a.of[number][case.a.columns[TEXT]]
    case.a.set(number, TEXT, f" {text[:4]}\n{text[4:]}\u3000")
    case.write(number, STATEMENT, "照常", Bin.FILLED)


@kind(opinion=True)
def opinion(case: Case, number: str) -> None:
    case.write(number, OPINION, "同意", Bin.FILLED)


@kind({OPINION: "原有"}, opinion=True)
def opinion_changed_or_emptied(case: Case, number: str) -> None:
    value, found = case.random.choice([("改过", Bin.CHANGED), (None, Bin.CONFLICT)])
    case.write(number, OPINION, value, found)


@kind(opinion=True)
def others_cells_filled_in(case: Case, number: str) -> None:
    case.write(number, STATUS, "已完成", Bin.FIXED_CELL_CHANGED)
    case.write(number, STATEMENT, "越权", Bin.FIXED_CELL_CHANGED)


# ── rows ────────────────────────────────────────────────────────────────────────────────────────────────────


def _doubled(case: Case, number: str, row: list[Any]) -> None:
    case.a.rows.insert(case.random.randrange(case.a.rows.index(case.a.top) + 1, len(case.a.rows) + 1), row)
    for one in (case.a.of[number], row):
        said = [header for header in FILLED if case.a.texts(one)[header] != case.a.sent[number][header]]
        for header in said:
            case.say(number, Bin.DUPLICATE_KEY, header, case.a.texts(one)[header])
        if not said:
            case.say(number, Bin.DUPLICATE_KEY, None, None)


@kind({STATEMENT: "原有"})
def doubled(case: Case, number: str) -> None:
    if case.random.random() < 0.5:
        case.a.set(number, STATEMENT, "改过")
    row = list(case.a.of[number])
    if case.random.random() < 0.5:
        row[case.a.columns[STATEMENT]] = "副本里的"
    _doubled(case, number, row)


@kind()
def doubled_without_key(case: Case, number: str) -> None:
    case.a.set(number, STATEMENT, "填了")
    row = list(case.a.of[number])
    row[case.a.columns[KEY]] = None
    _doubled(case, number, row)


@kind()
def key_lost(case: Case, number: str) -> None:
    case.a.set(number, KEY, case.random.choice([None, "1", "#REF!"]))
    case.write(number, STATEMENT, "照常", Bin.FILLED)


@kind({STATEMENT: "原有"})
def key_lost_and_text_changed(case: Case, number: str) -> None:
    case.a.set(number, KEY, None)
    case.a.set(number, TEXT, "改掉的任务")
    case.a.set(number, STATEMENT, "改过")
    _unrecognised(case, case.a.of[number])


def _unrecognised(case: Case, row: list[Any]) -> None:
    texts = {header: text for header, text in case.a.texts(row).items() if text.strip()}
    said = "；".join(f"{header}：{text}" for header, text in texts.items())
    case.say(texts.get(NUMBER), Bin.UNRECOGNISED_ROW, None, said)


@kind()
def foreign_row(case: Case, number: str) -> None:
    row: list[Any] = [None] * len(case.a.top)
    row[case.a.columns[TEXT]] = case.random.choice(["填表人：虚构", "另加的虚构工作"])
    if case.random.random() < 0.5:
        row[case.a.columns[NUMBER]], row[case.a.columns[STATUS]] = int(number) + 100, "已完成"
    if case.random.random() < 0.5:
        row[case.a.columns[KEY]] = f"{'0' * 16}-t001#{'0' * 8}"
    case.a.rows.insert(case.random.randrange(case.a.rows.index(case.a.top) + 1, len(case.a.rows) + 1), row)
    _unrecognised(case, row)


@kind({STATEMENT: "原有"})
def deleted(case: Case, number: str) -> None:
    case.a.rows = [row for row in case.a.rows if row is not case.a.of[number]]


@kind({STATEMENT: "原有"})
def cleared_but_for_its_key(case: Case, number: str) -> None:
    row, key = case.a.of[number], case.a.columns[KEY]
    row[:] = [*[None] * key, *row[key:]]
    case.fixed(number, row)
    case.say(number, Bin.CONFLICT, STATEMENT, "")


@kind()
def inserted_as_a_copy_and_written_over(case: Case, number: str) -> None:
    row = list(case.a.of[number])
    row[case.a.columns[TEXT]], row[case.a.columns[STATEMENT]] = "另加的虚构工作", "做了"
    case.fixed(number, row)
    _doubled(case, number, row)


@kind()
def written_into_a_band(case: Case, number: str) -> None:
    band = next(row for row in case.a.rows if row[case.a.columns[TEXT]] in BANDS)
    band[case.a.columns[STATEMENT]] = "写在标题行里"
    case.say(None, Bin.FIXED_CELL_CHANGED, STATEMENT, "写在标题行里")


@kind()
def emptied_row(case: Case, number: str) -> None:
    case.a.of[number][:] = [None] * len(case.a.top)


@kind({STATEMENT: "原有"})
def sorted_without_its_key(case: Case, number: str) -> None:
    """The visible cells of the row and of one in which nothing is filled are exchanged, the keys are not."""
    case.a.set(number, STATUS, "已完成")
    key = case.a.columns[KEY]
    mate = MATE
    one, other = case.a.of[number], case.a.of[mate]
    one[:], other[:] = [*other[:key], one[key], *other[key + 1 :]], [*one[:key], other[key], *one[key + 1 :]]
    for at, row in ((number, one), (mate, other)):
        case.fixed(at, row)
        sent = case.a.sent[at]
        for header in FILLED:
            if case.a.texts(row)[header] != sent[header]:
                case.say(at, Bin.CONFLICT, header, case.a.texts(row)[header])


MATE = OWN[-1]
"""The row that may be exchanged with another, in each round at most once, and has no other deviation."""


# ── two files, two times ────────────────────────────────────────────────────────────────────────────────────


@kind({STATEMENT: "原有"}, {STATEMENT: "后来", STATUS: "推进中"})
def overtaken(case: Case, number: str) -> None:
    case.write(number, STATEMENT, "改过", Bin.CONFLICT)
    case.write(number, STATUS, "已完成", Bin.CONFLICT)
    case.write(number, PROBLEM, "照常", Bin.FILLED)


@kind({STATEMENT: "原有"}, {STATEMENT: "后来"})
def overtaken_and_left(case: Case, number: str) -> None:
    """As it was sent, though something else is stored by now: it says nothing."""


@kind({STATEMENT: "原有"}, {STATEMENT: "后来"})
def overtaken_and_the_same(case: Case, number: str) -> None:
    case.a.set(number, STATEMENT, "后来")


@kind({STATEMENT: "原有"}, files="AB")
def old_sending(case: Case, number: str) -> None:
    case.write(number, STATEMENT, "旧台账里的", Bin.CONFLICT, file="B")
    case.write(number, PROBLEM, "照常", Bin.FILLED, file="B")


@kind({STATEMENT: "原有", STATUS: "推进中"}, files="AB")
def old_sending_that_says_what_is_stored(case: Case, number: str) -> None:
    case.files["B"].set(number, STATEMENT, "原有")


@kind(files="AB")
def rivals(case: Case, number: str) -> None:
    case.write(number, STATEMENT, "甲说", Bin.CONFLICT)
    case.write(number, STATEMENT, "乙说", Bin.CONFLICT, file="B")
    case.write(number, STATUS, "完成", Bin.BAD_STATUS, suggestion="已完成")
    case.write(number, STATUS, "已完成", Bin.FILLED, file="B")


@kind(files="AB")
def agreeing(case: Case, number: str) -> None:
    first, second = sorted("AB", key=case.order.index)
    case.write(number, STATEMENT, "都这样说", Bin.FILLED, file=first)
    case.files[second].set(number, STATEMENT, case.random.choice(["都这样说", " 都这样说\n"]))


@kind({STATEMENT: "原有"}, files="AB", older_text=1)
def text_changed_between_sendings(case: Case, number: str) -> None:
    """What was filled in under the other text waits; what was filled in under the new one is stored over what was before."""
    case.write(number, STATEMENT, "另一文字下的", Bin.OUTDATED, file="B")
    case.write(number, STATUS, "已完成", Bin.OUTDATED, file="B")
    case.write(number, STATEMENT, "改过", Bin.CHANGED)


@kind({STATEMENT: "原有"}, files="AB", older_text=1)
def text_changed_between_sendings_and_left(case: Case, number: str) -> None:
    """Sent with what was filled in under the other text, and returned so: it stays."""


@kind({STATEMENT: "原有"}, older_text=2)
def text_changed_since_the_sendings(case: Case, number: str) -> None:
    case.write(number, STATEMENT, "改过", Bin.OUTDATED)
    case.write(number, STATUS, "已完成", Bin.OUTDATED)


@kind()
def another_unit_fills_it_now(case: Case, number: str) -> None:
    case.other_filler.append(number)
    case.write(number, STATEMENT, "改过", Bin.OUTDATED)
