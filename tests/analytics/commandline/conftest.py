"""What commands are tried with: a small plan, the first document, an office with its ledgers; and what a command answers."""

import json
from pathlib import Path
from typing import Any

import pytest

from analytics.__main__ import main
from data.importing.directory_files import SEEDS
from tests.ledgers import Office

SEED = str(next(SEEDS.glob("*.txt")))
NOWHERE = ["--database", "/nowhere/none.duckdb"]
SMALL = """虚构市中级人民法院2031年工作要点

一、审判

1. 推进虚构改革。

责任部门：研究室、各审判业务部门

2. 完善虚构机制。

责任部门：研究室

二、队伍

3. 加强虚构培训。

责任部门：政治部、研究室
"""


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    """What a command prints, read as JSON."""
    assert main(list(arguments)) == 0
    return dict(json.loads(capsys.readouterr().out))


@pytest.fixture
def small(tmp_path: Path) -> str:
    path = tmp_path / "虚构.txt"
    path.write_text(SMALL, encoding="utf-8")
    return str(path)


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    return Office(tmp_path, capsys)
