"""SQL in files of this folder, each read by its name."""

from functools import cache
from pathlib import Path


@cache
def query(name: str) -> str:
    """The text of ``<name>.sql`` beside this file; ``FileNotFoundError`` for a name that does not exist.

    ``plan_*``: the frames of ``data.store.plan.Plan``. Values are bound by the caller, never written into the text.
    """
    return Path(__file__).with_name(f"{name}.sql").read_text(encoding="utf-8")
