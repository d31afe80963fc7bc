"""`/healthz` for whoever watches the process: 200 while messages move, 503 with the reason when they don't."""

from collections.abc import Callable

from aiohttp import web


def add_health(app: web.Application, problems: Callable[[], list[str]]) -> None:
    """Serve what is wrong now, in a few words without anybody's data; nothing while all is well."""

    async def health(_request: web.Request) -> web.Response:
        found = problems()
        return web.json_response({"ok": not found, "problems": found}, status=503 if found else 200)

    app.router.add_get("/healthz", health)
