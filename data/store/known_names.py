"""What the store knows of names: the directories as they are now, and the decisions."""

import duckdb

from data.names.directory import read_directory
from data.names.known import NO_DIRECTORY, KnownNames
from data.store.decisions import load_decisions


def load_known_names(cursor: duckdb.DuckDBPyConnection) -> KnownNames:
    """The directory of each body as it is now, and all decisions, the latest first."""
    latest = cursor.execute(
        "SELECT body, content FROM directories "
        "WHERE number IN (SELECT max(number) FROM directories GROUP BY body) ORDER BY body NULLS FIRST"
    ).fetchall()
    texts = dict(latest)
    own = read_directory(texts.pop(None)) if None in texts else NO_DIRECTORY
    texts.pop(own.body, None)  # of the time before the body became the store's own
    return KnownNames(own, tuple(map(read_directory, texts.values())), load_decisions(cursor))
