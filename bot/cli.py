"""The command line: parses, calls one function, and turns errors into one sentence and an exit status.

Heavy libraries are imported where a command uses them, so that `--help` stays quick.
"""

import os
import sys
from io import TextIOWrapper
from typing import Any

import click

from bot.commands.calendar import calendar
from bot.commands.copying import copy_database
from bot.commands.due import due
from bot.commands.exporting import export
from bot.commands.inviting import invite
from bot.commands.libraries import libraries
from bot.commands.people import person
from bot.commands.running import demo, run
from bot.commands.tending import backup, doctor, migrate, restore
from bot.commands.understanding import understand
from domain.errors import PerpusbotError


class _Commands(click.Group):
    """Knows the errors that are to be expected; anything else is a mistake of ours and keeps its traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except PerpusbotError as error:
            click.echo(str(error) or type(error).__doc__, err=True)
            ctx.exit(error.exit_status)
        except BrokenPipeError:
            _leave_pipe()
            ctx.exit(0)
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            click.echo(f"{where}{error.strerror or error}", err=True)
            ctx.exit(1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="perpusbot")
def commands() -> None:
    """Perpusbot: village libraries report visits, activities and new books in one line on Telegram.

    Settings are environment variables, or lines in .env, that begin with PERPUSBOT_.
    """


for command in (
    run,
    demo,
    understand,
    libraries,
    invite,
    due,
    export,
    calendar,
    person,
    doctor,
    backup,
    restore,
    copy_database,
    migrate,
):
    commands.add_command(command)


def main() -> None:
    """The console script `perpusbot`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # whatever the locale: other programs read this
    commands(prog_name="perpusbot")


def _leave_pipe() -> None:
    """Whoever read us has gone (`| head`): nothing may be flushed to them at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
