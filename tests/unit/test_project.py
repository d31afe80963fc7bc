"""The project keeps its own rules: where packages come from, who reads the environment, what the docs name."""

import importlib
import re
import tomllib
from pathlib import Path

import click
import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"][
    "packages"
]
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
DOCS = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_comes_from_this_repository(package: str) -> None:
    # An installed package of the same name (scheduler, reports) would win over ours.
    found = importlib.import_module(package).__file__
    assert found is not None
    assert Path(found).is_relative_to(ROOT)


def test_only_the_settings_read_the_environment() -> None:
    readers = [path.relative_to(ROOT) for path in SOURCES if re.search(r"\bos\.(environ|getenv)\b", path.read_text())]
    assert [str(path) for path in readers if str(path) != "bot/settings.py"] == []


def test_modules_stay_small() -> None:
    long = {
        str(path.relative_to(ROOT)): lines for path in SOURCES if (lines := len(path.read_text().splitlines())) > 300
    }
    assert {path: lines for path, lines in long.items() if "migrations" not in path} == {}


@pytest.mark.parametrize("page", DOCS, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_in_the_docs_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", DOCS, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_in_the_docs_exist(page: Path) -> None:
    from bot.cli import commands

    assert _commands(page.read_text()) <= set(commands.commands)


@pytest.mark.parametrize("page", DOCS, ids=lambda page: str(page.relative_to(ROOT)))
def test_options_in_the_docs_belong_to_their_command(page: Path) -> None:
    from bot.cli import commands

    lines = re.findall(r"(?:^|`|/)perpusbot ([a-z][^`|\n]*)", page.read_text(), re.M)
    assert [line for line in lines if not _options(line) <= _taken(commands, line.split())] == []


@pytest.mark.parametrize("page", DOCS, ids=lambda page: str(page.relative_to(ROOT)))
def test_files_of_the_project_that_the_docs_name_exist(page: Path) -> None:
    folders = "|".join([*PACKAGES, "deploy", "docs", "requirements", "tests"])
    named = re.findall(rf"(?<![\w/.(-])((?:{folders})/[\w*./-]*\w)", page.read_text())
    assert [path for path in named if not list(ROOT.glob(path)) and not list(page.parent.glob(path))] == []


@pytest.mark.parametrize("page", DOCS, ids=lambda page: str(page.relative_to(ROOT)))
def test_settings_in_the_docs_exist(page: Path) -> None:
    from bot.settings import Settings

    named = set(re.findall(r"PERPUSBOT_([A-Z_]+[A-Z])", page.read_text()))
    assert named <= {name.upper() for name in Settings.model_fields}


def test_make_has_every_word_that_the_docs_name() -> None:
    words = {
        word for page in DOCS for word in re.findall(r"\bmake ([a-z]+)\b(?=[`\s]*(?:#|$|\n|`))", page.read_text(), re.M)
    }
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    assert words <= targets


def _options(line: str) -> set[str]:
    return set(re.findall(r"(?<![-\w])--[a-z][a-z-]*", line)) - {"--help"}


def _taken(command: click.Command, words: list[str]) -> set[str]:
    """The options of the command that these words name."""
    if isinstance(command, click.Group) and words and words[0] in command.commands:
        return _taken(command.commands[words[0]], words[1:])
    return {name for parameter in command.params for name in parameter.opts}


def _commands(text: str) -> set[str]:
    """What the docs run: lines of code blocks and inline code that begin with perpusbot."""
    found = re.findall(r"(?:^|`|/)perpusbot ([a-z][a-z-]*)", text, re.M)
    return set(found)
