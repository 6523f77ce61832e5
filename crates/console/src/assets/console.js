// What every page does: times that go on, copy buttons, and the parts below.

import { begin as live } from "./live.js";
import { begin as keys } from "./keys.js";
import { begin as log } from "./log.js";
import { begin as palette } from "./palette.js";

// How far the server's clock is ahead of ours, in seconds.
const ahead = Number(document.body.dataset.now || 0) - Date.now() / 1000;

const about = (seconds) => {
  const s = Math.floor(seconds);
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min`;
  if (s < 172800) return `${Math.floor(s / 3600)} h`;
  return `${Math.floor(s / 86400)} days`;
};

const parts = (many, unit, few, part) => (few ? `${many} ${unit} ${few} ${part}` : `${many} ${unit}`);

const span = (seconds) => {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return `${s} s`;
  if (s < 3600) return parts(Math.floor(s / 60), "min", s % 60, "s");
  if (s < 86400) return parts(Math.floor(s / 3600), "h", Math.floor((s % 3600) / 60), "min");
  return s < 172800 ? "1 day" : `${Math.floor(s / 86400)} days`;
};

const ago = (at, now) => {
  const passed = now - at;
  if (passed < -1) return `in ${span(-passed)}`;
  return passed < 1 ? "just now" : `${about(passed)} ago`;
};

const say = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
};

const tick = () => {
  const now = Date.now() / 1000 + ahead;
  for (const one of document.querySelectorAll("time[data-at]")) say(one, ago(Number(one.dataset.at), now));
  for (const one of document.querySelectorAll("[data-since]")) say(one, span(now - Number(one.dataset.since)));
};

const copies = (root) => {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("button[data-copy][hidden]")) button.hidden = false;
};

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("button[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = "Copy"; }, 1500);
});

// One question at a time, and none stays open behind another thing.
document.addEventListener("toggle", (event) => {
  if (!event.target.matches?.("details.confirm[open]")) return;
  for (const other of document.querySelectorAll("details.confirm[open]")) if (other !== event.target) other.open = false;
}, true);

// Where the navigation is wider than the screen, the current page is in sight.
document.querySelector(".top nav a[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

copies(document);
setInterval(tick, 1000);
keys();
palette();
log();
live((root) => { copies(root); tick(); });
