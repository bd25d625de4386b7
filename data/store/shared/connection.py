"""Connections to PostgreSQL that are made when they are needed, and its errors in Chinese."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
from psycopg import errors

from data.errors import StoreError, StoreLocked, StoreMissing, StoreReadOnly, StoreUnreachable
from data.store.shared.address import told

CONNECT_SECONDS = 5

TURN_SECONDS = 60
"""So long does a writer wait for its turn."""

SETTINGS = (
    "SET client_encoding = 'UTF8'",
    f"SET lock_timeout = '{TURN_SECONDS}s'",
    # A server that is gone without a word gives its turn free.
    "SET idle_in_transaction_session_timeout = '90s'",
)

SAFE = "已保存的内容没有受影响"

Cursor = psycopg.Cursor[tuple[Any, ...]]


class Line:
    """One connection, used by one thread at a time; made anew where it was lost."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._connection: psycopg.Connection[tuple[Any, ...]] | None = None
        self._using = threading.RLock()

    @contextmanager
    def transaction(self, *begin: str) -> Iterator[Cursor]:
        """A cursor after these statements, the first of which begins a transaction; what is not committed is undone.

        Raises ``StoreUnreachable`` where PostgreSQL cannot be reached or the connection is lost within the block, another
        ``StoreError`` for what else it refuses.
        """
        with self._using, translated(self.address):
            connection = self._begun(begin)
            try:
                with connection.cursor() as cursor:
                    yield cursor
            finally:
                with suppress(psycopg.Error):  # the connection is lost, and the transaction with it
                    connection.execute("ROLLBACK")

    def _begun(self, begin: Sequence[str]) -> psycopg.Connection[tuple[Any, ...]]:
        """The connection with a transaction; nothing has been done yet, so that a lost one can be replaced."""
        if self._connection is not None:
            try:
                return self._run(self._connection, begin)
            except psycopg.OperationalError:
                if not self._connection.broken:
                    raise
        self.close()
        self._connection = psycopg.connect(
            self.address,
            autocommit=True,
            connect_timeout=CONNECT_SECONDS,
            fallback_application_name="dashboard",
            keepalives_idle=10,  # a line on which nothing comes any more is given up after half a minute
            keepalives_interval=5,
            keepalives_count=3,
            tcp_user_timeout=20_000,  # milliseconds
        )
        return self._run(self._connection, (*SETTINGS, *begin))

    @staticmethod
    def _run(
        connection: psycopg.Connection[tuple[Any, ...]], statements: Sequence[str]
    ) -> psycopg.Connection[tuple[Any, ...]]:
        try:
            for statement in statements:
                connection.execute(statement.encode())
        except psycopg.Error:
            with suppress(psycopg.Error):
                connection.execute("ROLLBACK")
            raise
        return connection

    def close(self) -> None:
        """Close the connection; the next transaction makes another."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


@contextmanager
def translated(address: str) -> Iterator[None]:
    """Raise PostgreSQL's errors of the block as ``StoreError``; faults of our own SQL pass as they are."""
    place = told(address)
    try:
        yield
    except (errors.LockNotAvailable, errors.QueryCanceled, errors.DeadlockDetected) as error:
        what = "其他服务器一直在写入，等候太久，没有保存"
        raise StoreLocked(what, place, "稍后重试") from error
    except (psycopg.OperationalError, errors.IdleInTransactionSessionTimeout) as error:
        what = f"连不上 PostgreSQL，没有读到或没有保存；{SAFE}"
        raise StoreUnreachable(what, place, "检查数据库服务器和网络，恢复后重试") from error
    except (errors.InsufficientPrivilege, errors.ReadOnlySqlTransaction) as error:
        what = "连接 PostgreSQL 的用户没有这项权限，没有保存"
        raise StoreReadOnly(what, place, "改用有写入权限的用户") from error
    except (errors.UndefinedTable, errors.InvalidSchemaName) as error:
        raise StoreMissing("PostgreSQL 里没有本看板的表", place, "检查地址，或先新建") from error
    except psycopg.IntegrityError as error:
        what = "内容不符合数据库的约束，没有保存"
        raise StoreError(what, place, f"把这句话告诉维护人员：{_first_line(error)}") from error
    except psycopg.DataError as error:
        what = "内容里有数据库不能存的字符，没有保存"
        raise StoreError(what, place, "把该文件交给维护人员核对") from error
    except psycopg.ProgrammingError as error:
        if error.sqlstate:  # of our own SQL
            raise
        what = "数据库的地址写得不对"
        raise StoreError(what, place, "写成 postgresql://用户@主机/数据库") from error
    except psycopg.Error as error:
        raise StoreError(f"PostgreSQL 出错：{_first_line(error)}", place, "把这句话告诉维护人员") from error


def _first_line(error: psycopg.Error) -> str:
    return (str(error).splitlines() or [""])[0]
