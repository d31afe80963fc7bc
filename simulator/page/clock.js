// The calendar of the simulated world: shown, and moved by a tap.

import { byId, make, toast } from "./dom.js";
import { locale, say } from "./words.js";
import { post } from "./server.js";

const JUMPS = [["reminder", "jump_reminder"], [3600, "jump_hour"], ["tomorrow", "jump_tomorrow"], ["monday", "jump_monday"], ["first", "jump_first"]];
let ahead = 0;
let zone = "Asia/Jakarta";

export function setClock(clock) {
  ahead = clock.unix * 1000 - Date.now();
  zone = clock.zone;
  showMoment();
}

export function startClock() {
  showJumps();
  setInterval(showMoment, 1000);
}

export function showJumps() {
  const buttons = JUMPS.map(([jump, word]) =>
    make("button", { type: "button", on: { click: () => leap(jump) } }, say(word)));
  byId("jumps").replaceChildren(...buttons);
  showMoment();
}

export const timeOf = (unix) => written(unix * 1000, { hour: "2-digit", minute: "2-digit" });
export const dayOf = (unix) => written(unix * 1000, { weekday: "long", day: "numeric", month: "long", year: "numeric" });

async function leap(jump) {
  setClock(await post("/sim/clock", { jump }));
  toast(`${say("jumped")}: ${dayOf(now() / 1000)}, ${timeOf(now() / 1000)}`);
}

function showMoment() {
  const time = byId("time");
  time.textContent = written(now(), { hour: "2-digit", minute: "2-digit" });
  time.dateTime = new Date(now()).toISOString();
  byId("date").textContent = written(now(), { weekday: "short", day: "numeric", month: "short", year: "numeric" });
}

const now = () => Date.now() + ahead;

function written(milliseconds, parts) {
  return new Intl.DateTimeFormat(locale(), { timeZone: zone, ...parts }).format(milliseconds);
}
