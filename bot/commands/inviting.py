"""invite."""

import click

from bot.commands.opening import opened, settings


@click.command()
@click.argument("role", type=click.Choice(["keeper", "facilitator", "admin"]))
@click.option("--library", "library", metavar="CODE", help="The library that the keeper will keep.")
@click.option("--all-libraries", is_flag=True, help="One keeper for every library without one or an invitation.")
@click.option("--again", is_flag=True, help="With --all-libraries: also for those that have one.")
@click.option("--region", metavar="CODE", help="The region of the facilitator, like 61.03.")
@click.option("--format", "shape", type=click.Choice(["text", "csv", "jsonl"]), default="text", show_default=True)
def invite(role: str, library: str | None, all_libraries: bool, again: bool, region: str | None, shape: str) -> None:
    """Make invitations: links that work once and for 14 days.

    Print them now: only their hashes are kept.
    """
    _check(role, library, all_libraries, again, region)
    from bot import inviting
    from bot.whoami import username
    from domain.clock import real_now

    loaded = settings()
    name = username(loaded)
    with opened(loaded) as database, database.work() as work:
        invited = inviting.invite(
            work, role, library=library, region=region, again=again, username=name, now=real_now()
        )
        work.commit()
    for line in inviting.written(invited, shape):
        click.echo(line)
    if not invited:
        click.echo("every library has a keeper or an invitation already (--again invites all)", err=True)


def _check(role: str, library: str | None, all_libraries: bool, again: bool, region: str | None) -> None:
    problem = None
    if role == "keeper" and bool(library) == all_libraries:
        problem = "a keeper needs either --library CODE or --all-libraries"
    elif role == "facilitator" and not region:
        problem = "a facilitator needs --region CODE"
    elif role != "keeper" and (library or all_libraries):
        problem = f"--library and --all-libraries are for keepers, not for {role}"
    elif role != "facilitator" and region:
        problem = f"--region is for facilitators, not for {role}"
    elif again and not all_libraries:
        problem = "--again goes with --all-libraries"
    if problem:
        raise click.UsageError(problem)
