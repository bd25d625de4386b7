"""The court's own template for slides, from the command line: looked at in the limited process, then kept for all."""

from pathlib import Path

from analytics.exports.templates import read_template
from data.commandline.commands import asked
from data.errors import DocumentError
from data.requests.templates import KeepTemplate, RemoveTemplate, ShowTemplate
from data.serving.reaching import reach


def set_template(file: Path | None, database: Path | str | None, *, remove: bool) -> int:
    """Keep the template of a file, or none any more; without either, say which is kept.

    Raises ``DocumentError`` where the file cannot be read, ``DashboardError`` for what is no template that can be filled in.
    """
    content = None if file is None else read_template(_bytes_of(file))
    with reach(database) as desk:
        if file is not None and content is not None:
            print(asked(desk, KeepTemplate(file.name, content)).text)
        elif remove:
            print(asked(desk, RemoveTemplate()).text)
        else:
            print(asked(desk, ShowTemplate()).text)
    return 0


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise DocumentError("读不到这个文件", str(file), "检查路径和权限") from error
