"""A CSV file with a list of libraries, as the operator names it on the command line."""

from pathlib import Path

from domain.errors import BadInput
from handlers.library_list import libraries_in
from storage.importing import LibraryRow

LARGEST = 64 * 1024 * 1024


def read_libraries(path: Path) -> tuple[list[LibraryRow], list[str]]:
    """The libraries of a file, and notes for the operator; raises BadInput with all problems."""
    if path.stat().st_size > LARGEST:
        raise BadInput(f"{path} is larger than {LARGEST // 1024**2} MB: that is no list of libraries")
    return libraries_in(path.read_bytes())
