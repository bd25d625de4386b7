"""Old Word and WPS files through LibreOffice, where the server has it: in a process with limits, a folder of its own, no network.

LibreOffice starts processes and writes files, which no other limited process may do: it works in a folder that is deleted
afterwards, with a profile of its own (no macros, nothing of any user), and is ended with all that it started.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from data.errors import DocumentError
from data.limited.working import unshare_network

OLD_WORD = frozenset({".doc", ".wps"})
"""Extensions of files that LibreOffice turns into ``.docx``."""

MAX_SECONDS = 60
MAX_MEMORY = 3 * 1024**3
"""Bytes of address space: LibreOffice maps much more than it uses."""

MAX_WRITTEN = 100 * 1024**2

_ROOT = Path(__file__).parents[2]
_TODO = "在 Word 或 WPS 中打开，另存为 .docx 后再导入"


def office() -> str | None:
    """Where LibreOffice is, on PATH; None where the server has none."""
    return shutil.which("soffice")


def as_word(content: bytes, suffix: str) -> bytes:
    """The content of an old Word or WPS file as ``.docx``.

    Raises ``DocumentError`` where LibreOffice is missing, gives nothing, or does not end in time.
    """
    program = office()
    if program is None:
        raise DocumentError("服务器上没有 LibreOffice", todo=_TODO)
    command = [sys.executable, "-m", __name__, program, suffix]
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        start_new_session=True,
    )
    try:
        converted, _ = process.communicate(content, timeout=MAX_SECONDS)
    except subprocess.TimeoutExpired:
        raise DocumentError(f"转换旧版文件超过 {MAX_SECONDS} 秒，已停止", todo=_TODO) from None
    finally:
        _end(process)
    if process.returncode != 0 or not converted:
        raise DocumentError("LibreOffice 没有转换出内容，文件可能已损坏或有密码", todo=_TODO)
    return converted


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and all that it started."""
    with suppress(ProcessLookupError, PermissionError, AttributeError):  # no groups on Windows
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.communicate()


def _limit() -> None:
    with suppress(ImportError):
        import resource  # not on Windows

        for kind, most in (
            (resource.RLIMIT_AS, MAX_MEMORY),
            (resource.RLIMIT_CPU, MAX_SECONDS),
            (resource.RLIMIT_FSIZE, MAX_WRITTEN),
            (resource.RLIMIT_CORE, 0),
        ):
            with suppress(ValueError, OSError):  # a lower limit is set already
                resource.setrlimit(kind, (most, most))


def convert(program: str, suffix: str, content: bytes) -> bytes:
    """What the process does: the ``.docx`` that LibreOffice makes of the content; empty where it makes none."""
    _limit()
    unshare_network()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        given = folder / f"given{suffix}"
        given.write_bytes(content)
        profile = (folder / "profile").as_uri()
        command = [
            program,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--norestore",
            "--convert-to",
            "docx",
        ]
        environment = {"PATH": os.environ.get("PATH", ""), "HOME": name, "TMPDIR": name, "LANG": "C.UTF-8"}
        subprocess.run(
            [*command, "--outdir", name, str(given)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=name,
            env=environment,
            check=False,
        )
        made = folder / "given.docx"
        return made.read_bytes() if made.exists() else b""


if __name__ == "__main__":
    sys.stdout.buffer.write(convert(sys.argv[1], sys.argv[2], sys.stdin.buffer.read()))
