// Keeps a page as it is on the server. One stream of events tells that something happened; the page
// is then asked for anew and what differs is put in place. The stream resumes after the last event
// that came, so nothing is missed while the server or the network is gone.

import { morph } from "./morph.js";

const { after, kinds, names } = document.body.dataset;
const wantedKinds = (kinds || "").split(" ").filter(Boolean);
const wantedNames = new Set((names || "").split(" ").filter(Boolean));
const note = () => document.getElementById("live");

let last = after;
let source = null;
let asking = false;
let again = false;
let timer = 0;
let changed = () => {};
let retry = 500;
let pause = 120;
let refused = 0;

const concerns = (event) =>
  wantedKinds.some((kind) => event.kind.startsWith(kind)) &&
  (wantedNames.size === 0 || wantedNames.has(event.subject) || event.names.some((name) => wantedNames.has(name)));

// A burst of events is one question; a slow answer is not asked for twice at once.
const soon = () => {
  if (asking) { again = true; return; }
  if (!timer) timer = setTimeout(refresh, pause);
};

const refresh = async () => {
  timer = 0;
  asking = true;
  again = false;
  const begun = performance.now();
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" }, cache: "no-store" });
    if (answer.redirected && new URL(answer.url).pathname.startsWith("/console/sign-in")) {
      location.assign(answer.url);
      return;
    }
    if (answer.ok) take(await answer.text());
  } catch {
    // The stream tells when the server is back, and then this is asked again.
  }
  asking = false;
  // A page that is long to make is asked for less often.
  pause = Math.max(120, 2 * (performance.now() - begun));
  if (again) soon();
};

const take = (text) => {
  const fresh = new DOMParser().parseFromString(text, "text/html");
  for (const region of document.querySelectorAll("[data-live]")) {
    const now = fresh.querySelector(`[data-live="${region.dataset.live}"]`);
    if (now) morph(region, now);
  }
  document.title = fresh.title;
  for (const name of (fresh.body.dataset.names || "").split(" ")) if (name) wantedNames.add(name);
  document.body.dataset.shown = fresh.body.dataset.after;
  changed(document);
};

const say = (text) => { if (note().textContent !== text) note().textContent = text; };

const open = () => {
  source = new EventSource(`/console/events?format=brief&after=${last}`);
  source.onopen = () => {
    retry = 500;
    refused = 0;
    if (note().textContent) {
      say("");
      soon();
    }
  };
  source.onmessage = (message) => {
    last = message.lastEventId || last;
    document.body.dataset.last = last;
    const event = JSON.parse(message.data);
    document.dispatchEvent(new CustomEvent("towline", { detail: event }));
    if (concerns(event)) soon();
  };
  source.onerror = () => {
    say("Connection lost, trying again …");
    // A browser gives up for good when the answer is not a stream: sessions end, proxies answer.
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(reopen, retry);
      retry = Math.min(retry * 2, 10000);
    }
  };
};

const reopen = async () => {
  if (document.hidden) return;
  try {
    const answer = await fetch("/console/help", { cache: "no-store" });
    // The session is over, or the server was restored from a backup and knows no such event.
    refused += answer.ok ? 1 : 0;
    if (answer.redirected || refused > 2) { location.reload(); return; }
  } catch {
    setTimeout(reopen, retry);
    retry = Math.min(retry * 2, 10000);
    return;
  }
  open();
};

// A browser has six connections for a server: a page that nobody sees gives its own back.
const seen = () => {
  if (!wantedKinds.length) return;
  if (document.hidden) {
    source?.close();
    source = null;
  } else if (!source) {
    open();
    soon();
  }
};

export const begin = (callback) => {
  changed = callback;
  if (!note() || !wantedKinds.length || !window.EventSource) return;
  document.addEventListener("visibilitychange", seen);
  // Back from another page: the browser may have kept this one as it was.
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    source?.close();
    source = null;
    seen();
  });
  seen();
};
