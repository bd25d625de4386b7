"""Ask for known weaknesses of the packages that a lock names, with pip-audit: ``make audit``.

Its database is asked over the network. Where that cannot be reached, nothing was checked, and that is said. Nothing of the
dashboard is imported here: pip-audit has an environment of its own, and is no part of what runs or is tested.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

NONE, FOUND, UNCHECKED = 0, 1, 2
"""Exit codes."""


def report_of(lock: Path) -> dict[str, Any] | str:
    """What pip-audit reports of a lock; where it could not, the last thing that it complained of."""
    command = [
        *(sys.executable, "-m", "pip_audit", "--requirement", str(lock), "--require-hashes", "--disable-pip"),
        *("--format", "json", "--progress-spinner", "off", "--timeout", "15"),
    ]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    try:
        report: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        return (done.stderr.strip().splitlines() or ["没有回答"])[-1]
    return report


def weaknesses(report: dict[str, Any]) -> list[str]:
    """A line for each known weakness: the package, the weakness, the versions without it."""
    return [
        f"{package['name']} {package['version']}：{one['id']}，"
        + (f"升级到 {'、'.join(one['fix_versions'])}" if one["fix_versions"] else "还没有修好的版本")
        for package in report["dependencies"]
        for one in package.get("vulns", ())
    ]


def told(lock: Path, report: dict[str, Any] | str) -> int:
    """Print what is known of a lock; the exit code."""
    if isinstance(report, str):
        print(f"{lock.name}：没有查，连不上漏洞数据库或没有装 pip-audit（{report[:200]}）", file=sys.stderr)
        return UNCHECKED
    skipped = [package for package in report["dependencies"] if "skip_reason" in package]
    checked = len(report["dependencies"]) - len(skipped)
    if not checked:
        why = skipped[0]["skip_reason"] if skipped else "没有列出包"
        print(f"{lock.name}：没有查，{len(skipped)} 个包在漏洞数据库里都查不到（{why}）", file=sys.stderr)
        return UNCHECKED
    found = weaknesses(report)
    print(f"{lock.name}：查了 {checked} 个包，{f'有 {len(found)} 处已知漏洞' if found else '没有已知的漏洞'}")
    if skipped:
        print(f"  没有查的：{'、'.join(package['name'] for package in skipped)}")
    for line in found:
        print(f"  {line}")
    return FOUND if found else UNCHECKED if skipped else NONE


def main(locks: Sequence[str]) -> int:
    """Tell it of all locks; the worst of their exit codes."""
    return max((told(Path(lock), report_of(Path(lock))) for lock in locks), default=UNCHECKED)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
