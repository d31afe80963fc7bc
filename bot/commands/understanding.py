"""understand."""

import sys

import click


@click.command()
@click.option("--explain", is_flag=True, help="Say on standard error which rules decided.")
def understand(explain: bool) -> None:
    """Read messages as JSON Lines, write what they say.

    In: {"id", "now", "context": null or "visits_reminder", "text"}; out: {"id", "got": {...}} in the schema of the
    corpus, one line per line. A bad line gives {"id": null, "error": "line 3: ..."} and exit status 1 at the end.
    """
    from bot.understand import understand_lines

    good = understand_lines(sys.stdin.buffer, sys.stdout, sys.stderr if explain else None)
    sys.exit(0 if good else 1)
