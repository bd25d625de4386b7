"""The tasks of 任务清单 as rows of HTML: made once for all views."""

import re
from collections.abc import Sequence
from urllib.parse import urlencode

from analytics.safe.html import as_html
from analytics.task_list import PARTING
from data.numerals import chinese
from data.store.plan import Plan
from data.vocabulary import OUTSIDE, ROLE_LABELS, Role
from pages.shared import address
from pages.shared.records import record
from pages.shared.tasks import CORRECTED_SIGN


def rows_of(plan: Plan, rows: Sequence[str], searched: str) -> str:
    """The tasks as HTML, a line of text each under the whole title of its section; each opens its sentence."""
    sought = [word for word in PARTING.split(searched.strip()) if word]
    pieces, band = [], None
    for task_id in rows:
        found = record(plan, task_id)
        title = OUTSIDE if found.section is None else str(found.section.title)
        ordinal = None if found.section is None else int(found.section.ordinal)
        if (ordinal, title) != band:
            band = (ordinal, title)
            number = "" if ordinal is None else f"{chinese(ordinal)}、"
            pieces.append(f'<h4 class="task-band">{as_html(number + title)}</h4>')
        targets = "、".join(str(target.text) for target in found.targets)
        departments = "、".join(
            f"{'' if row.role == Role.RESPONSIBLE else ROLE_LABELS[Role(row.role)] + ' '}{row.name}"
            for row in found.departments
        )
        pieces.append(
            f'<a class="in-app task-row" {_opens(task_id)}>'
            f'<span class="task-number">{marked(found.task.number or "—", sought)}</span>'
            f"<span>{marked(found.task.text, sought)}"
            f"{f'<b class=target>{as_html(targets)}</b>' if targets else ''}</span>"
            f"<span>{marked(departments, sought)}{CORRECTED_SIGN if found.task.corrected else ''}</span></a>"
        )
    return f'<div class="task-rows">{"".join(pieces)}</div>'


def with_opened(rows: str, task_id: str) -> str:
    """The rows, that of this task marked as opened."""
    return rows.replace(_opens(task_id), f'{_opens(task_id)} aria-current="true"')


def _opens(task_id: str) -> str:
    """Attributes of a link that opens a task: it says only what it adds to the address, so that it is the same in every view."""
    query = as_html(urlencode({address.TASK.name: task_id}))
    return f'href="?{query}" data-adds="{query}" target="_self"'


def marked(text: str, sought: Sequence[str]) -> str:
    """A text as HTML, the words that were sought marked."""
    if not sought:
        return as_html(text)
    parted = re.split(f"({'|'.join(map(re.escape, sought))})", text, flags=re.IGNORECASE)
    return "".join(
        f"<mark>{as_html(part)}</mark>" if at % 2 else as_html(part) for at, part in enumerate(parted)
    )
