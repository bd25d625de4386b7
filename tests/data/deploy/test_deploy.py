"""The material for a court's server: what of it can run here, runs."""

import gzip
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from packaging.requirements import Requirement

from data.deploy import audit, wheels
from data.store import migrations

ROOT = Path(__file__).parents[3]
DEPLOY = ROOT / "data" / "deploy"
README = (DEPLOY / "README.md").read_text(encoding="utf-8")
OLD_STORE = ROOT / "tests" / "data" / "store" / "stores" / "version_2.duckdb.gz"
PLACES = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
NGINX = shutil.which("nginx", path=PLACES)
OPENSSL = shutil.which("openssl", path=PLACES)
SYSTEMD = shutil.which("systemd-analyze", path=PLACES)
needs_index = pytest.mark.skipif(
    not os.environ.get("REQUIRE_INDEX"), reason="要连包索引：设 REQUIRE_INDEX=1 后运行"
)


def done(*command: object, **environment: str) -> str:
    """Run a command; what it said. Fails where it fails."""
    ran = subprocess.run(
        list(map(str, command)),
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout + ran.stderr


# ── the service and the proxy ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.skipif(SYSTEMD is None, reason="没有 systemd-analyze")
def test_systemd_takes_the_service(tmp_path: Path) -> None:
    """With the places of this machine, as it looks whether the program is there."""
    unit = tmp_path / "kanban.service"
    text = (DEPLOY / "kanban.service").read_text(encoding="utf-8")
    program = Path(sys.executable).parent / "streamlit"
    unit.write_text(text.replace("/opt/kanban/.venv/bin/streamlit", str(program)), encoding="utf-8")
    assert done(SYSTEMD, "verify", unit) == ""


@pytest.mark.skipif(NGINX is None or OPENSSL is None, reason="没有 nginx 或 openssl")
def test_nginx_takes_its_configuration(tmp_path: Path) -> None:
    key, certificate = tmp_path / "kanban.key", tmp_path / "kanban.crt"
    made = ("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1")
    done(OPENSSL, *made, "-subj", "/CN=kanban.fayuan", "-keyout", key, "-out", certificate)
    own = (DEPLOY / "nginx.conf").read_text(encoding="utf-8").replace("/etc/nginx/", f"{tmp_path}/")
    own = re.sub(r"listen (\d+)", rf"listen unix:{tmp_path}/\1", own)  # the ports may be taken, or not ours
    (tmp_path / "logs").mkdir()
    whole = tmp_path / "nginx.conf"
    places = "".join(
        f"{name}_temp_path {tmp_path}/{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole.write_text(
        f"pid {tmp_path}/nginx.pid; error_log stderr; events {{}}\nhttp {{ access_log off; {places}\n{own}\n}}",
        encoding="utf-8",
    )
    assert "test is successful" in done(NGINX, "-t", "-c", whole, "-p", tmp_path)


def test_the_service_and_the_proxy_speak_of_the_same() -> None:
    service = (DEPLOY / "kanban.service").read_text(encoding="utf-8")
    proxy = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    (port,) = re.findall(r"--server\.port=(\d+)", service)
    (host,) = re.findall(r"DASHBOARD_HOSTS=(\S+)", service)
    assert f"proxy_pass http://127.0.0.1:{port};" in proxy
    assert set(re.findall(r"server_name (\S+);", proxy)) == {host}


# ── the commands of the text ────────────────────────────────────────────────────────────────────────────────


def block(title: str) -> str:
    """The commands of the text that are said to be tried, under this title."""
    return re.search(rf"```sh 已试：{title}\n(.*?)```", README, re.DOTALL)[1]  # type: ignore[index]  # a missing one fails


def test_every_block_that_is_said_to_be_tried_is_tried_here() -> None:
    assert re.findall(r"```sh 已试：(\S+)", README) == ["新建", "升级", "退回"]


@pytest.fixture
def server(tmp_path: Path) -> Path:
    """The folders of a server below another root, with two versions that are this one, and a ``systemctl`` that does nothing."""
    for folder in ("opt", "srv/kanban", "bin"):
        (tmp_path / folder).mkdir(parents=True)
    for version in ("0.2.0", "0.3.0"):
        (tmp_path / "opt" / f"kanban-{version}").symlink_to(ROOT)
    (tmp_path / "opt" / "kanban").symlink_to(tmp_path / "opt" / "kanban-0.2.0")
    stub = tmp_path / "bin" / "systemctl"
    stub.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    stub.chmod(0o755)
    return tmp_path


def run_block(title: str, server: Path) -> str:
    commands = re.sub(r"/(opt|srv)/kanban", rf"{server}/\1/kanban", block(title))
    commands = commands.replace(".venv/bin/python", sys.executable)
    return done("bash", "-euc", commands, PATH=f"{server}/bin:{os.environ['PATH']}")


def version_of(store: Path) -> int:
    with duckdb.connect(store, read_only=True) as connection:
        return int(connection.execute("SELECT schema_version FROM metadata").fetchall()[0][0])


def test_a_new_store_is_made_as_the_text_says(server: Path) -> None:
    told = run_block("新建", server)
    assert "本机关是「某市中级人民法院」，还没有名录" in told
    assert "没有发现问题" in told
    assert (server / "srv/kanban/dashboard.duckdb").is_file()


def test_a_store_is_upgraded_and_taken_back_as_the_text_says(server: Path) -> None:
    store = server / "srv/kanban/dashboard.duckdb"
    with gzip.open(OLD_STORE) as packed, store.open("wb") as file:
        shutil.copyfileobj(packed, file)
    assert "没有发现问题" in run_block("升级", server)
    assert version_of(store) == migrations.LATEST
    assert (server / "opt/kanban").readlink().name == "kanban-0.3.0"
    run_block("退回", server)
    assert version_of(store) == 2
    assert (server / "opt/kanban").readlink().name == "kanban-0.2.0"


# ── installation files for another machine ──────────────────────────────────────────────────────────────────


def test_the_entries_of_a_lock_keep_their_hashes_and_lose_their_conditions() -> None:
    lock = "甲==1.0 ; sys_platform != 'darwin' \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n乙==2 \\\n    --hash=sha256:cc\n"
    assert wheels.entries(lock) == {
        "甲==1.0": "甲==1.0 --hash=sha256:aa --hash=sha256:bb",
        "乙==2": "乙==2 --hash=sha256:cc",
    }


@needs_index
@pytest.mark.parametrize(
    ("name", "system", "platform", "python"),
    [
        *(("linux-arm64", "Linux", "linux", "3.11"), ("linux-x86_64", "Linux", "linux", "3.11")),
        ("windows", "Windows", "win32", "3.12"),
    ],
)
def test_what_another_machine_needs(name: str, system: str, platform: str, python: str) -> None:
    """As the conditions of the lock say it for that machine, evaluated by another library."""
    machine = {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "sys_platform": platform,
        "platform_system": system,
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
    }
    lock = wheels.LOCK.read_text(encoding="utf-8").replace("\\\n", " ")
    pins = [Requirement(line.partition(" --hash=")[0]) for line in lock.splitlines()]
    expected = {
        f"{pin.name}{pin.specifier}" for pin in pins if not pin.marker or pin.marker.evaluate(machine)
    }
    assert wheels.needed(wheels.TARGETS[name], python) == expected


@needs_index
def test_a_package_without_a_file_for_that_machine_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """duckdb as the lock has it has no file for a Python that was not out then; packages of Python alone have."""
    lock = wheels.entries(wheels.LOCK.read_text(encoding="utf-8"))
    few = [entry for pin, entry in lock.items() if pin.startswith(("duckdb==", "toml=="))]
    monkeypatch.setattr(wheels, "LOCK", tmp_path / "few.lock")
    wheels.LOCK.write_text("\n".join(few), encoding="utf-8")
    assert wheels.main(["linux-arm64", "--python", "3.15", "--to", str(tmp_path / "wheels")]) == 1
    told = capsys.readouterr().err
    assert re.fullmatch(r"在 linux-arm64、Python 3.15 上没有安装文件：duckdb==\S+\n", told)


# ── known weaknesses ────────────────────────────────────────────────────────────────────────────────────────

REPORT = {
    "dependencies": [
        {"name": "甲", "version": "1.0", "vulns": [{"id": "CVE-1", "fix_versions": ["1.1"]}, {"id": "CVE-2", "fix_versions": []}]},
        {"name": "乙", "version": "2.0", "vulns": []},
        {"name": "丙", "skip_reason": "没有"},
    ]
}  # fmt: skip


def test_known_weaknesses_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.told(Path("a.lock"), REPORT) == audit.FOUND
    assert capsys.readouterr().out == (
        "a.lock：查了 2 个包，有 2 处已知漏洞\n  没有查的：丙\n  甲 1.0：CVE-1，升级到 1.1\n  甲 1.0：CVE-2，还没有修好的版本\n"
    )
    safe, skipped = REPORT["dependencies"][1:]
    assert audit.told(Path("a.lock"), {"dependencies": [safe]}) == audit.NONE
    assert audit.told(Path("a.lock"), {"dependencies": [safe, skipped]}) == audit.UNCHECKED
    capsys.readouterr()
    assert audit.told(Path("a.lock"), {"dependencies": [skipped]}) == audit.UNCHECKED
    assert "没有已知" not in capsys.readouterr().out


def test_what_could_not_be_checked_is_not_called_safe(capsys: pytest.CaptureFixture[str]) -> None:
    """pip-audit has an environment of its own: in that of the tests it is missing."""
    assert audit.main([str(ROOT / "requirements.lock")]) == audit.UNCHECKED
    assert "没有查" in capsys.readouterr().err
