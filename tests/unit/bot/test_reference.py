"""The reference names every command, option and setting, and none that doesn't exist."""

import re
from collections.abc import Iterator
from pathlib import Path

import click

from bot.cli import commands
from bot.settings import PREFIX, Settings

DOCS = Path(__file__).parents[3] / "docs"


def options(command: click.Command) -> Iterator[str]:
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            yield from options(inner)
    yield from (name for parameter in command.params for name in parameter.opts if name.startswith("--"))


def test_every_setting_is_in_the_reference_with_its_default() -> None:
    lines = (DOCS / "reference" / "settings.md").read_text().splitlines()
    rows = [re.fullmatch(r"\| `(\w+)` \| (.*?) \|.*", line) for line in lines]
    told = {row[1]: row[2].strip("`") for row in rows if row}
    assert list(told) and told.keys() == {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    defaults = {f"{PREFIX}{name.upper()}": field.default for name, field in Settings.model_fields.items()}
    assert {name: text for name, text in told.items() if defaults[name]} == {
        name: str(default) for name, default in defaults.items() if default
    }


def test_every_command_and_option_is_in_the_reference_and_no_other() -> None:
    text = (DOCS / "reference" / "commands.md").read_text()
    named = set(re.findall(r"^perpusbot ([a-z-]+)", text, re.MULTILINE))
    assert named == set(commands.commands)
    assert set(re.findall(r"(?<![-\w])--[a-z][a-z-]*", text)) - {"--help"} == set(options(commands)) - {"--version"}
