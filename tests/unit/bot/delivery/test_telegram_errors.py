"""Every error that can come out of the Bot API has one of ours."""

import pytest
import telegram.error
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, TelegramError, TimedOut

from bot import aiohttp_request
from bot.aiohttp_request import TooManyRequests
from bot.delivery.telegram import TRANSLATIONS, translated
from domain.errors import DeliveryError, Gone, Migrated, Refused, TokenRefused, TryAgain, Unchanged, Unreachable


def errors_of(module: object) -> set[type[BaseException]]:
    return {kind for kind in vars(module).values() if isinstance(kind, type) and issubclass(kind, TelegramError)}


def test_no_error_is_unmapped() -> None:
    assert errors_of(telegram.error) | errors_of(aiohttp_request) == set(TRANSLATIONS)


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        (BadRequest("Bad Request: message is not modified: specified new message content …"), Unchanged),
        (BadRequest("Bad Request: message to edit not found"), Gone),
        (BadRequest("Bad Request: message can't be edited"), Gone),
        (BadRequest("Bad Request: MESSAGE_ID_INVALID"), Gone),
        (BadRequest("Bad Request: chat not found"), Unreachable),
        (BadRequest("Bad Request: message text is empty"), Refused),
        (Forbidden("Forbidden: bot was blocked by the user"), Unreachable),
        (Forbidden("Forbidden: user is deactivated"), Unreachable),
        (Forbidden("Forbidden: bot can't initiate conversation with a user"), Unreachable),
        (Forbidden("Forbidden: bot was kicked from the supergroup chat"), Unreachable),
        (InvalidToken("Unauthorized"), TokenRefused),
        (TimedOut(), TryAgain),
        (TelegramError("the server's answer is not JSON"), TryAgain),
    ],
)
def test_it_becomes_ours(theirs: TelegramError, ours: type[DeliveryError]) -> None:
    assert type(translated(theirs)) is ours


def test_an_error_carries_its_cure() -> None:
    flood = translated(TooManyRequests(7))
    assert isinstance(flood, TryAgain)
    assert (flood.after, flood.flood) == (7, True)
    migrated = translated(ChatMigrated(-1002))
    assert isinstance(migrated, Migrated)
    assert migrated.new_chat_id == -1002


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
def test_ptbs_own_429_is_understood_too() -> None:
    flood = translated(telegram.error.RetryAfter(7))
    assert isinstance(flood, TryAgain)
    assert (flood.after, flood.flood) == (7, True)


def test_what_telegram_quotes_from_a_message_is_left_out() -> None:
    error = translated(BadRequest('Bad Request: can\'t parse entities: unsupported start tag "siti" at byte offset 3'))
    assert str(error) == 'Can\'t parse entities: unsupported start tag "…" at byte offset 3'
