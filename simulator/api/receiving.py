"""Methods by which the bot gets its updates."""

import re

from simulator.calls import Call
from simulator.jsons import Json
from simulator.refusals import BadRequest, Conflict
from simulator.simulation import Simulation
from simulator.updates import Update

WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
LONGEST_POLL = 50
_secret = re.compile(r"[A-Za-z0-9_-]{1,256}\Z")


async def get_updates(sim: Simulation, call: Call) -> list[Update]:
    if sim.webhook.url:
        raise Conflict(WEBHOOK_ACTIVE)
    given = call.parameters
    if "allowed_updates" in given:
        sim.updates.allow(given["allowed_updates"] or ())
    limit = given.get("limit", 100)
    return await sim.updates.poll(
        given.get("offset", 0),
        limit if 1 <= limit <= 100 else 100,
        min(given.get("timeout", 0), LONGEST_POLL),
    )


async def set_webhook(sim: Simulation, call: Call) -> bool:
    given = call.parameters
    url, secret = given.get("url", ""), given.get("secret_token", "")
    if secret and not _secret.match(secret):
        raise BadRequest("secret token contains unallowed characters")
    if not url:
        return await delete_webhook(sim, call)
    if not url.startswith(("https://", "http://")):
        raise BadRequest("bad webhook: An HTTPS URL must be provided for webhook")
    if "allowed_updates" in given:
        sim.updates.allow(given["allowed_updates"] or ())
    if given.get("drop_pending_updates"):
        sim.updates.drop()
    await sim.webhook.set(url, secret, given.get("max_connections", 40))
    return True


async def delete_webhook(sim: Simulation, call: Call) -> bool:
    await sim.webhook.remove()
    if call.parameters.get("drop_pending_updates"):
        sim.updates.drop()
    return True


def get_webhook_info(sim: Simulation, _call: Call) -> Json:
    return sim.webhook.info()
