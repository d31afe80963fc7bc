"""The bot, killed at a step: `python tests/e2e/kill_at.py STEP N run …` dies at the N-th passing of STEP.

Runs in the child process only; the product's code knows nothing of it. It imports what the bot needs, then waits for a
line on its standard input: so several processes can get ready while another is still at work.
"""

import functools
import inspect
import os
import signal
import sys
import threading
from collections.abc import Callable
from itertools import count
from typing import Any

import bot.app  # noqa: F401 - what takes the time
from bot.cli import main
from bot.delivery import dispatcher
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.telegram import TelegramPlatform
from bot.intake import worker
from bot.intake.keeping import Keeper, TapAnswers
from bot.intake.worker import Worker
from storage.work import Work

Die = Callable[[], None]


def before(owner: Any, name: str, thread: str = "") -> Callable[[Die], None]:
    """Dies just before this is done, in threads so named."""

    def patch(die: Die) -> None:
        original = getattr(owner, name)

        @functools.wraps(original)
        def dying(*args: Any, **kwargs: Any) -> Any:
            if threading.current_thread().name.startswith(thread):
                die()
            return original(*args, **kwargs)

        setattr(owner, name, dying)

    return patch


def after(owner: Any, name: str, thread: str = "", when: Callable[..., bool] = bool) -> Callable[[Die], None]:
    """Dies just after this was done, where `when` holds for what came of it."""

    def patch(die: Die) -> None:
        original = getattr(owner, name)

        def done(result: Any) -> Any:
            if threading.current_thread().name.startswith(thread) and when(result):
                die()
            return result

        @functools.wraps(original)
        async def dying_later(*args: Any, **kwargs: Any) -> Any:
            return done(await original(*args, **kwargs))

        @functools.wraps(original)
        def dying(*args: Any, **kwargs: Any) -> Any:
            return done(original(*args, **kwargs))

        setattr(owner, name, dying_later if inspect.iscoroutinefunction(original) else dying)

    return patch


def always(_result: object) -> bool:
    return True


def with_notes(die: Die) -> None:
    """Dies when a turn of the dispatcher that noted something has been committed."""
    original = Dispatcher._turn

    def dying(self: Dispatcher, notes: Any, *args: Any) -> Any:
        result = original(self, notes, *args)
        if notes:
            die()
        return result

    Dispatcher._turn = dying  # type: ignore[method-assign]


STEPS: dict[str, Callable[[Die], None]] = {
    "fetched, not kept": before(Keeper, "keep"),
    "keeping, not committed": before(Work, "commit", "intake"),
    "kept, not committed to memory": after(Work, "commit", "intake", always),
    "kept, offset not moved": after(Keeper, "keep", when=always),
    "a tap kept, not answered": before(TapAnswers, "_give"),
    "taken by the worker, not marked as begun": before(Work, "commit", "worker"),
    "marked as begun": after(Worker, "_claim"),
    "in the middle of a batch": before(Worker, "_handle"),
    "worked on, not committed": after(Worker, "_handle_all", when=always),
    "committed by the worker": after(Worker, "_work_on", when=always),
    "taken from the outbox, not sent": before(TelegramPlatform, "deliver"),
    "sent, not noted": after(TelegramPlatform, "deliver"),
    "noting, not committed": after(dispatcher, "write_notes", when=always),
    "noted as sent": with_notes,
}


def at_a_page(die: Die, *, committed: bool) -> None:
    """Dies before or after the clockwork commits messages."""
    original = Work.commit

    def dying(self: Work) -> None:
        plans = threading.current_thread().name.startswith("planning") and "outbox" in vars(self)
        if plans and not committed:
            die()
        original(self)
        if plans and committed:
            die()

    Work.commit = dying  # type: ignore[method-assign]


FALLING_DUE: dict[str, Callable[[Die], None]] = {
    "planning, not committed": functools.partial(at_a_page, committed=False),
    "planned, not sent": functools.partial(at_a_page, committed=True),
}
"""Passed by the clockwork, where something falls due."""

NEVER = "never"


def arm(step: str, passing: int) -> None:
    """Let this process die at that passing."""
    passings = count(1)
    dispatchers: list[Dispatcher] = []
    original = Dispatcher.__init__

    def remembered(self: Dispatcher, *args: Any, **kwargs: Any) -> None:
        dispatchers.append(self)
        original(self, *args, **kwargs)

    def die() -> None:
        if next(passings) == passing:
            sys.stderr.write(f"on their way: {sum(d.in_flight + len(d._notes) for d in dispatchers)}\n")
            sys.stderr.flush()
            os.kill(os.getpid(), signal.SIGKILL)
            threading.Event().wait()  # the signal is on its way: go no further

    Dispatcher.__init__ = remembered  # type: ignore[method-assign]
    if step != NEVER:
        (STEPS | FALLING_DUE)[step](die)
    # Process after process dies here, and no message is to blame for it.
    worker.ATTEMPTS = 1000


if __name__ == "__main__":
    arm(sys.argv[1], int(sys.argv[2]))
    sys.stdin.readline()
    sys.argv[1:] = sys.argv[3:]
    main()
