"""Keyboards under a message: what Telegram accepts, and what it refuses."""

from simulator.jsons import Json
from simulator.refusals import BadRequest

DATA_LIMIT = 64
BUTTON_LIMIT = 100
ACTIONS = frozenset(
    {
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
    }
)


def read_markup(markup: object) -> Json | None:
    """The keyboard as it is kept, or None."""
    if markup is None or markup == {}:
        return None
    if not isinstance(markup, dict):
        raise BadRequest("object expected as reply markup")
    if "inline_keyboard" in markup:
        return _inline(markup)
    if "keyboard" in markup:
        return _reply(markup)
    if markup.get("remove_keyboard") or markup.get("force_reply"):
        return markup
    raise BadRequest("object expected as reply markup")


def is_inline(markup: Json | None) -> bool:
    return markup is not None and "inline_keyboard" in markup


def _inline(markup: Json) -> Json | None:
    rows = [[_inline_button(button) for button in row] for row in _rows(markup["inline_keyboard"])]
    rows = [row for row in rows if row]
    if sum(len(row) for row in rows) > BUTTON_LIMIT:
        raise BadRequest("reply markup is too long")
    return {"inline_keyboard": rows} if rows else None


def _inline_button(button: object) -> Json:
    if not isinstance(button, dict):
        raise BadRequest("can't parse inline keyboard button: expected an Object")
    if not str(button.get("text", "")).strip():
        raise BadRequest("can't parse inline keyboard button: Text must be non-empty")
    if not ACTIONS & button.keys():
        raise BadRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= DATA_LIMIT:
        raise BadRequest("BUTTON_DATA_INVALID")
    if "url" in button and not str(button["url"]).startswith(("http://", "https://", "tg://")):
        raise BadRequest(f"inline keyboard button URL '{button['url']}' is invalid: Unsupported URL protocol")
    return button


def _reply(markup: Json) -> Json:
    rows = [[_reply_button(button) for button in row] for row in _rows(markup["keyboard"])]
    if not any(rows):
        raise BadRequest("reply keyboard can't be empty")
    return {**markup, "keyboard": [row for row in rows if row]}


def _reply_button(button: object) -> Json:
    shown = {"text": button} if isinstance(button, str) else button
    if not isinstance(shown, dict) or not str(shown.get("text", "")).strip():
        raise BadRequest("can't parse keyboard button: Text must be non-empty")
    return shown


def _rows(rows: object) -> list[list[object]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise BadRequest("can't parse reply markup: keyboard must be an Array of Arrays of buttons")
    return rows
