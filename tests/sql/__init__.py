"""The measures by another route: SQL that only tests ask, each file read by its name."""

from pathlib import Path


def oracle(name: str) -> str:
    """The text of ``tests/sql/<name>.sql``."""
    return Path(__file__).with_name(f"{name}.sql").read_text(encoding="utf-8")
