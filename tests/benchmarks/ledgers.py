"""The loop of ledgers: those of the first document (53 tasks, 28 units), filling five tasks, 200 returns, 200 with deviations
of every kind, a page among 45,000 tasks.
"""

import io
import shutil
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl

from analytics.exports.sent_ledgers import to_workbooks
from analytics.progress.standing import by_filler, needing, standing, transitions
from analytics.scope import Scope, select
from data.progress.form import STATEMENT, STATUS, STATUSES, WHOLE
from data.requests.progress import CollectLedgers
from data.store.database import Store
from data.store.opening import open_store
from data.store.plan import load_plan
from data.store.progress import first_document, load_reported, record_sending
from tests import libreoffice
from tests.benchmarks.synthetic import load, synthetic_plan
from tests.benchmarks.timing import Row, in_turn, milliseconds, show
from tests.returns.rounds import all_kinds, rounds

PERIOD, DAY = "2023-09", date(2023, 9, 20)
SENDING_LIMIT, COLLECTING_LIMIT = 3_000, 10_000  # milliseconds
RETURNS = 200


def sent(store: Store) -> dict[str, bytes]:
    """The ledgers of a new sending."""
    sending = record_sending(store, None, PERIOD, DAY, DAY, "甲")
    return to_workbooks(load_plan(store, [sending.progress.document_id]), sending)


def filled_in(content: bytes) -> bytes:
    """A ledger in which every open status and text of its unit is filled in."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(min_row=4):
        for cell, header in zip(row, sheet[3], strict=True):
            if not cell.protection.locked:
                cell.value = "推进中" if header.value == STATUS else "虚构的内容"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def of_first_document(folder: Path) -> None:
    """Print the times of sending, collecting, and collecting the same again; say which is longer than it may be."""
    with open_store(folder / "ledgers.duckdb", build=True) as store:
        files = sent(store)
        sending = milliseconds(lambda: sent(store))
        returned = tuple((name, filled_in(content)) for name, content in files.items() if name != WHOLE)
        request = CollectLedgers(returned)
        collecting = milliseconds(lambda: request.perform(store, "甲"))
        again = milliseconds(lambda: request.perform(store, "甲"))
    rows = [
        Row("sending", sending, note=f"{len(files)} workbooks"),
        Row("collecting, all filled in", collecting, note=f"{len(returned)} files"),
        Row("collecting the same again", again),
    ]
    show("Ledgers, the first document", rows)
    late = [
        row.name
        for row, limit in zip(rows, (SENDING_LIMIT, COLLECTING_LIMIT), strict=False)
        if row.ms > limit
    ]
    print(f"\nlonger than it may be: {', '.join(late) or 'none'}")


# Seconds of what a hand does, of the keystroke-level model (Card, Moran and Newell): a key or a click, pointing, the hand
# between mouse and keyboard, a thought. A Chinese character takes what an office types: 40 in a minute.
KEY, POINT, HAND, THOUGHT, CHARACTER = 0.28, 1.1, 0.4, 1.35, 1.5
FILLED_TASKS, STATEMENT_SIGNS = 5, 15  # characters of what is said of a task
FILLING_LIMIT = 180  # seconds


def filling(folder: Path) -> None:
    """What filling five tasks takes: its steps, driven through LibreOffice where there is one, then collected; how long a hand
    would take for them by the model, which is no trial with people.
    """
    with open_store(folder / "filling.duckdb", build=True) as store:
        name, content = max(sent(store).items(), key=lambda file: file[0] != WHOLE and len(file[1]))
        book = folder / name
        book.write_bytes(content)
        commands, keys = steps(content)
        pointed, thoughts, signs = (
            2,
            2 + 2 * FILLED_TASKS,
            FILLED_TASKS * STATEMENT_SIGNS,
        )  # opened and closed; read first
        driven = "LibreOffice is not installed: nothing was driven through it"
        if shutil.which("soffice"):
            back = folder / f"交回_{name}"
            libreoffice.played(book, folder, [*commands, libreoffice.save(back)])
            stored = (
                CollectLedgers(((back.name, back.read_bytes()),)).perform(store, "甲").value.collected.stored
            )
            driven = f"driven through LibreOffice: {stored} of {2 * FILLED_TASKS} values stored"
    seconds = pointed * (POINT + 2 * HAND) + keys * KEY + thoughts * THOUGHT + signs * CHARACTER
    print(
        f"\nFilling {FILLED_TASKS} tasks ({name}), {driven}:\n"
        f"  {pointed} times pointed, {keys} keys, {thoughts} thoughts, {signs} characters: {seconds:.0f} s of {FILLING_LIMIT} s "
        f"by the keystroke-level model, without typing {seconds - signs * CHARACTER:.0f} s"
    )


def steps(content: bytes) -> tuple[list[str], int]:
    """The commands that fill in five tasks of a ledger by the keyboard alone, and the keys that they take.

    It opens at the first status: its list opens by two keys, some more go to the word and one takes it; Tab goes to the next
    open cell, until the next status.
    """
    page = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    headers = [cell.value for cell in page[3]]
    rows = [row for row in page.iter_rows(min_row=4) if not row[headers.index(STATUS)].protection.locked]
    cells = [
        (header, cell)
        for row in rows
        for header, cell in zip(headers, row, strict=True)
        if not cell.protection.locked
    ]
    cells = cells[next(at for at, (header, _) in enumerate(cells) if header == STATUS) :]
    commands: list[str] = []
    keys, filled = 4, 0  # save and close
    for header, _ in cells:
        if header == STATUS:
            word = filled % len(STATUSES)
            commands.append(libreoffice.write(STATUSES[word]))
            keys += 2 + word + 1
        elif header == STATEMENT:
            commands.append(libreoffice.write("虚" * STATEMENT_SIGNS))
            filled += 1
            if filled == FILLED_TASKS:
                break
        commands.append(libreoffice.command("JumpToNextUnprotected"))
        keys += 1
    return commands, keys


def many_returns(folder: Path) -> None:
    """200 returns of one document with as many units: how long collecting all of them takes, for each that 28 take."""
    with Store.create(folder / "many.duckdb") as store:
        load(synthetic_plan(1, 1, 600, divisions=10), store)
        files = sent(store)
        returned = [(name, filled_in(content)) for name, content in files.items() if name != WHOLE][:RETURNS]
        few, many = CollectLedgers(tuple(returned[:28])), CollectLedgers(tuple(returned))
        rows = [
            Row("28 returns", milliseconds(lambda: few.perform(store, "甲"))),
            Row(
                "all returns", milliseconds(lambda: many.perform(store, "甲")), note=f"{len(returned)} files"
            ),
        ]
    rows[1] = replace(rows[1], bare=rows[0].ms * len(returned) / 28)
    show("Ledgers, one document of 600 tasks", rows, bare="28, by number")


def generated_returns(folder: Path) -> None:
    """200 returns with deviations of every kind: how many cells were told as they should be, and where not."""
    played = list(rounds(folder, RETURNS))
    told, returns = sum(one.cells for one in played), sum(one.returns for one in played)
    faults = [fault for one in played for fault in one.faults]
    missing = all_kinds() - {kind for one in played for kind in one.kinds}
    print(
        f"\nGenerated returns: {returns}, deviations of {len(all_kinds()) - len(missing)} kinds, {told} cells told; faults: "
        f"{len(faults)}"
    )
    print("\n".join(faults), end="\n" * bool(faults))


def many_courts(folder: Path) -> None:
    """What the page of progress loads and computes of one document, alone in a store and among 45,000 tasks of 90 courts."""
    alone, among = (folder / name for name in ("alone.duckdb", "among.duckdb"))
    with Store.create(alone) as small, Store.create(among) as large:
        load(synthetic_plan(1, 1), small)
        load(synthetic_plan(90, 10), large)
        measured = {}
        for name, store in (("alone", small), ("among", large)):
            own = first_document(store)
            collected = CollectLedgers(
                tuple((name, filled_in(content)) for name, content in sent(store).items() if name != WHOLE)
            ).perform(store, "甲")
            assert not collected.refused
            measured[name] = partial(_page, store, own)
        bare, beside = in_turn(5, measured["alone"], measured["among"])
    show(
        "Progress of one document",
        [Row("among 45,000 tasks of 90 courts", beside, bare=bare)],
        bare="alone",
    )


def _page(store: Store, document_id: str) -> object:
    """Everything that the page of progress computes."""
    plan, reported = load_plan(store, [document_id]), load_reported(store, document_id)
    made = standing(plan, select(plan, Scope(documents=(document_id,))), reported, PERIOD)
    return transitions(made), by_filler(plan, made), needing(made)


def main() -> None:
    """Run all five."""
    with TemporaryDirectory() as folder:
        for part in (of_first_document, filling, many_returns, generated_returns, many_courts):
            part(Path(folder))


if __name__ == "__main__":
    main()
