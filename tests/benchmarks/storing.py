"""Storing and loading against bare DuckDB: the same rows into tables without keys, and out of them."""

import secrets
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pandas as pd

from data.importing.directory_files import SEEDS, load_directory
from data.importing.parser import parse
from data.store.database import Store
from data.store.opening import open_store
from data.store.plan import Plan, load_plan
from data.store.storing import store_document
from tests.benchmarks.synthetic import load, synthetic_plan
from tests.benchmarks.timing import against, show
from tests.data.documents import as_read

TABLES = (
    "documents", "lines", "sections", "tasks", "departments", "responsibilities", "targets",
)  # fmt: skip
COURTS, YEARS = 90, 10  # with 50 tasks each: 45,000


def main() -> None:
    """Time a document of its own, a first start, 45,000 invented tasks in and out."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        first = folder / "first.duckdb"
        open_store(first, build=True).close()
        with open_store(first, build=True) as store:
            small = load_plan(store)
        large = synthetic_plan(COURTS, YEARS)
        document = _storing_the_first_document(folder)
        rows = [
            against("first document: store", 10, document, lambda: _bare_file(folder, small)),
            against("first start: store from seeds/", 10, lambda: _built(folder), lambda: _bare_file(folder, small)),
            against("45,000 tasks: bulk load", 2, lambda: _loaded(folder, large), lambda: _bare_file(folder, large)),
            *(against(f"{size}: load the plan", rounds, *_fetching(folder, plan)) for size, plan, rounds in (
                ("first document", small, 20), ("45,000 tasks", large, 3),
            )),
        ]  # fmt: skip
    show("Storing and loading", rows, "bare DuckDB")


def _new(folder: Path) -> Path:
    return folder / f"{secrets.token_hex(6)}.duckdb"


def _storing_the_first_document(folder: Path) -> Callable[[], None]:
    path = min(SEEDS.glob("*.txt"))
    directory = load_directory(SEEDS / "departments.toml")
    content = path.read_bytes()
    document = parse(content.decode(), directory)

    def store_it() -> None:
        with Store.create(_new(folder)) as store:
            store_document(store, content, path.name, as_read(document, directory))

    return store_it


def _built(folder: Path) -> None:
    open_store(_new(folder), build=True).close()


def _loaded(folder: Path, plan: Plan) -> None:
    with Store.create(_new(folder)) as store:
        load(plan, store)


def _frames(plan: Plan) -> dict[str, pd.DataFrame]:
    return {table: getattr(plan, table) for table in TABLES}


def _bare_file(folder: Path, plan: Plan) -> None:
    """The same rows in a new file, each table made out of its frame."""
    with duckdb.connect(_new(folder)) as connection:
        connection.begin()
        for table, frame in _frames(plan).items():
            connection.register("incoming", frame)
            connection.execute(f"CREATE TABLE {table} AS SELECT * FROM incoming")
        connection.commit()


def _fetching(folder: Path, plan: Plan) -> tuple[Callable[[], object], Callable[[], object]]:
    """Loading a plan from a store, and fetching the same tables as frames from a file without keys."""
    store = Store.create(_new(folder))
    load(plan, store)
    connection = duckdb.connect()
    for table, frame in _frames(plan).items():
        connection.register("incoming", frame)
        connection.execute(f"CREATE TABLE {table} AS SELECT * FROM incoming")
    return (
        lambda: load_plan(store),
        lambda: [connection.execute(f"FROM {table}").df() for table in TABLES],
    )


if __name__ == "__main__":
    main()
