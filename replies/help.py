"""/bantuan and its pieces."""

from markupsafe import Markup

from locales import Texts, message

PIECES = {
    "report": message(
        "Just write as to a friend, for example:\n"
        "• visitors 23, male 10 female 13\n"
        "• activity computer class 12 children\n"
        "• new book Laskar Pelangi, Andrea Hirata 2 copies\n"
        "Several things in one message are fine. Prefer buttons? /lapor"
    ),
    "closed": message('Write: closed, with the reason if you like ("closed, village feast"). Or tap: /tutup'),
    "correct": message(
        "Edit the message you sent, tap ✏️ Correct under my answer, or write: correction visitors yesterday 15"
    ),
    "withdraw": message(
        "Tap ↩️ Undo under my answer, or write: cancel. Deleting your message does not delete the record: "
        "Telegram doesn't tell me about it."
    ),
    "date": message("Name the day: yesterday 12, monday 9, 3 May 20. Up to 60 days back."),
    "photo": message(
        "Send the photo with a caption; the caption is recorded. The photo itself is kept only when you tap "
        "🖼️ Keep the photo. Please no photos in which a child can be recognised."
    ),
    "books": message(
        "Write for example: new book Hujan, Tere Liye 2 copies. Or only counts: new books 15 titles 20 copies"
    ),
    "activities": message(
        "Write for example: activity colouring contest 18 children. Participants are not added to visitors."
    ),
    "reminder": message(
        "On each open day I ask for the day's visitors at your library's hour, and once more the next morning. Not on "
        "public holidays, not on days told closed, not when the number is in.\n"
        "Hour, how often, pause: /pengingat\n"
        "Or write: remind me at 4 in the afternoon · on leave until 2 June · remind me again\n"
        "The library will be closed? Write: closed tomorrow, village feast"
    ),
    "privacy": message("What I keep and how to have it removed: /privasi"),
    "group": message("In a group write /lapor and the report in one line, for example: /lapor visitors 12"),
    "facilitator": message(
        "For facilitators:\n"
        "/wilayah your region's week and month\n"
        "/belumlapor libraries without reports, and a reminder for them\n"
        "/siarkan an announcement to keepers, groups or chosen libraries\n"
        "/undang invite a keeper or a facilitator\n"
        "/perpustakaan your region's libraries and their keepers; send me a CSV to add many\n"
        "/grup groups that get the summaries and announcements"
    ),
    "general": message(
        "I record visitors, activities and new books of your library. Just write it, I answer with what I understood.\n"
        "/lapor report with buttons\n"
        "/riwayat your last entries, to correct\n"
        "/pekan this week · /bulan this month\n"
        "/tutup report a closed day\n"
        "/pengingat reminders: hour, how often, pause\n"
        "/perpustakaan name, opening days and hours\n"
        "/bahasa language · /privasi your data · /hapusdata remove your data"
    ),
}


def piece(texts: Texts, topic: str | None) -> Markup:
    """One piece of help."""
    return texts.say(PIECES.get(topic or "general", PIECES["general"]))


def whole(texts: Texts, *, facilitates: bool = False) -> Markup:
    """/bantuan."""
    pieces = ("report", "correct", "withdraw", "general", *(("facilitator",) if facilitates else ()))
    return Markup("\n\n").join(texts.say(PIECES[key]) for key in pieces)
