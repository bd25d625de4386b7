"""Files of a directory of departments, as they come from a disk; what is in them is understood in ``data.names``."""

from pathlib import Path

from data.errors import DirectoryError
from data.names.directory import Directory, read_directory

SEEDS = Path(__file__).parents[2] / "seeds"
"""The document and the directory that the dashboard ships with."""

SHIPPED = SEEDS / "departments.toml"


def load_directory(path: Path = SHIPPED) -> Directory:
    """Read and check a directory file (``read_directory``); raises ``DirectoryError`` where it cannot be read."""
    return read_directory(directory_text(path), path.name)


def directory_text(path: Path = SHIPPED) -> str:
    """The text of a directory file; raises ``DirectoryError`` where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise DirectoryError("找不到部门名录", path.name, "恢复该文件后重试") from error
    except (OSError, UnicodeDecodeError) as error:
        raise DirectoryError("部门名录无法读取", path.name, "检查文件权限，并以 UTF-8 编码保存") from error
