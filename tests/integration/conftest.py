"""Fixtures for tests of the command line."""

import logging
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from click.testing import CliRunner, Result


class Perpusbot(Protocol):
    """Runs a command of the command line in this process."""

    def __call__(self, *args: str, stdin: bytes | None = None, **settings: str) -> Result: ...


@pytest.fixture
def untouched_logging() -> Iterator[None]:
    """Commands set up logging for their process; this one goes on."""
    root = logging.getLogger()
    before = root.handlers[:], root.level, sys.excepthook, threading.excepthook
    yield
    root.handlers[:], root.level, sys.excepthook, threading.excepthook = before
    logging.captureWarnings(False)


@pytest.fixture
def perpusbot(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, untouched_logging: None) -> Perpusbot:
    """`perpusbot(*args, **settings)`: its result, in a folder of its own, without any settings from outside."""
    for name in [name for name in os.environ if name.upper().startswith("PERPUSBOT_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    def run(*args: str, stdin: bytes | None = None, **settings: str) -> Result:
        from bot.cli import commands

        env = {f"PERPUSBOT_{name.upper()}": value for name, value in settings.items()}
        result = CliRunner().invoke(commands, args, input=stdin, env=env, prog_name="perpusbot")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run
