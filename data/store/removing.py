"""A document is taken out of the store."""

from data.names.decisions import decided_directory
from data.names.directory import Directory
from data.store.activities import What, record
from data.store.content import activity_on, delete_content, document_row
from data.store.database import Store
from data.store.decisions import load_decisions
from data.store.departments import remove_unused_departments


def remove_document(store: Store, document_id: str, directory: Directory, who: str) -> str:
    """Remove a document, and the departments that only it names, in one transaction; its title.

    Raises ``DocumentError`` where it is not stored.
    """
    with store.read() as cursor:
        own = decided_directory(directory, load_decisions(cursor), None)
    with store.write() as cursor:
        header = document_row(cursor, document_id)
        delete_content(cursor, document_id)
        cursor.execute("DELETE FROM documents WHERE document_id = ?", [document_id])
        remove_unused_departments(cursor, own)
        record(cursor, activity_on(What.REMOVE, who, f"移除《{header['title']}》", header))
    return str(header["title"])
