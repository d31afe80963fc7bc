"""Telegram's refusals, in Telegram's words.

Refusal
 ├─ BadRequest       400, "Bad Request: …"
 ├─ Forbidden        403, "Forbidden: …"
 ├─ Conflict         409, "Conflict: …"
 └─ TooManyRequests  429, with retry_after
"""

from simulator.jsons import Json


class Refusal(Exception):
    """What Telegram answers instead of doing what it was asked."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> Json:
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


class BadRequest(Refusal):
    def __init__(self, why: str, parameters: Json | None = None) -> None:
        super().__init__(400, f"Bad Request: {why}", parameters)


class Forbidden(Refusal):
    def __init__(self, why: str) -> None:
        super().__init__(403, f"Forbidden: {why}")


class Conflict(Refusal):
    def __init__(self, why: str) -> None:
        super().__init__(409, f"Conflict: {why}")


class TooManyRequests(Refusal):
    def __init__(self, retry_after: int) -> None:
        super().__init__(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})
