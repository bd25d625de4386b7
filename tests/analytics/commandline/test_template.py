"""The court's template from the command line: kept, told, removed; refused where it is none."""

from pathlib import Path

import pytest

from analytics.__main__ import main
from data.store.database import Store
from data.store.templates import kept_template
from tests.analytics.exports.test_templates import presentation


def test_a_template_is_kept_told_and_removed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database, file, other = (tmp_path / name for name in ("store.duckdb", "院.pptx", "别的.pptx"))
    Store.create(database).close()
    file.write_bytes(presentation())
    other.write_bytes(b"no template")
    where = ["--database", str(database)]
    calls: tuple[list[str], ...] = ([], [str(file)], [str(other)], ["--remove"], ["--remove"])
    assert [main(["template", *call, *where]) for call in calls] == [0, 0, 1, 0, 0]
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        "没有存模板",
        "模板“院.pptx”已存入，以后导出的演示文稿都用它",
        "模板已移除，以后导出的演示文稿用看板自己的样式",
        "没有存模板，未作改动",
    ]
    assert "模板不是完好的 .pptx 或 .potx 文件" in said.err
    with Store.open(database) as store:
        assert kept_template(store) is None
