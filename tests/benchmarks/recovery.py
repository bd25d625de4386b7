"""What is lost: changes that are killed at 200 moments, at their steps and in the middle of them, and 20 backups under writes."""

import shutil
import time
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from data.importing.directory_files import load_directory
from data.store.backups import back_up, list_backups
from data.store.checks import verify
from data.store.database import Store, tables
from data.store.opening import open_store
from data.store.progress import record_sending
from data.store.removing import remove_document
from data.store.rows import rows_of
from tests.data.documents import put
from tests.data.store import test_killed as changes
from tests.data.store.processes import started
from tests.data.store.test_backups import copies_under_writes, is_whole
from tests.data.store.test_killed import Change, rows_of_interest, steps_until_done, with_pauses
from tests.data.store.test_recovery import back_it_up, restore_the_only_backup

KILLS, COPIES = 200, 20
CHANGES: dict[str, Change] = {
    "import": changes.import_invented,
    "remove": changes.remove_seed,
    "bring back": changes.restore_removed,
    "decide a name": changes.decide_name,
    "read again": changes.reread_seed,
    "collect ledgers": changes.collect_ledgers,
    "restore a backup": restore_the_only_backup,
    "back up": back_it_up,
}
LONGEST = 0.01  # seconds that a step goes on before it is killed in the middle
NAME = "store.duckdb"
OWN_FAULTS = 1  # of a store as it is prepared: a target that an older parser read otherwise


def prepared(folder: Path) -> Path:
    """A folder with a store in which each of the changes has something to do, and a backup."""
    folder.mkdir()
    with open_store(folder / NAME, build=True) as store:
        remove_document(store, put(store, 2), "甲")
        back_up(store)
        put(store, 3)
        record_sending(store, None, "2023-09", changes.SENT, changes.SENT, "甲")
        with store.write() as cursor:  # as if an older parser had read it
            cursor.execute("UPDATE targets SET value = '46%' WHERE value = '45%'")
    return folder


def state(folder: Path) -> tuple[object, ...]:
    """What a store holds, and how many faults it and its backups have; the record of what was done is left out."""
    with Store.open(folder / NAME) as store:
        with store.read() as cursor:
            rows = {table: len(rows_of(cursor, f"SELECT 1 FROM {table}")) for table in tables(cursor)}
        held: tuple[object, ...] = (
            rows_of_interest(store),
            {**rows, "activities": 0},
            len(verify(store).faults),
        )
        backups = [backup.path for backup in list_backups(store)]
    for number, path in enumerate(backups):  # a copy: opening may bring it up to date
        copy = folder / f"opened-{number}.duckdb"
        shutil.copy(path, copy)
        with Store.open(copy) as backup:
            faults = verify(backup).faults
        held += ("a backup with more faults than its store",) * (len(faults) > OWN_FAULTS)
    return held


def killed(step: int, seconds: float, change: Change, path: Path) -> None:
    """Let a process come to a step (from 0), go on for so long, and kill it."""
    with started(partial(with_pauses, change), path) as (process, pipe):
        for _ in range(step):
            pipe.recv()
            pipe.send("on")
        pipe.recv()
        if seconds:
            pipe.send("on")
            time.sleep(seconds)
        process.kill()
        process.join()


def kills(place: Path, chance: Random) -> None:
    """Print for each change how often it was killed, and what was there afterwards."""
    full = prepared(place / "full")
    before = state(full)
    print(f"\n{KILLS} kills: before, after, neither")
    for name, change in CHANGES.items():
        whole = Path(shutil.copytree(full, place / "whole"))
        steps = steps_until_done(change, whole / NAME)
        after = state(whole)
        shutil.rmtree(whole)
        many = KILLS // len(CHANGES)
        found = {"before": 0, "after": 0, "neither": 0}
        for number in range(many):
            folder = Path(shutil.copytree(full, place / "killed"))
            step = round(number * (len(steps) - 1) / (many - 1))  # the first and the last among them
            killed(step, chance.uniform(0, LONGEST) * (number % 2), change, folder / NAME)
            seen = state(folder)
            found["before" if seen == before else "after" if seen == after else "neither"] += 1
            shutil.rmtree(folder)
        print(
            f"  {name:18} {found['before']:4} {found['after']:4} {found['neither']:4}   of {len(steps)} steps"
        )


def copies(place: Path) -> None:
    """Print how many backups are whole that were made while documents were stored."""
    with open_store(place / NAME, build=True) as store:
        made = copies_under_writes(store, load_directory(), place, documents=3 * COPIES, least=COPIES)
    whole = sum(is_whole(before, path) for before, path in made)
    print(f"\nBackups under writes: {whole} of {len(made)} whole")


def main() -> None:
    """Run both."""
    with TemporaryDirectory() as name:
        kills(Path(name), Random(1))
    with TemporaryDirectory() as name:
        copies(Path(name))


if __name__ == "__main__":
    main()
