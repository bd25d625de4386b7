"""``python -m tests.accuracy``: how well each invented document is read, and where it fails."""

from data.names.directory import load_directory
from tests.accuracy.scoring import DOCUMENTS, PARTS, Score, score_file


def main() -> None:
    """Print a row for each document, the differences under it, and the whole."""
    directory, whole = load_directory(), Score()
    print(f"{'document':26}" + "".join(f"{part:>12}" for part in PARTS))
    for path in DOCUMENTS:
        found = score_file(path, directory)
        whole.merge(found)
        print(f"{path.stem:26}" + "".join(f"{found.value(part):12.3f}" for part in PARTS))
        for difference in found.wrong:
            print(f"    {difference}")
    print(f"{f'{len(DOCUMENTS)} documents':26}" + "".join(f"{whole.value(part):12.3f}" for part in PARTS))


if __name__ == "__main__":
    main()
