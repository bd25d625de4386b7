"""An invented document given to 文件导入, and what is stored then."""

from streamlit.testing.v1 import AppTest

from data.store.database import Store
from data.store.listing import list_documents
from tests.data.documents import invented_document

SOURCES, NAMING = "pages/steward/sources.py", "pages/steward/naming.py"
CONTENT = invented_document()[0]
TITLE = "2001年虚构法院工作要点（之1）"


def upload(app: AppTest, content: bytes = CONTENT, name: str = "虚构.txt") -> AppTest:
    app.file_uploader[0].upload(name, content, "text/plain").run()
    assert not app.exception
    return app


def titles() -> list[str]:
    return [one.title for one in list_documents(Store.open())]
