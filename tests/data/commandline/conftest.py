"""The command line as a user runs it, and an invented document as a file that it is given."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.data.documents import invented_document

PROJECT = Path(__file__).parents[3]


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command line as a user runs it, with a wrong locale to make it harder."""
    return subprocess.run(
        [sys.executable, "-m", "data", *map(str, arguments)],
        cwd=PROJECT,
        env={**os.environ, "PYTHONIOENCODING": "gbk", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def invented_file(tmp_path: Path) -> Path:
    path = tmp_path / "虚构要点.txt"
    path.write_bytes(invented_document()[0])
    return path
