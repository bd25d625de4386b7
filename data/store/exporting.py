"""A stored document is taken away as files, in a folder or a ZIP archive."""

import io
import json
import secrets
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePath

from data.errors import DocumentError
from data.store.activities import ActivityKind, record
from data.store.content import activity_on, document_row, original_of, stored_content
from data.store.database import Store

ORIGINAL = "original"
"""Stands in the name of the file as it came."""


def export_document(store: Store, document_id: str, who: str) -> dict[str, bytes]:
    """A document as files, by name: its text (UTF-8), what is stored of it as JSON, and the file as it came.

    The last is left out where the document was imported before originals were kept. The export is recorded. Raises ``DocumentError`` where it is not stored.
    """
    with store.write() as cursor:
        header = document_row(cursor, document_id)
        content = stored_content(cursor, document_id)
        original = original_of(cursor, document_id)
        record(cursor, activity_on(ActivityKind.EXPORT, who, f"导出《{header['title']}》", header))
    source = str(header.pop("source"))
    described = json.dumps({**header, **content}, ensure_ascii=False, indent=2, default=str)
    files = {
        f"{document_id}.txt": source.encode("utf-8", errors="surrogatepass"),
        f"{document_id}.json": described.encode("utf-8", errors="surrogatepass"),
    }
    if original is not None:
        suffix = PurePath(str(header["file_name"])).suffix.lower()
        files[f"{document_id}.{ORIGINAL}{suffix}"] = original
    return files


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files as a ZIP archive, the same for the same files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def write_export(files: Mapping[str, bytes], target: Path) -> None:
    """Write the files into a folder, made where it is missing, or as an archive where ``target`` ends in .zip.

    Files of the same names are replaced, each at once. Raises ``DocumentError`` where the place cannot be written.
    """
    try:
        if target.suffix.lower() == ".zip":
            _replace(target, zipped(files))
            return
        target.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            _replace(target / name, content)
    except OSError as error:
        raise _unwritable(target) from error


def write_file(path: Path, content: bytes) -> None:
    """Write one file, at once; raises ``DocumentError`` where the place cannot be written."""
    try:
        _replace(path, content)
    except OSError as error:
        raise _unwritable(path) from error


def _unwritable(path: Path) -> DocumentError:
    return DocumentError("导出的位置无法写入", str(path), "检查路径、权限和磁盘空间，或换一个位置")


def _replace(path: Path, content: bytes) -> None:
    building = path.with_name(f"{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        building.write_bytes(content)
        building.replace(path)
    finally:
        building.unlink(missing_ok=True)
