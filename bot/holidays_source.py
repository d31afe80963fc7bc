"""The holidays of Indonesia, asked of the package `holidays` in a process of its own.

Knowing them takes 34 MB, which must not stay in the bot's memory. The package carries its dates with it: no network.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from domain.errors import PerpusbotError
from domain.holidays import DayKind, Holiday

PATIENCE_SECONDS = 60


def ask_holidays(years: Sequence[int]) -> list[Holiday]:
    """Public holidays and cuti bersama of these years; raises PerpusbotError where the package can't tell them."""
    command = [sys.executable, "-m", __name__, *map(str, years)]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, and numbers
            command, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PerpusbotError(f"the holidays can't be asked for: {type(error).__name__}") from None
    if done.returncode:
        reason = (done.stderr.strip() or f"exit status {done.returncode}").splitlines()[-1]
        raise PerpusbotError(f"the holidays can't be told: {reason}")
    return [_holiday(json.loads(line)) for line in done.stdout.splitlines()]


def _holiday(told: dict[str, str]) -> Holiday:
    return Holiday(day=date.fromisoformat(told["day"]), kind=DayKind(told["kind"]), name=told["name"])


def _lines(years: Iterable[int]) -> Iterator[str]:
    """In the child: a line for each holiday. A day that is both is a public one."""
    from holidays import country_holidays

    asked = list(years)
    found: dict[date, tuple[str, str]] = {}
    for kind in (DayKind.GOVERNMENT, DayKind.PUBLIC):
        named = country_holidays("ID", years=asked, categories=kind, language="id", islamic_show_estimated=False)
        found |= {day: (kind, name) for day, name in named.items()}
    for day in sorted(found):
        yield json.dumps({"day": day.isoformat(), "kind": found[day][0], "name": found[day][1]})


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in _lines(map(int, sys.argv[1:])))
