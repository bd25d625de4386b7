"""A directory of departments taken away as a workbook, to be changed there and brought back by ``python -m data directory``."""

from pathlib import Path

import pandas as pd

from analytics.exports.tables import to_xlsx
from data.errors import DashboardError
from data.importing.directory_files import COLUMNS, as_rows
from data.names.directory import read_directory
from data.store.activities import local
from data.store.directories import directory_versions
from data.store.exporting import write_file
from data.store.opening import open_store


def write_directory(body: str | None, target: Path, database: Path | None) -> int:
    """Write the directory of a body (None: the store's own) as it is now to a .xlsx file.

    Raises ``DashboardError`` where it has none, or the file is to be called otherwise.
    """
    if target.suffix.lower() != ".xlsx":
        raise DashboardError("这里写的是工作簿", str(target), "把文件名写成以 .xlsx 结尾")
    with open_store(database) as store:
        versions = directory_versions(store, body)
    if not versions:
        raise DashboardError(
            "数据库里没有这份部门名录", body or "", "先用 python -m data directory --from 存入"
        )
    directory = read_directory(versions[0].content)
    notes = [("机关", directory.body), ("版本", f"{versions[0].who}，{local(versions[0].stored_at)}")]
    table = pd.DataFrame(as_rows(directory), columns=list(COLUMNS))
    write_file(target, to_xlsx(table, notes, "部门名录"))
    print(f"已导出部门名录（{len(table)} 个部门）到 {target}")
    return 0
