"""Which handler a button of an announcement goes to."""

from collections.abc import Callable

from handlers.announcing import answering, choosing, composing, picking, results, sending
from handlers.turn import Answer, Turn
from replies.announcing import answers as answer_buttons
from replies.announcing import audience as audience_buttons
from replies.announcing import composing as composing_buttons
from replies.announcing import control as control_buttons
from replies.announcing import letters as letter_buttons
from replies.announcing import picking as picking_buttons
from replies.announcing import progress as progress_buttons
from replies.buttons import Tap

TAPS: dict[str, Callable[[Turn, Tap], Answer]] = {
    composing_buttons.LEAVE: composing.leave,
    composing_buttons.WHICH: composing.which,
    audience_buttons.REGION: choosing.region,
    audience_buttons.REGIONS: choosing.listed,
    audience_buttons.WHOM: choosing.whom,
    audience_buttons.OTHERS: choosing.others,
    audience_buttons.CANCEL: choosing.cancel,
    picking_buttons.PICK: picking.tick,
    picking_buttons.PAGE: picking.turned,
    picking_buttons.PICKED: picking.picked,
    control_buttons.ASKS: sending.asks,
    control_buttons.SEND: sending.send,
    control_buttons.WHEN: sending.ask_when,
    progress_buttons.STOP: sending.stop,
    progress_buttons.AGAIN: sending.again,
    progress_buttons.ANSWERS: results.listed,
    answer_buttons.SHEET: results.sheet,
    letter_buttons.ANSWER: answering.tapped,
}
