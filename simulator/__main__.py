"""python -m simulator: a Telegram of one's own."""

import argparse
import asyncio
import signal
import sys

from simulator.limits import LimitSettings
from simulator.server import start
from simulator.simulation import DEMO_TOKEN


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m simulator", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081, help="0 takes a free one")
    parser.add_argument("--token", default=DEMO_TOKEN, help="the bot's token")
    parser.add_argument("--no-limits", action="store_true", help="let the bot send as fast as it likes")
    given = parser.parse_args()
    asyncio.run(serve(given.host, given.port, given.token, LimitSettings(on=not given.no_limits)))


async def serve(host: str, port: int, token: str, limits: LimitSettings) -> None:
    server = await start(host, port, token=token, limits=limits)
    sys.stdout.write(f"page     {server.url}/\nBot API  {server.url}/bot{token}/getMe\n")
    sys.stdout.flush()
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    await stopping.wait()
    await server.stop()


if __name__ == "__main__":
    main()
