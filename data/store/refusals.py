"""What was refused for want of access, in the record of activities; bounded, so that nobody can flood it."""

from datetime import timedelta

from data.store.activities import Activity, ActivityKind, now, record, signed
from data.store.database import Store

WITHIN = timedelta(hours=1)
OF_ONE, OF_ALL = 20, 200
"""So many lines of one person, and of all together, within that time; the same of the same person once."""


def record_refusal(store: Store, who: str, what: str) -> bool:
    """Note that somebody asked for ``what`` (in Chinese) and may not; whether it is a line of the record.

    Raises ``StoreError`` where it cannot be written.
    """
    detail = f"没有做：{what}"
    with store.read() as cursor:
        ((same, own, total),) = cursor.execute(
            "SELECT count(*) FILTER (who = $who AND detail = $detail), count(*) FILTER (who = $who), count(*) "
            "FROM activities WHERE kind = 'refuse' AND happened_at > $since",
            {"who": signed(who), "detail": detail, "since": now() - WITHIN},
        ).fetchall()
    if same or own >= OF_ONE or total >= OF_ALL:
        return False
    with store.write() as cursor:
        record(cursor, Activity(ActivityKind.REFUSE, who, detail))
    return True
