"""A directory of departments taken away as a workbook, to be changed there and brought back by ``python -m data directory``."""

from pathlib import Path

from analytics.exports.directories import directory_workbook, version_notes
from data.commandline.commands import asked
from data.errors import DashboardError
from data.importing.directory_files import COLUMNS, as_rows
from data.names.directory import read_directory
from data.requests.looking import ShowDirectory
from data.serving.reaching import reach
from data.store.activities import local
from data.store.directories import DirectoryVersion
from data.store.exporting import write_file


def write_directory(body: str | None, target: Path, database: Path | str | None) -> int:
    """Write the directory of a body (None: the store's own) as it is now to a .xlsx file.

    Raises ``DashboardError`` where it has none, or the file is to be called otherwise.
    """
    if target.suffix.lower() != ".xlsx":
        raise DashboardError("这里写的是工作簿", str(target), "把文件名写成以 .xlsx 结尾")
    with reach(database) as desk:
        version: DirectoryVersion = asked(desk, ShowDirectory(body)).value
    directory = read_directory(version.content)
    notes = version_notes(directory.body, version.who, local(version.stored_at))
    write_file(target, directory_workbook(COLUMNS, as_rows(directory), notes))
    print(f"已导出部门名录（{len(directory.departments)} 个部门）到 {target}")
    return 0
