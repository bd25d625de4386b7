"""A store is built from ``seeds/``: the directory of departments and the documents beside it."""

import os
import secrets
import threading
from pathlib import Path

from data.store import faults
from data.store.database import Store

SEEDS = Path(__file__).parents[2] / "seeds"

_building = threading.Lock()


def open_or_build(path: Path | str | None = None) -> Store:
    """Open the store (``Store.open``); where there is none, build it from the seeds first.

    Raises what ``Store.open`` and ``fill_from_seeds`` raise.
    """
    place = Store.place(path)
    faults.refuse_unusable_place(place)
    with _building:
        if not place.exists():
            _build(place)
    return Store.open(place)


def _build(path: Path) -> None:
    """Build the store under another name in the same folder, and give it its name when it is whole.

    Killed on the way, it leaves a ``building-….duckdb`` that nobody reads, and the next start begins anew.
    Where another process has built the store meanwhile, that one stays.
    """
    building = path.with_name(f"building-{secrets.token_hex(8)}.duckdb")
    try:
        with Store.create(building) as store:
            fill_from_seeds(store)
        _publish(building, path)
    finally:
        building.unlink(missing_ok=True)
        faults.log_of(building).unlink(missing_ok=True)


def fill_from_seeds(store: Store, seeds: Path = SEEDS) -> None:
    """Store every ``.txt`` of the seeds, read with the directory beside them.

    Raises ``DirectoryError`` or ``DocumentError`` where the seeds have a fault.
    """
    # Imported here: only a missing store needs the parser, and every start would wait for it.
    from data.importing.reading import read_file
    from data.names.directory import load_directory
    from data.store.storing import store_document

    directory = load_directory(seeds / "departments.toml")
    for path in sorted(seeds.glob("*.txt")):
        content, document = read_file(path, directory)
        store_document(store, content, path.name, document, directory, who="随看板附带")


def _publish(building: Path, path: Path) -> None:
    """Give a built store its name, but never over another file."""
    try:
        os.link(building, path)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        if not path.exists():
            building.rename(path)
