"""The court's own template for slides, from the command line: looked at in the limited process, then kept for all."""

from pathlib import Path

from analytics.exports.templates import read_template
from data.commandline.commands import asked
from data.errors import DocumentError
from data.requests.templates import KeepTemplate, RemoveTemplate
from data.store.activities import local
from data.store.opening import open_store
from data.store.templates import kept_template


def set_template(file: Path | None, database: Path | None, *, remove: bool) -> int:
    """Keep the template of a file, or none any more; without either, say which is kept.

    Raises ``DocumentError`` where the file cannot be read, ``DashboardError`` for what is no template that can be filled in.
    """
    content = None if file is None else read_template(_bytes_of(file))
    with open_store(database) as store:
        if file is not None and content is not None:
            print(asked(store, KeepTemplate(file.name, content)).text)
        elif remove:
            print(asked(store, RemoveTemplate()).text)
        else:
            kept = kept_template(store)
            print(f"{kept.name}（{kept.who}，{local(kept.kept_at)} 存入）" if kept else "没有存模板")
    return 0


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise DocumentError("读不到这个文件", str(file), "检查路径和权限") from error
