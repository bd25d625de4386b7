"""A stored document is corrected: the short names of its sections."""

from dataclasses import replace

from data.errors import DocumentError, StoreChanged
from data.importing.corrections import corrections_in
from data.store.activities import ActivityKind, record
from data.store.content import activity_on, document_row, mark_changed
from data.store.database import Store
from data.store.rows import rows_of

SHORT_NAME_SIGNS = 12
"""A short name of a section has at most so many characters: it heads a column."""


def name_section(store: Store, section_id: str, short_name: str, who: str, seen: str = "") -> str:
    """Set the short name of a section, or with an empty one take back what was set; what was done, in Chinese.

    ``seen``: the short name that was set when this was asked, empty for none. Nothing is done, and an empty text given,
    where it is set already. Raises ``DocumentError`` for a section that is not stored or a name that is too long,
    ``StoreChanged`` where another was set meanwhile.
    """
    short_name = " ".join(short_name.split())
    if len(short_name) > SHORT_NAME_SIGNS:
        raise DocumentError(
            "简称太长，没有保存", f"“{short_name}”", f"简称写在图的列头，至多 {SHORT_NAME_SIGNS} 个字"
        )
    with store.write() as cursor:
        found = rows_of(
            cursor, "SELECT * FROM sections WHERE section_id = $section_id", {"section_id": section_id}
        )
        if not found:
            raise DocumentError("数据库里没有这个部分", f"编号 {section_id}", "刷新后再看")
        section = found[0]
        document_id = str(section["document_id"])
        header = document_row(cursor, document_id)
        corrections = corrections_in(header)
        now = corrections.short_names.get(section_id, "")
        if now == short_name:
            return ""
        if now != seen:
            raise StoreChanged(
                "这个部分的简称刚刚有了别的改动，没有保存", f"《{header['title']}》", "看过现在的简称后再改"
            )
        others = {own: name for own, name in corrections.short_names.items() if own != section_id}
        names = {**others, section_id: short_name} if short_name else others
        cursor.execute(
            "UPDATE documents SET corrections = ? WHERE document_id = ?",
            [replace(corrections, short_names=names).as_json(), document_id],
        )
        mark_changed(cursor, [document_id])
        done = f"定为“{short_name}”" if short_name else f"不再定为“{now}”，改回由标题得出"
        detail = f"《{header['title']}》第 {section['ordinal']} 部分的简称{done}"
        record(cursor, activity_on(ActivityKind.CORRECT, who, detail, header))
    return detail
