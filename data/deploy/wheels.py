"""Fill a folder with what running needs, for another machine: ``make wheels FOR=linux-arm64 PYTHON_VERSION=3.11``.

What of the lock that machine needs is told by uv, for its system and its Python and not for this one; pip fetches the files
that the lock names, checks their hashes, and says which package has none for it. Nothing of the dashboard is imported here.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

LOCK = Path(__file__).parents[2] / "requirements.lock"


@dataclass(frozen=True, slots=True)
class Target:
    """A machine: as uv calls it, and the platforms of pip whose files it can use, the newest first."""

    uv: str
    platforms: tuple[str, ...]


def _linux(machine: str) -> Target:
    """A Linux with glibc 2.28 or newer, as 银河麒麟 V10, 统信 V20 and openEuler 20.03 have it."""
    numbered = tuple(f"manylinux_2_{minor}_{machine}" for minor in range(28, 16, -1))
    return Target(f"{machine}-manylinux_2_28", (*numbered, f"manylinux2014_{machine}"))


TARGETS = {
    "linux-x86_64": _linux("x86_64"),
    "linux-arm64": _linux("aarch64"),
    "windows": Target("x86_64-pc-windows-msvc", ("win_amd64",)),
}


def needed(target: Target, python: str) -> set[str]:
    """What that machine needs of the lock, as ``name==version``."""
    command = [
        *(sys.executable, "-m", "uv", "pip", "compile", "--quiet", str(LOCK), "--no-deps"),
        *("--no-header", "--no-annotate", "--python-platform", target.uv, "--python-version", python),
    ]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return {line.strip() for line in told.splitlines() if line.strip()}


def entries(lock: str) -> dict[str, str]:
    """The entries of a lock with their hashes and without their markers, by ``name==version``."""
    rows = [entry.split() for entry in lock.replace("\\\n", " ").splitlines()]
    return {
        pin: " ".join([pin, *(word for word in words if word.startswith("--hash="))]) for pin, *words in rows
    }


def fetch(target: Target, python: str, wanted: Sequence[str], folder: Path) -> str:
    """Fetch these entries into the folder; what pip complained of, empty where all went well."""
    tag = f"cp{python.replace('.', '')}"
    with tempfile.TemporaryDirectory() as place:
        asked = Path(place, "requirements.txt")
        asked.write_text("\n".join(wanted), encoding="utf-8")
        command = [
            *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"),
            *("--require-hashes", "--no-deps", "--only-binary", ":all:", "--requirement", str(asked)),
            *("--dest", str(folder), "--python-version", python, "--implementation", "cp"),
            *(word for abi in (tag, "abi3", "none") for word in ("--abi", abi)),
            *(word for platform in target.platforms for word in ("--platform", platform)),
        ]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
    return done.stderr if done.returncode else ""


def main(arguments: list[str] | None = None) -> int:
    """Fill the folder; 0 where it holds all, 1 where a package has no file for that machine."""
    parser = argparse.ArgumentParser(description="为另一台电脑准备安装文件")
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--python", default="3.11")
    parser.add_argument("--to", type=Path, default=Path("wheels"))
    options = parser.parse_args(arguments)
    target = TARGETS[options.target]
    locked = entries(LOCK.read_text(encoding="utf-8"))
    wanted = [locked[pin] for pin in sorted(needed(target, options.python))]
    complaint = fetch(target, options.python, wanted, options.to)
    if not complaint:
        print(f"{options.to}：{options.target}、Python {options.python} 需要的 {len(wanted)} 个包都在")
        return 0
    missing = [entry.split()[0] for entry in wanted if fetch(target, options.python, [entry], options.to)]
    if missing:
        print(
            f"在 {options.target}、Python {options.python} 上没有安装文件：{'、'.join(missing)}",
            file=sys.stderr,
        )
    else:
        print(complaint, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
