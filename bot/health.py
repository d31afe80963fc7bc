"""`/healthz` for whoever watches the process: 200 while messages move, 503 with the reason when they don't."""

from collections.abc import Callable

from aiohttp import web

Check = Callable[[], str | None]
"""None while all is well, else what is wrong, in a few words without anybody's data."""


def add_health(app: web.Application, checks: list[Check]) -> None:
    """Serve the checks' answers."""

    async def health(_request: web.Request) -> web.Response:
        problems = [problem for check in checks if (problem := check())]
        return web.json_response({"ok": not problems, "problems": problems}, status=503 if problems else 200)

    app.router.add_get("/healthz", health)
