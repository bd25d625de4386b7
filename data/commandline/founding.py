"""The command that makes a store for a body: its directory, its first document."""

from pathlib import Path

from data.commandline.commands import asked, print_warnings
from data.errors import DashboardError
from data.importing.directory_files import DirectoryFile, read_directory_file
from data.importing.reading import load_file, read_content
from data.names.directory import Directory, as_toml
from data.names.known import KnownNames
from data.requests.documents import ImportFile
from data.requests.founding import FoundStore
from data.serving.reaching import reach


def found(body: str, directory: Path | None, document: Path | None, database: Path | str | None) -> int:
    """Found a store, a new one or an empty one, without the example; both files are read before anything is made."""
    given = DirectoryFile(as_toml(Directory(body=body)))
    if directory is not None:
        given = read_directory_file(load_file(directory), directory.name, body)
        if given.directory.body != body:
            what = f"名录写的机关是「{given.directory.body}」，不是「{body}」"
            raise DashboardError(what, str(directory), "改成一致后重试")
    content = b"" if document is None else load_file(document)
    if document is not None:
        read_content(content, document.name, KnownNames(given.directory))
    with reach(database, build=True, example=False) as desk:
        print(f"{asked(desk, FoundStore(given.text)).text}：{desk.place}")
        print_warnings(given.left_out)
        if document is not None:
            outcome = asked(desk, ImportFile(document.name, content))
            print(outcome.text)
            apart = outcome.value[1].apart
            print_warnings((*outcome.warnings, *[f"{apart}"] * bool(apart)))
    return 0
