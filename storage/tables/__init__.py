"""The tables. Times are stored in UTC and come back aware; a date is the library's local day."""

from storage.tables.announcements import Announcement, AnnouncementAnswer, AnnouncementRecipient
from storage.tables.base import Base
from storage.tables.people import (
    Account,
    Appointment,
    Chat,
    Erased,
    Invitation,
    JoinRequest,
    Membership,
    Person,
)
from storage.tables.places import CalendarDay, Closure, Library, OpeningDays, Region
from storage.tables.planned import Drawn, Idea, Nudge, ToldTotal
from storage.tables.queues import Inbox, Outbox, Watermark
from storage.tables.reports import Activities, Books, Photo, Question, Report, Tally, Visits

__all__ = [
    "Account",
    "Activities",
    "Announcement",
    "AnnouncementAnswer",
    "AnnouncementRecipient",
    "Appointment",
    "Base",
    "Books",
    "CalendarDay",
    "Chat",
    "Closure",
    "Drawn",
    "Erased",
    "Idea",
    "Inbox",
    "Invitation",
    "JoinRequest",
    "Library",
    "Membership",
    "Nudge",
    "OpeningDays",
    "Outbox",
    "Person",
    "Photo",
    "Question",
    "Region",
    "Report",
    "Tally",
    "ToldTotal",
    "Visits",
    "Watermark",
]
