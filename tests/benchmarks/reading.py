"""Parsing against just reading the file and splitting its lines."""

from pathlib import Path
from tempfile import TemporaryDirectory

from data.importing.cleaning import clean
from data.importing.decoding import decode
from data.importing.directory_files import SEEDS, load_directory
from data.importing.parser import parse
from tests.benchmarks.synthetic import synthetic_plan
from tests.benchmarks.timing import Row, against, show

LONG = 2000  # tasks of the invented document


def main() -> None:
    """Time the first document, and an invented one of two thousand tasks."""
    with TemporaryDirectory() as folder:
        invented = Path(folder, "invented.txt")
        invented.write_text(synthetic_plan(1, 1, LONG).documents["source"].iloc[0], encoding="utf-8")
        rows = [
            *_rows("first document", next(iter(sorted(SEEDS.glob("*.txt")))), 30),
            *_rows(f"{LONG} invented tasks", invented, 5),
        ]
    show("Reading a document", rows, "read, split lines")


def _rows(name: str, path: Path, rounds: int) -> list[Row]:
    directory = load_directory(SEEDS / "departments.toml")
    text = path.read_text(encoding="utf-8")
    bytes_of_text = path.stat().st_size

    def bare() -> object:
        return path.read_text(encoding="utf-8").splitlines()

    return [
        _with_rate(against(f"{name}: parse", rounds, lambda: parse(text, directory), bare), bytes_of_text),
        _with_rate(
            against(
                f"{name}: guard, decode, parse",
                rounds,
                lambda: parse(clean(decode(path.read_bytes())), directory),
                bare,
            ),
            bytes_of_text,
        ),
    ]


def _with_rate(row: Row, size: int) -> Row:
    assert row.bare is not None
    rate, bare = size / 1000 / row.ms, size / 1000 / row.bare
    return Row(row.name, row.ms, row.bare, f"{rate:.1f} MB/s, bare {bare:.0f} MB/s, {size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
