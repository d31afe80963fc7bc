"""How far a long command has got, for somebody who watches."""

import sys
from collections.abc import Callable


def progress(what: str) -> Callable[[int, int], None] | None:
    """Shows "what 3000 of 83762" on standard error; None where nobody watches, as it is no terminal."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, of: int) -> None:
        print(f"\r{what} {done} of {of}", end="\n" if done == of else "", file=sys.stderr, flush=True)  # noqa: T201

    return show
