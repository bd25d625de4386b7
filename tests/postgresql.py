"""A PostgreSQL of the tests' own: Debian's, on a free loopback port, in a temporary folder, gone at the end."""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg


def programs() -> Path | None:
    """The folder with ``initdb``, where PostgreSQL is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    port: int
    control: tuple[str, ...]  # pg_ctl with its folder
    folder: Path

    def address(self, database: str, user: str = "postgres") -> str:
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def execute(self, *statements: str, database: str = "postgres") -> list[tuple]:
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            for statement in statements:
                result = connection.execute(statement.encode())
            return result.fetchall() if result.description else []

    def new_database(self, template: str = "template0") -> str:
        """The address of a new database, empty or a copy of another that nobody is connected to."""
        name = f"store_{secrets.token_hex(4)}"
        self.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE {template} STRATEGY file_copy")
        return self.address(name)

    def drop(self, address: str) -> None:
        self.execute(f"DROP DATABASE {address.rpartition('/')[2]} WITH (FORCE)")

    def crash(self) -> None:
        """Stop it at once, as where the power fails, and start it again."""
        subprocess.run(
            [*self.control, "-m", "immediate", "restart"],
            cwd=self.folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def disconnect(self, address: str) -> int:
        """End all connections to a database; how many there were."""
        name = address.rpartition("/")[2]
        return len(
            self.execute(
                f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND pid <> pg_backend_pid()"
            )
        )


@contextmanager
def running(durable: bool = False) -> Iterator[Server]:
    """Start a server, and stop it after the block. ``durable``: every commit is brought to the disk, as at work."""
    place = programs()
    assert place is not None
    memory = Path("/dev/shm")  # where there is such a thing: hundreds of small files for each database
    folder = Path(tempfile.mkdtemp(prefix="pg", dir=memory if memory.is_dir() and not durable else None))
    as_user: list[str] = []
    if os.geteuid() == 0:  # which PostgreSQL refuses
        shutil.chown(folder, "postgres", "postgres")
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    data = folder / "data"
    speed = (
        "" if durable else " -c fsync=off -c full_page_writes=off -c autovacuum=off -c shared_buffers=32MB"
    )
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c max_connections=60{speed}"
    quiet = {"cwd": folder, "check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.STDOUT}
    control = [*as_user, str(place / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log")]
    try:
        initdb = [str(place / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N"]
        subprocess.run([*as_user, *initdb, "--locale=C"], **quiet)  # type: ignore[call-overload]  # the same for all
        subprocess.run([*control, "-o", options, "start"], **quiet)  # type: ignore[call-overload]  # the same for all
        # Stopped by another process when this one lets go of its line: also where this one is killed.
        stop = ["sh", "-c", 'read -r _; "$@"; rm -rf "$0"', str(folder), *control, "-m", "immediate", "stop"]
        with subprocess.Popen(stop, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True):
            yield Server(port, tuple(control), folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
