"""The errors of the dashboard: one small tree.

DashboardError            what happened, where, and what to do
├── DocumentError         a document cannot be read as a plan
├── DirectoryError        the directory of departments (seeds/departments.toml) has a fault
├── ScopeError            what was asked for does not exist
├── ScenarioError         a scenario is none, or cannot be kept so
└── StoreError            the store cannot be used
    ├── StoreMissing      there is none at this place
    ├── StoreExists       there is one where a new one was to be made
    ├── StoreLocked       another process has it open
    ├── StoreDamaged      it is not a database, or a part of it cannot be read
    ├── StoreVersion      it was written by another version of the schema, or is no store of ours
    ├── StoreOutdated     it is of an older version, and can be brought up to date
    ├── StoreReadOnly     the file or its folder cannot be written
    ├── StoreStopped      DuckDB has stopped over a failed write; the store is opened anew
    ├── StoreUnreachable  the database server that several servers share cannot be reached
    ├── StoreChanged      what was shown has changed or gone since
    └── StoreInterrupted  a query took too long and was stopped
"""


class DashboardError(Exception):
    """Something that a user can be told: what, where, and what to do, each in Chinese.

    ``str(error)`` is one line with all three; the parts are attributes, so that a page can lay them out.
    """

    def __init__(self, what: str, where: str = "", todo: str = "") -> None:
        super().__init__(what, where, todo)
        self.what, self.where, self.todo = what, where, todo

    def __str__(self) -> str:
        place = f"（{self.where}）" if self.where else ""
        todo = f"请{self.todo}。" if self.todo else ""
        return " ".join(f"{self.what}{place}。{todo}".split())


class DocumentError(DashboardError):
    """A document cannot be read as a plan."""

    def of_file(self, name: str) -> "DocumentError":
        """The same error, said of the file with this name."""
        return DocumentError(self.what, "，".join(dict.fromkeys(filter(None, (name, self.where)))), self.todo)


class DirectoryError(DashboardError):
    """The directory of departments has a fault."""


class ScopeError(DashboardError):
    """What was asked for does not exist in the plan."""


class ScenarioError(DashboardError):
    """A scenario, or the file of one, is not what it should be."""


class StoreError(DashboardError):
    """The store cannot be used."""


class StoreMissing(StoreError):
    """There is no store at this place."""


class StoreExists(StoreError):
    """There is a store, or something else, where a new one was to be made."""


class StoreLocked(StoreError):
    """Another process has the store open."""


class StoreDamaged(StoreError):
    """The store is not a database, or a part of it cannot be read."""


class StoreVersion(StoreError):
    """The store was written by another version of the schema."""


class StoreOutdated(StoreError):
    """The store is of an older version of the schema, and can be brought up to date."""


class StoreReadOnly(StoreError):
    """The store's file or folder cannot be written, or the disk is full."""


class StoreStopped(StoreError):
    """DuckDB has stopped over a failed write; what was committed is whole."""


class StoreUnreachable(StoreError):
    """The database server that several servers share cannot be reached."""


class StoreChanged(StoreError):
    """What was shown when an action was drawn has changed or gone since."""


class StoreInterrupted(StoreError):
    """A query took too long and was stopped."""
