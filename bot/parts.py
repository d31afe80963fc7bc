"""What the running bot is made of: everything is made here, and put together."""

from collections.abc import Mapping
from dataclasses import dataclass

from telegram import Bot

from bot.delivery.dispatcher import Dispatcher
from bot.delivery.drawing import Studio
from bot.delivery.limits import Limits, TelegramLimits
from bot.delivery.telegram import TelegramPlatform
from bot.intake.documents import Documents
from bot.intake.keeping import Keeper
from bot.intake.poller import Poller
from bot.intake.worker import Worker
from bot.metrics import Metrics
from bot.metrics.gauges import Gauges
from bot.settings import Settings, Switch
from bot.telegram import Me
from domain.clock import Clock
from scheduler.ticks import Plan, Ticks
from storage.locking import Lock
from storage.work import Database

POSTGRES_WORKERS = 4
SILENT_TOO_LONG = 180.0


@dataclass(kw_only=True)
class Parts:
    """What runs."""

    settings: Settings
    bot: Bot
    me: Me
    keeper: Keeper
    documents: Documents
    worker: Worker
    dispatcher: Dispatcher
    ticks: Ticks
    poller: Poller
    lock: Lock | None
    metrics: Metrics

    def jumped(self) -> None:
        """The calendar has jumped: whatever is due by now."""
        self.ticks.wake()
        self.dispatcher.wake()

    def problems(self) -> list[str]:
        """What keeps messages from moving."""
        found = [self.worker.trouble, self.ticks.trouble, self.dispatcher.trouble, self._poll_problem()]
        return [problem for problem in found if problem is not None]

    def _poll_problem(self) -> str | None:
        if self.settings.webhook_url is not None or self.poller.silent_for() < SILENT_TOO_LONG:
            return None
        return "no updates could be fetched for some minutes"


def build(
    settings: Settings,
    database: Database,
    clock: Clock,
    bot: Bot,
    me: Me,
    lock: Lock | None,
    plans: Mapping[str, Plan],
) -> Parts:
    """Make everything; nothing runs yet."""
    limits = Limits() if settings.limits is Switch.OFF else TelegramLimits()
    metrics = Metrics()
    platform = metrics.counters.delivered_by(TelegramPlatform(bot, Studio(database, clock)))
    dispatcher = Dispatcher(database, platform, clock, limits=limits)
    worker = Worker(
        database=database,
        clock=clock,
        username=me.username,
        on_commit=dispatcher.wake,
        admins=frozenset(str(id_) for id_ in settings.admin_ids),
        timezone=settings.timezone,
        retention_months=settings.retention_months,
        reads_groups=me.reads_groups,
        parts=1 if database.is_sqlite else POSTGRES_WORKERS,
    )
    documents = Documents(bot, database, worker.wake)
    worker.shelf, worker.want = documents.get, documents.want
    keeper = Keeper(database, clock, me, bot, worker.wake)
    parts = Parts(
        settings=settings,
        bot=bot,
        me=me,
        keeper=keeper,
        documents=documents,
        worker=worker,
        dispatcher=dispatcher,
        ticks=Ticks(metrics.counters.planned_by(plans), database, clock, on_planned=dispatcher.wake),
        poller=Poller(bot, keeper),
        lock=lock,
        metrics=metrics,
    )
    metrics.show(Gauges(keeper, worker, dispatcher, parts.problems, database, clock))
    return parts
