"""What an operator installs beside the program: a unit that systemd takes as it is, and pages that agree with it."""

import re
import shutil
import subprocess
from configparser import RawConfigParser
from pathlib import Path

import pytest

from bot.settings import Settings
from domain.errors import AlreadyRunning, SettingsError

ROOT = Path(__file__).parents[2]
UNIT = ROOT / "deploy" / "perpusbot.service"
COMMAND = "/opt/perpusbot/.venv/bin/perpusbot"
HOW_TO = ROOT / "docs" / "how-to"


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The unit, with a program that exists here."""
    unit = tmp_path / "perpusbot.service"
    unit.write_text(UNIT.read_text().replace(COMMAND, "/bin/true"))
    return unit


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd on this machine")
def test_systemd_has_nothing_to_say_about_the_unit(installed: Path) -> None:
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", installed], capture_output=True, text=True)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_a_failing_bot_is_started_again_unless_its_settings_are_wrong() -> None:
    service = RawConfigParser(strict=False)
    service.optionxform = str  # type: ignore[assignment,method-assign]
    service.read(UNIT)
    assert service["Service"]["Restart"] == "always"
    assert service["Service"]["RestartPreventExitStatus"] == str(SettingsError.exit_status)
    assert AlreadyRunning.exit_status != SettingsError.exit_status
    assert service["Service"]["ExecStart"] == f"{COMMAND} run"


def test_the_pages_the_unit_and_the_command_mean_the_same_folders() -> None:
    for text in (UNIT.read_text(), (ROOT / "deploy" / "perpusbot.sh").read_text(), (HOW_TO / "install.md").read_text()):
        assert set(re.findall(r"/(?:opt|var/lib)/\w+", text)) == {"/opt/perpusbot", "/var/lib/perpusbot"}


def test_the_shell_takes_the_command() -> None:
    subprocess.run(["sh", "-n", ROOT / "deploy" / "perpusbot.sh"], check=True)


def test_the_proxies_lead_to_the_webhook_and_to_nothing_else() -> None:
    text = (HOW_TO / "webhook.md").read_text()
    (path,) = set(re.findall(r"PERPUSBOT_WEBHOOK_URL=https://bot\.example\.org(/\w+)", text))
    port = Settings.model_fields["http_port"].default
    for proxy in ("nginx", "caddy"):
        (block,) = re.findall(rf"```{proxy}\n(.*?)```", text, re.S)
        assert re.findall(r"127\.0\.0\.1:(\d+)", block) == [str(port)]
        assert re.findall(r"(?:location =|handle) (/\S+)", block) == [path]
        assert "404" in block


def test_git_runs_as_the_owner_of_the_program() -> None:
    """It refuses to work in somebody else's folder."""
    lines = [line.strip() for page in ("install.md", "upgrade.md") for line in (HOW_TO / page).read_text().splitlines()]
    assert "sudo git pull" in lines
    assert [line for line in lines if line.startswith("git ")] == []
