"""Generated returns (invented plan): ledgers as sent, given back with deviations of every kind, and an account beside them.

A round is a period of its own: a sending, what was stored, a sending, what was stored since, then the returned files, handed
in together by the public door. Each deviation has a row to itself; every cell that it does not name must be as it was.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from analytics.exports.sent_ledgers import to_workbook
from data.access import Access, Person
from data.importing.returned import read_returned
from data.progress.form import (
    OPINION,
    STATUS,
)
from data.progress.reported import Progress
from data.requests import ask
from data.requests.documents import ImportFile, RereadDocument, StoreReread
from data.requests.progress import Collection, CollectLedgers, SendLedgers, SetFiller, ShowProgress
from data.store.collecting import ReturnedFile, collect
from data.store.database import Store
from data.store.plan import load_plan
from data.vocabulary import Bin
from tests.returns.deviations import KINDS
from tests.returns.sheets import OPINIONS, OTHER, OWN, UNIT, Case, Sheet, Told, Values
from tests.returns.wholes import SHAPES, WHOLES

PLAN = "\n".join(
    [
        "虚构市中级人民法院2031年工作要点",
        "一、审判",
        *(f"{number}. 推进虚构事项{number}，年内完成。\n责任部门：{UNIT}、{OTHER}" for number in OWN),
        "二、队伍",
        *(f"{number}. 加强虚构事务{number}。\n责任部门：{OTHER}、{UNIT}" for number in OPINIONS),
    ]
)
CLERK = Person("虚构经办人", Access.ADMINISTER)


class Deal:
    """Kinds in an order that has all of them before any comes again."""

    def __init__(self, random: Random) -> None:
        self.random, self._left = random, dict[int, list[Any]]()

    def next(self, pack: list[Any]) -> Any:
        """The next of a pack."""
        left = self._left.setdefault(id(pack), [])
        if not left:
            left += self.random.sample(pack, len(pack))
        return left.pop()


@dataclass(frozen=True, slots=True)
class Played:
    """A round that was played."""

    kinds: tuple[str, ...]
    returns: int
    cells: int  # of which something was said
    faults: tuple[str, ...]


class Court:
    """A store with the invented plan."""

    def __init__(self, path: Path) -> None:
        self.store = Store.create(path)
        outcome = ask(self.store, ImportFile("要点.txt", PLAN.encode()), CLERK)
        assert not outcome.refused, outcome.text
        self.document = outcome.value[0].document_id
        self.plan = load_plan(self.store, [self.document])
        self.ids = dict(zip(self.plan.tasks["number"], self.plan.tasks["task_id"], strict=True))
        self.last_period: bytes | None = None
        self._reworded: list[str] = []

    def send(self, period: str, day: date, *units: str) -> dict[str, bytes]:
        """The workbooks of units of a new sending."""
        sending = ask(self.store, SendLedgers(period, day, day), CLERK).value
        return {unit: to_workbook(self.plan, sending, unit) for unit in units}

    def collect(self, files: Mapping[str, bytes], period: str) -> Collection:
        """What became of files that are handed in."""
        collection: Collection = ask(self.store, CollectLedgers(tuple(files.items()), period), CLERK).value
        return collection

    def progress(self, period: str) -> Progress:
        """What is stored of a period."""
        progress: Progress = ask(self.store, ShowProgress(period), CLERK).value
        return progress

    def stored(self, period: str) -> Values:
        """The same as values."""
        found: Values = {}
        for task in self.progress(period).tasks:
            texts = {**task.texts, **({STATUS: str(task.status)} if task.status else {})}
            found |= {(task.number, header, ""): text for header, text in texts.items()}
            found |= {(task.number, OPINION, unit): text for unit, text in task.opinions.items()}
        return found

    def reword(self, numbers: list[str]) -> None:
        """Give these tasks another text, as if they had been read otherwise; all others say what they say in the document."""
        if numbers == self._reworded:
            return
        if not set(self._reworded) <= set(numbers):
            reread = ask(self.store, RereadDocument(self.document), CLERK).value
            assert not ask(self.store, StoreReread(reread), CLERK).refused
        with self.store.write() as cursor:
            for number in numbers:
                cursor.execute("UPDATE tasks SET text = '旧的文字' WHERE task_id = ?", [self.ids[number]])
        self._reworded = numbers
        self.plan = load_plan(self.store, [self.document])


def play(court: Court, at: int, deal: Deal, many: int) -> Played:
    """A round with ``many`` deviations of rows, and some of sheets and files."""
    random = deal.random
    dealt = [deal.next(KINDS) for _ in range(many)]
    names = [one.name for one in dealt]
    dealt = [one for index, one in enumerate(dealt) if one.name not in names[:index]]
    own, opinions = random.sample(OWN[:-1], len(OWN) - 1), random.sample(OPINIONS, len(OPINIONS))
    rows = {(opinions if one.opinion else own).pop(): one for one in dealt}
    older = [[number for number, one in rows.items() if one.older_text > sending] for sending in range(2)]
    period, day = f"2031-{at:03}", date(2031, 1, 1) + timedelta(at)
    court.reword(older[0])
    first = court.send(period, day, UNIT)
    _store(court, period, first[UNIT], {number: one.before for number, one in rows.items()})
    court.reword(older[1])
    sent = court.send(period, day, UNIT, OTHER)
    _store(court, period, sent[UNIT], {number: one.since for number, one in rows.items()})
    court.reword([])
    order = random.sample("ABCD", 4) if any("B" in one.files for one in dealt) else random.sample("ACD", 3)
    files = {"A": Sheet(sent[UNIT]), "B": Sheet(first[UNIT])}
    case = Case(random, {name: files[name] for name in order if name in files}, order, court.stored(period))
    for number, one in rows.items():
        one.make(case, number)
    for number in case.other_filler:
        ask(court.store, SetFiller(court.ids[number], OTHER), CLERK)
    notes, contents, made = _contents(court, case, deal, sent[OTHER])
    before = court.stored(period)
    collection = court.collect({f"{name}_{at}.xlsx": contents[name] for name in order}, period)
    faults = [*_faults(case, collection, notes), *_stored_faults(court, case, period, before, collection)]
    faults += _again_faults(court, period, contents, order)
    for number in case.other_filler:
        ask(court.store, SetFiller(court.ids[number], None), CLERK)
    court.last_period = sent[OTHER]
    told = (*(one.name for one in dealt), *made)
    return Played(told, len(order), len(case.told), tuple(f"{period} {told}: {fault}" for fault in faults))


def _store(court: Court, period: str, content: bytes, values: Mapping[str, Mapping[str, str]]) -> None:
    """Store what a workbook says in which nothing but these values is filled in; without the backup that a request makes."""
    if not any(values.values()):
        return
    sheet = Sheet(content)
    for number, texts in values.items():
        for header, text in texts.items():
            sheet.set(number, header, text)
    content = sheet.saved()
    file = ReturnedFile("先交的.xlsx", sha256(content).hexdigest(), read_returned(content, "先交的.xlsx"))
    assert collect(court.store, [file], period, CLERK.name).stored == sum(map(len, values.values()))


def _contents(
    court: Court, case: Case, deal: Deal, other: bytes
) -> tuple[dict[str, list[str]], dict[str, bytes], list[str]]:
    """What must be noted of each file that is read, the contents of all, and the names of the deviations of sheets and files."""
    notes: dict[str, list[str]] = {name: [] for name in case.files}
    all_made: list[str] = []
    for name, sheet in case.files.items():
        made: list[str] = []
        for one in (deal.next(SHAPES), deal.next(SHAPES)):
            # a header that is gone while another has come is another thing: the file is refused
            if one.__name__ not in made and not {one.__name__, *made} >= {"column_added", "column_deleted"}:
                made.append(one.__name__)
                notes[name].append(one(case, sheet))
        all_made += made
    contents = {name: sheet.saved() for name, sheet in case.files.items()}
    for name in "CD":
        spoil = deal.next(WHOLES)
        contents[name] = spoil(case, other) or court.last_period or b"none"
        all_made.append(spoil.__name__)
    return notes, contents, all_made


def _expected(case: Case) -> Iterator[Told]:
    """All that must be told, rows without a deviation too."""
    yield from case.told
    said = {(one.file, one.task) for one in case.told if one.bin is not Bin.UNRECOGNISED_ROW}
    for name, sheet in case.files.items():
        left = {id(row) for row in sheet.rows if any(value is not None for value in row)}
        for number, row in sheet.of.items():
            unknown = _is_unrecognised(case, name, sheet, row)
            if (name, number) not in said and id(row) in left and not unknown:
                yield Told(name, number, Bin.UNCHANGED)


def _is_unrecognised(case: Case, name: str, sheet: Sheet, row: list[Any]) -> bool:
    """Whether a row is told as one that is not recognised."""
    texts = sheet.texts(row)
    said = "；".join(f"{header}：{text}" for header, text in texts.items() if text.strip())
    return any(
        one.file == name and one.bin is Bin.UNRECOGNISED_ROW and one.returned == said for one in case.told
    )


def _plain(one: Told) -> Told:
    return replace(one, returned=None if one.returned is None else one.returned.strip())


def _faults(case: Case, collection: Collection, notes: Mapping[str, list[str]]) -> Iterator[str]:
    """Where what was told is not what must be told."""
    found = Counter(
        _plain(Told(case.order[one.file], one.task, one.bin, one.field, one.returned, one.suggestion))
        for one in collection.collected.differences
    )
    expected = Counter(map(_plain, _expected(case)))
    yield from (f"not told: {one}" for one in expected - found)
    yield from (f"told: {one}" for one in found - expected)
    for one in collection.collected.differences:
        if one.field is None or one.task is None:
            continue
        sent = case.files[case.order[one.file]].sent[one.task][one.field]
        if one.sent != sent:
            yield f"sent {sent!r}, told as sent: {one}"
    for name, file in zip(case.order, collection.files, strict=True):
        if file.refused is not (name in "CD"):
            yield f"refused: {file}"
        for note in notes.get(name, ()):
            if note not in file.why:
                yield f"{note} not noted: {file}"
        if file.refused and not file.why:
            yield f"no reason: {file}"


def _stored_faults(
    court: Court, case: Case, period: str, before: Values, collection: Collection
) -> Iterator[str]:
    """Where what is stored is not what was stored and what must be added to it."""
    added = {
        (one.task or "", one.field or "", UNIT if one.field == OPINION else ""): one.returned or ""
        for one in case.told
        if one.bin in (Bin.FILLED, Bin.CHANGED)
    }
    after = court.stored(period)
    for cell in sorted({*before, *after, *added}):
        should, is_ = added.get(cell, before.get(cell, "")), after.get(cell, "")
        if should.strip() != is_.strip():
            yield f"stored in {cell}: {is_!r}, not {should!r}"
    if collection.collected.stored != len(added):
        yield f"{collection.collected.stored} values stored, not {len(added)}"
    for one in collection.collected.differences:
        if one.field and one.bin not in (Bin.FIXED_CELL_CHANGED,):
            known = before.get((one.task or "", one.field, UNIT if one.field == OPINION else ""), "")
            if one.stored != known:
                yield f"stored before {known!r}: {one}"


def _again_faults(
    court: Court, period: str, contents: Mapping[str, bytes], order: list[str]
) -> Iterator[str]:
    """Where the same files again change something."""
    before = court.progress(period)
    again = court.collect({f"再交_{name}.xlsx": contents[name] for name in order}, period)
    if again.collected.stored or court.progress(period) != before:
        yield f"again: {again.collected.stored} values stored"


def rounds(folder: Path, returns: int, many: int = 12, seed: int = 1) -> Iterator[Played]:
    """Rounds until so many files were returned."""
    court = Court(folder / "returns.duckdb")
    with court.store:
        deal = Deal(Random(seed))
        done, at = 0, 0
        while done < returns:
            at += 1
            played = play(court, at, deal, many)
            done += played.returns
            yield played


def all_kinds() -> set[str]:
    """The names of every deviation that there is."""
    return {one.name for one in KINDS} | {one.__name__ for one in (*SHAPES, *WHOLES)}
