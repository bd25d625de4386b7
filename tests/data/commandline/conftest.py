"""An invented document as a file that commands are given."""

from pathlib import Path

import pytest

from tests.data.documents import invented_document


@pytest.fixture
def invented_file(tmp_path: Path) -> Path:
    path = tmp_path / "虚构要点.txt"
    path.write_bytes(invented_document()[0])
    return path
