// Keys, as the page of help lists them. None of them works while somebody types.

import { open as palette } from "./palette.js";

let pending = "";
let row = -1;

const rows = () => [...document.querySelectorAll("[data-row]")];

const move = (by) => {
  const all = rows();
  if (!all.length) return;
  row = Math.min(Math.max(row + by, 0), all.length - 1);
  all[row].focus();
  all[row].scrollIntoView({ block: "nearest" });
  for (const tr of document.querySelectorAll("tr.at")) tr.classList.remove("at");
  all[row].closest("tr")?.classList.add("at");
};

const press = (selector) => {
  const found = document.querySelector(selector);
  if (!found) return false;
  if (found.matches("details")) {
    found.open = true;
    found.querySelector(".ask button")?.focus();
  } else {
    found.click();
  }
  return true;
};

const up = () => [...document.querySelectorAll(".crumbs a")].pop()?.click();

const go = (key) => document.querySelector(`.top nav a[data-key="${CSS.escape(key)}"]`)?.click();

const actions = {
  "?": () => document.getElementById("keys")?.showModal(),
  "/": () => (document.querySelector("[data-search-log]") || document.querySelector("[data-search]"))?.focus(),
  ".": palette,
  "[": () => press("a[data-older]"),
  "]": () => press("a[data-newer]"),
  j: () => move(1),
  k: () => move(-1),
  u: up,
  l: () => press("a[data-log]"),
  r: () => press("button.retry"),
  x: () => press("details.confirm:has(> summary.stop)"),
  g: () => { pending = "g"; setTimeout(() => { pending = ""; }, 1200); },
};

export const begin = () => {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, textarea, select, dialog")) return;
    if (pending === "g") {
      pending = "";
      go(event.key);
      return;
    }
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
};
