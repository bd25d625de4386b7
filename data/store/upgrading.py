"""A store of an older version becomes one of this version."""

from pathlib import Path

import duckdb

from data.importing.directory_files import directory_text
from data.store import migrations
from data.store.activities import PROGRAM
from data.store.directories import add_directory


def bring_up_to_date(cursor: duckdb.DuckDBPyConnection, place: Path) -> int:
    """Take the steps that a store lacks, within the transaction of ``Store.change_schema``; the version that it was of.

    ``place``: how the store is called where it cannot be brought up to date: ``StoreVersion`` for one of a newer version,
    or none of ours.
    """
    version = migrations.version_of(cursor, str(place))
    migrations.upgrade(cursor, version)
    if version < 3:  # until then the directory was a file beside the program
        add_directory(cursor, None, directory_text(), PROGRAM)
    return version
