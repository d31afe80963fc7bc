"""The command line as programs see it: streams, exit statuses, no traceback for what is to be expected."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.integration.conftest import Perpusbot

ROOT = Path(__file__).parents[2]
COMMANDS = (
    "run",
    "demo",
    "understand",
    "libraries",
    "invite",
    "due",
    "export",
    "calendar",
    "doctor",
    "backup",
    "restore",
    "copy-database",
    "migrate",
)
HEAVY = ("telegram", "sqlalchemy", "pydantic", "aiohttp", "xlsxwriter", "prometheus_client")
MESSAGE = {"id": "a", "now": "2026-05-12T15:30:00+07:00", "context": None, "text": "pengunjung 23"}


def start(folder: Path, *args: str, **settings: str) -> subprocess.Popen[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("PERPUSBOT_")}
    env |= {"PYTHONPATH": str(ROOT)} | {f"PERPUSBOT_{name.upper()}": value for name, value in settings.items()}
    return subprocess.Popen(
        [sys.executable, "-m", "bot", *args],
        cwd=folder,
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_help_names_every_command_and_is_quick(tmp_path: Path) -> None:
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        with start(tmp_path, "--help") as process:
            out, err = process.communicate()
        times.append(time.perf_counter() - begun)
    assert (process.returncode, err) == (0, "")
    for command in COMMANDS:
        assert f"\n  {command} " in out
    assert min(times) < 1  # 0.13 s on a quiet machine


def test_help_and_understand_leave_the_heavy_libraries_alone(tmp_path: Path) -> None:
    code = f"import sys, bot.cli, bot.understand; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_understand_answers_each_line_before_the_next_comes(tmp_path: Path) -> None:
    with start(tmp_path, "understand") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for id_ in ("a", "b"):
            process.stdin.write(json.dumps(MESSAGE | {"id": id_}) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline()) == {
                "id": id_,
                "got": {"visits": [{"date": "2026-05-12", "total": 23}]},
            }
        process.stdin.close()
        assert process.wait() == 0


def test_output_that_nobody_reads_any_more_ends_it_quietly(tmp_path: Path) -> None:
    with start(tmp_path, "understand") as process:
        assert process.stdout is not None
        process.stdout.close()
        process.stdout = None
        _, err = process.communicate(f"{json.dumps(MESSAGE)}\n" * 1000)
    assert (process.returncode, err) == (0, "")


@pytest.mark.parametrize(
    ("args", "settings", "status", "told"),
    [
        (["run"], {}, 78, "PERPUSBOT_TOKEN is missing"),
        (["run"], {"token": "secret?"}, 78, "PERPUSBOT_TOKEN: expected what @BotFather gave"),
        (["run", "--speed", "2"], {}, 2, "--speed needs --now"),
        (["run", "--now", "2026-05-12"], {}, 2, "needs its offset from UTC"),
        (["export", "days"], {"database_url": "sqlite:////proc/nowhere/x.db"}, 78, "The folder /proc/nowhere"),
        (["export", "days"], {"database_url": "sqlite:////etc/passwd"}, 1, "file is not a database"),
        (["export", "days"], {"database_url": "postgresql://u:kunci@127.0.0.1:9/x"}, 1, "the database can't be used"),
        (["backup"], {}, 1, "there is no database at data/perpusbot.db"),
        (["understand"], {"token": "not looked at"}, 0, ""),
    ],
)
def test_what_is_to_be_expected_is_one_sentence_and_a_status(
    perpusbot: Perpusbot, args: list[str], settings: dict[str, str], status: int, told: str
) -> None:
    result = perpusbot(*args, **settings)
    assert (result.exit_code, result.stdout) == (status, "")
    assert told in result.stderr
    assert "Traceback" not in result.stderr
    assert "kunci" not in result.stderr
    assert "secret?" not in result.stderr


def test_a_misspelt_setting_is_pointed_out(perpusbot: Perpusbot) -> None:
    result = perpusbot("migrate", databse_url="x")
    assert result.stderr == "warning: PERPUSBOT_DATABSE_URL is not a setting; did you mean PERPUSBOT_DATABASE_URL?\n"


def test_migrate_says_where_the_database_stands(perpusbot: Perpusbot, empty_url: str) -> None:
    first = perpusbot("migrate", database_url=empty_url).stdout
    assert first.startswith("the database is at ")
    assert first.endswith(" now\n")
    again = perpusbot("migrate", database_url=empty_url).stdout
    assert again.endswith(" already, the newest version\n")
