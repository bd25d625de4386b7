"""The command of who may do what."""

from pathlib import Path

from data.access import Access, Grant, Unit
from data.commandline.commands import asked
from data.commandline.printing import table
from data.requests.people import GiveAccess, ListAccess, TakeAccess
from data.serving.reaching import reach
from data.store.people import Granted


def set_access(
    subject: str | None,
    access: Access | None,
    unit: str | None,
    body: str | None,
    database: Path | str | None,
    *,
    is_group: bool,
    take: bool,
) -> int:
    """Give access to a person or group, take it, or, where nobody is named, print who may do what."""
    with reach(database) as desk:
        if subject is None or access is None:
            listed: tuple[Granted, ...] = asked(desk, ListAccess()).value
            print(_table(listed) if listed else "还没有设定权限。")
            return 0
        grant = Grant(subject, is_group, access, Unit(unit, body or "") if unit else None)
        print(asked(desk, TakeAccess(grant) if take else GiveAccess(grant)).text)
    return 0


def _table(listed: tuple[Granted, ...]) -> str:
    heads = ("权限", "人或组", "是", "单位", "设定人", "设定时间")
    return table([heads, *(tuple(text or "—" for text in one.told) for one in listed)])
