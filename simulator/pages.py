"""The chat page's own files, out of the package."""

from importlib.resources import files

from aiohttp import web

TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' blob: data:; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


async def index(_request: web.Request) -> web.Response:
    return _served("index.html")


async def asset(request: web.Request) -> web.Response:
    return _served(request.match_info["name"])


def add_routes(app: web.Application) -> None:
    app.router.add_get("/", index)
    app.router.add_get(r"/page/{name:[a-z_]+\.(?:css|js|svg)}", asset)


def _served(name: str) -> web.Response:
    file = files("simulator").joinpath("page", name)
    if not file.is_file():
        raise web.HTTPNotFound
    return web.Response(
        body=file.read_bytes(),
        content_type=TYPES[name.rpartition(".")[2]],
        charset="utf-8",
        headers=HEADERS,
    )
