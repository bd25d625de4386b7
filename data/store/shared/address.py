"""The address of a store that several servers share: postgresql://user@host/database, as libpq takes it."""

import hashlib
import os
import re
from pathlib import Path

PATH_VARIABLE = "DASHBOARD_DATABASE"
"""Environment variable that names another place for the store, or the address of a shared one."""

COPY_VARIABLE = "DASHBOARD_COPY"
"""Environment variable that names another file for this server's copy of a shared store."""


def shared_address(place: Path | str | None = None) -> str | None:
    """The address, where ``place`` (else ``$DASHBOARD_DATABASE``) is one; None for the path of a file."""
    named = str(place or os.environ.get(PATH_VARIABLE) or "")
    return named if re.match("postgres(ql)?://", named) else None


def copy_file(address: str, folder: Path) -> Path:
    """The file of this server's copy: ``$DASHBOARD_COPY``, else one in the folder that no other address has."""
    named = os.environ.get(COPY_VARIABLE)
    if named:
        return Path(named).resolve()
    return folder / f"copy-{hashlib.sha256(told(address).encode()).hexdigest()[:8]}.duckdb"


def told(address: str) -> str:
    """The address without what is secret in it: postgresql://host/database."""
    return re.sub(r"//[^/@]*@", "//", address).partition("?")[0]
