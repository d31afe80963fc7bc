"""Which handler an update goes to: one table for commands, one for buttons."""

from collections.abc import Callable

from bot.intake import announcing_routes
from handlers import (
    closing,
    closings,
    drawings,
    editing,
    fixing,
    groups,
    help_pages,
    history,
    holidays,
    inviting,
    joining,
    keepers,
    language_choice,
    libraries,
    library_adding,
    library_pages,
    library_search,
    library_settings,
    list_import,
    privacy,
    questions,
    region,
    reminder_settings,
    reports,
    requests,
    silence,
    steps,
    titles,
    undoing,
)
from handlers.announcing import composing
from handlers.turn import Answer, Turn
from replies import answer, doubts, region_summary
from replies import closings as closing_buttons
from replies import drawings as drawing_buttons
from replies import fixing as fixing_buttons
from replies import groups as group_buttons
from replies import holidays as holiday_buttons
from replies import inviting as inviting_buttons
from replies import joining as joining_buttons
from replies import libraries as libraries_buttons
from replies import library as library_buttons
from replies import library_lists as list_buttons
from replies import library_pages as page_buttons
from replies import list_import as import_buttons
from replies import privacy as privacy_buttons
from replies import region_lists as region_buttons
from replies import reminder_settings as reminder_buttons
from replies import silence as silence_buttons
from replies import steps as step_buttons
from replies.buttons import Tap

COMMANDS: dict[str, Callable[[Turn], Answer]] = {
    "start": joining.start,
    "bantuan": help_pages.whole,
    "help": help_pages.whole,
    "privasi": privacy.privacy,
    "bahasa": language_choice.ask,
    "hapusdata": privacy.ask_erase,
    "lapor": steps.report,
    "riwayat": history.history,
    "pekan": library_pages.week,
    "bulan": library_pages.month,
    "tutup": closing.closed,
    "perpustakaan": library_settings.show,
    "pengingat": reminder_settings.show,
    "libur": holidays.holidays,
    "wilayah": region.show,
    "belumlapor": silence.show,
    "siarkan": composing.announce,
    "undang": inviting.invite,
    "grup": groups.show,
}
EDITS: dict[str | None, Callable[[Turn], Answer]] = {
    None: editing.edited,
    "lapor": editing.edited,
    "tutup": closing.edited,
}
BEFORE_CONSENT = {"start", "bantuan", "help", "privasi", "hapusdata"}
IN_GROUPS = {"lapor", "tutup", "pekan", "bulan", "bantuan", "help", "grup"}
"""What may be said before others; the rest is between a person and the bot."""

TAPS: dict[str, Callable[[Turn, Tap], Answer]] = {
    doubts.ROUTE: questions.tapped,
    answer.UNDO: undoing.undo,
    answer.AGAIN: undoing.again,
    answer.FIX: fixing.entries,
    answer.CONFIRM: reports.confirm,
    answer.YESTERDAY: reports.for_yesterday,
    answer.PHOTO: reports.keep_photo,
    answer.WHICH: reports.which_library,
    drawing_buttons.CHART: drawings.of_library,
    drawing_buttons.SHEET: drawings.of_library,
    drawing_buttons.REGION_CHART: drawings.of_region,
    drawing_buttons.REGION_SHEET: drawings.of_region,
    fixing_buttons.BACK: fixing.back,
    fixing_buttons.ENTRY: fixing.entry,
    fixing_buttons.REMOVE: fixing.remove,
    fixing_buttons.CLASSES_OF: fixing.classes,
    fixing_buttons.CLASS: fixing.choose_class,
    group_buttons.LINK: groups.link,
    group_buttons.PICK: groups.pick,
    group_buttons.NEW: groups.new,
    group_buttons.NEW_PICK: groups.pick_new,
    group_buttons.UNLINK: groups.unlink,
    holiday_buttons.SHOW: holidays.show,
    holiday_buttons.DECIDE: holidays.decide,
    inviting_buttons.KEEPER: inviting.keeper,
    inviting_buttons.FACILITATOR: inviting.facilitator,
    inviting_buttons.PICK: inviting.pick,
    inviting_buttons.QR: inviting.qr,
    joining_buttons.VILLAGE: requests.choose_village,
    joining_buttons.OTHER_VILLAGE: requests.other_village,
    language_choice.ROUTE: language_choice.choose,
    libraries_buttons.OVERVIEW: libraries.overview,
    libraries_buttons.USE: libraries.use,
    libraries_buttons.ADD: library_adding.ask,
    libraries_buttons.ADD_PICK: library_adding.pick,
    libraries_buttons.SAVE: library_adding.save,
    libraries_buttons.KEEPER: keepers.keeper,
    libraries_buttons.LEAVE: keepers.leave,
    import_buttons.APPLY: list_import.decide,
    list_buttons.CARD: libraries.card,
    list_buttons.LIST: library_search.listed,
    library_buttons.ASK: library_settings.ask,
    library_buttons.SWITCH: library_settings.switch,
    library_buttons.TOGGLE: library_settings.toggle_day,
    library_buttons.SET_ZONE: library_settings.choose_zone,
    closing_buttons.CARD: closings.tapped,
    closing_buttons.CLOSE_TOO: closings.close_too,
    closing_buttons.REOPEN: library_settings.reopen,
    reminder_buttons.SETTINGS: reminder_settings.tapped,
    reminder_buttons.HOUR: reminder_settings.hour_tapped,
    reminder_buttons.OFTEN: reminder_settings.often_tapped,
    reminder_buttons.PAUSE: reminder_settings.pause_tapped,
    reminder_buttons.IDEAS: reminder_settings.ideas_tapped,
    page_buttons.PERIOD: library_pages.leafed,
    page_buttons.TREND: library_pages.over_time,
    privacy_buttons.ERASE: privacy.erase,
    region_buttons.REGION: region.turned,
    region_buttons.REGION_LIST: region.listed,
    region_buttons.REGION_PICK: region.picked,
    region_summary.NUDGE: region.nudge,
    silence_buttons.SILENT: silence.turned,
    silence_buttons.SILENT_PICK: silence.picked,
    silence_buttons.SILENT_NUDGE: silence.nudge,
    **announcing_routes.TAPS,
    step_buttons.MENU: steps.chosen,
    step_buttons.DAY: steps.day_chosen,
    step_buttons.NUMBER: steps.number_tapped,
    step_buttons.DETAIL: titles.number_tapped,
}
TAPS_BEFORE_CONSENT: dict[str, Callable[[Turn, Tap], Answer]] = {
    joining_buttons.AGREE: joining.agree,
    joining_buttons.ACCEPT_INVITATION: joining.accept_invitation,
    joining_buttons.NOT_MINE: joining.not_mine,
    joining_buttons.DECIDE: requests.decide,  # an admin of the settings need not have agreed
}
CONSENT_TAPS = {
    joining_buttons.AGREE,
    joining_buttons.ACCEPT_INVITATION,
    joining_buttons.NOT_MINE,
    privacy_buttons.ERASE,
}
