"""The bot and the simulator as processes of their own, for tests and benchmarks."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PATIENCE = 60.0
"""Seconds that anything may take before a test fails; far more than it should need."""


@dataclass(kw_only=True)
class Process:
    """A child process whose standard error goes to a file."""

    child: asyncio.subprocess.Process
    log_file: Path

    @property
    def log(self) -> str:
        """What it said so far."""
        return self.log_file.read_text(encoding="utf-8")

    @property
    def ended(self) -> bool:
        """Whether it has ended, well or badly."""
        return self.child.returncode is not None

    def goes(self) -> None:
        """Send the line that it waits for."""
        assert self.child.stdin is not None
        self.child.stdin.write(b"\n")

    async def exit_status(self) -> int:
        """Wait until it has ended."""
        try:
            return await asyncio.wait_for(self.child.wait(), PATIENCE)
        except TimeoutError:
            raise AssertionError(f"it does not end:\n{self.log}") from None

    async def stops(self) -> int:
        """Ask it to stop as an operator would; its exit status."""
        self.child.send_signal(signal.SIGTERM)
        return await self.exit_status()

    async def says(self, words: str) -> None:
        """Wait until these words are in its log."""
        async with asyncio.timeout(PATIENCE):
            while words not in self.log:
                if self.ended:
                    raise AssertionError(f"it ended with {self.child.returncode} before {words!r}:\n{self.log}")
                await asyncio.sleep(0.01)


def bot_settings(*, token: str, telegram_url: str, database_url: str, folder: Path, **more: Any) -> dict[str, str]:
    """The settings of a bot against a simulator, HTTP off, as environment variables."""
    given = {
        "token": token,
        "telegram_url": telegram_url,
        "database_url": database_url,
        "data_dir": folder,
        "http_port": 0,
    } | more
    return {f"PERPUSBOT_{name.upper()}": str(value) for name, value in given.items()}


@asynccontextmanager
async def process(
    arguments: Sequence[str], folder: Path, settings: Mapping[str, str] | None = None, *, name: str = "bot"
) -> AsyncIterator[Process]:
    """Python with these arguments, run in `folder`; killed when this is left."""
    log_file = folder / f"{name}.log"
    own = {key: value for key, value in os.environ.items() if not key.startswith("PERPUSBOT_")}
    with log_file.open("w") as log:
        child = await asyncio.create_subprocess_exec(
            sys.executable,
            *arguments,
            cwd=folder,
            env={**own, "PYTHONPATH": str(ROOT), **(settings or {})},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
        )
    try:
        yield Process(child=child, log_file=log_file)
    finally:
        with suppress(ProcessLookupError):
            child.kill()
        await child.communicate()


@asynccontextmanager
async def simulator(folder: Path, *, token: str, limits: bool = False) -> AsyncIterator[str]:
    """A simulator in a process of its own; its address."""
    arguments = ["-m", "simulator", "--port", "0", "--token", token, *([] if limits else ["--no-limits"])]
    async with process(arguments, folder, name="simulator") as running:
        assert running.child.stdout is not None
        async with asyncio.timeout(PATIENCE):
            line = (await running.child.stdout.readline()).decode()
        yield line.split()[-1].rstrip("/")
