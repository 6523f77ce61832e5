// The viewer of a log. Lines have one height, so that a million of them are a number and a window:
// only what is seen is in the page, and what is seen next is asked for in blocks. Lines come from the
// server as HTML that it made harmless.

import { Search } from "./log-search.js";
import { Tail } from "./log-tail.js";

const HEIGHT = 24;
const BLOCK = 200;
// Browsers end an element's height at some 33 million pixels; beyond, a pixel is more than a line.
const TALLEST = 30_000_000;
// A wrapped line has any height, so that the lines in the page are a window that moves with what is seen.
const WRAPPED = 1000;
const TIMES = "towline-log-times";

const two = (number) => String(number).padStart(2, "0");
const clock = (date) => `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;

const lines = (count) => (count === 1 ? "1 line" : `${count} lines`);

class Viewer {
  constructor(root) {
    const { query, total, complete, groups } = root.dataset;
    this.root = root;
    this.query = query;
    this.total = Number(total);
    this.complete = complete === "true";
    this.blocks = new Map();
    this.folded = JSON.parse(groups || "[]").map(([from, to, open]) => ({ from, to, shut: !open }));
    this.heads = new Map(this.folded.map((group) => [group.from, group]));
    this.chosen = null;
    this.drawing = false;
    // The first row of the window of wrapped lines, and which rows are drawn, of which state of lines.
    this.base = 0;
    this.drawn = { version: 0, base: 0, end: 0 };
    this.version = 1;
    this.tail = new Tail(this);
    this.pane = root.querySelector(".pane");
    this.space = document.createElement("div");
    root.prepend(this.space);
    this.pane.replaceChildren();
    root.addEventListener("scroll", () => this.later(), { passive: true });
    root.addEventListener("click", (event) => this.click(event));
    addEventListener("hashchange", () => this.byHash());
    addEventListener("resize", () => this.later());
    this.layout();
  }

  // Lines look different, or others are rows.
  layout() {
    this.version += 1;
    this.measure();
  }

  // Which lines are rows: all but those in shut groups, whose first line stays.
  measure() {
    this.gaps = this.folded.filter((group) => group.shut && group.to > group.from + 1);
    const hidden = this.gaps.reduce((sum, gap) => sum + gap.to - gap.from - 1, 0);
    this.rows = this.total - hidden;
    this.tall = Math.max(this.rows * HEIGHT, 1);
    const height = Math.min(this.tall, TALLEST);
    this.space.style.height = this.wrapped ? "0" : `${height}px`;
    this.later();
  }

  line(row) {
    let line = row;
    for (const gap of this.gaps) {
      if (gap.from + 1 > line) break;
      line += gap.to - gap.from - 1;
    }
    return line;
  }

  row(line) {
    let row = line;
    for (const gap of this.gaps) {
      if (gap.from >= line) break;
      row -= Math.min(line, gap.to - 1) - gap.from;
    }
    return row;
  }

  later() {
    if (this.drawing) return;
    this.drawing = true;
    requestAnimationFrame(() => { this.drawing = false; this.draw(); });
  }

  // The first row that is seen. Above the tallest element, positions are in proportion.
  first() {
    const view = this.root.clientHeight;
    const height = this.space.offsetHeight;
    const most = Math.max(height - view, 1);
    return (this.root.scrollTop / most) * Math.max(this.rows - view / HEIGHT, 0);
  }

  // The line at the upper edge.
  seen() {
    if (!this.wrapped) return this.line(Math.max(0, Math.floor(this.first())));
    const edge = this.root.getBoundingClientRect().top;
    const lines = [...this.pane.children];
    const at = lines.findIndex((one) => one.getBoundingClientRect().bottom > edge);
    return this.line(this.base + Math.max(at, 0));
  }

  wrap(on) {
    const line = this.seen();
    this.wrapped = on;
    this.root.classList.toggle("wrap", on);
    this.layout();
    if (this.following) this.scroll(this.total - 1, "end");
    else this.scroll(line, "top");
  }

  times(on) {
    this.timed = on;
    this.root.classList.toggle("timed", on);
    this.version += 1;
    this.later();
  }

  // Moves the window of wrapped lines to where this row is inside.
  around(row) {
    const most = Math.max(this.rows - WRAPPED, 0);
    this.base = Math.min(Math.max(row - WRAPPED / 2, 0), most);
  }

  // Wrapped lines are drawn when they differ, not when they move.
  window() {
    const { scrollTop, scrollHeight, clientHeight } = this.root;
    const above = this.base > 0 && scrollTop < clientHeight;
    const below = this.base + WRAPPED < this.rows && scrollHeight - scrollTop - clientHeight < clientHeight;
    if (above || below) {
      const row = this.row(this.seen());
      const top = this.pane.children[row - this.base]?.getBoundingClientRect().top;
      this.around(row);
      this.paint();
      const now = this.pane.children[row - this.base]?.getBoundingClientRect().top;
      if (top !== undefined && now !== undefined) this.root.scrollTop += now - top;
      return;
    }
    this.paint();
  }

  paint() {
    const { base, version } = this;
    const end = Math.min(this.rows, base + WRAPPED);
    const drawn = this.drawn;
    this.drawn = { version, base, end };
    this.pane.style.top = "0";
    const moved = drawn.version === version && drawn.base <= base && base < drawn.end && drawn.end <= end;
    if (!moved) {
      this.pane.replaceChildren(this.part(base, end));
      return;
    }
    // The window only moved down, as it does while lines are written: what stays in it is not made anew.
    for (let row = drawn.base; row < base; row += 1) this.pane.firstChild.remove();
    this.pane.append(this.part(drawn.end, end));
  }

  draw() {
    if (this.wrapped) {
      this.window();
      return;
    }
    const view = this.root.clientHeight;
    const first = Math.max(0, Math.floor(this.first()) - 10);
    const last = Math.min(this.rows, first + Math.ceil(view / HEIGHT) + 20);
    this.pane.replaceChildren(this.part(first, last));
    this.pane.style.top = `${this.root.scrollTop - (this.first() - first) * HEIGHT}px`;
    // A scroll bar came or went.
    if (view !== this.view && this.following) this.scroll(this.total - 1, "end");
    this.view = view;
  }

  part(first, last) {
    const part = document.createDocumentFragment();
    for (let row = first; row < last; row += 1) part.append(this.element(this.line(row)));
    return part;
  }

  element(line) {
    const element = document.createElement("div");
    element.className = "line";
    const number = document.createElement("a");
    number.className = "n";
    number.href = `#L${line + 1}`;
    number.textContent = line + 1;
    const text = document.createElement("span");
    text.className = "t";
    const known = this.at(line);
    if (known) {
      text.innerHTML = known[0];
      if (known[1]) element.classList.add("error");
    }
    const time = document.createElement("span");
    time.className = "m";
    if (known?.[2]) {
      const at = new Date(known[2] * 1000);
      time.textContent = clock(at);
      time.title = at.toISOString().replace("T", " ").replace("Z", " UTC");
    }
    const head = this.heads.get(line);
    if (head && head.to > head.from + 1) {
      element.classList.add("head");
      element.dataset.head = line;
      text.prepend(`${head.shut ? "▸" : "▾"} `);
      if (head.shut) text.append(`  (${lines(head.to - head.from - 1)})`);
    }
    if (this.chosen && line >= this.chosen[0] && line <= this.chosen[1]) element.classList.add("at");
    element.append(number, ...(this.timed ? [time] : []), text);
    return element;
  }

  at(line) {
    const block = Math.floor(line / BLOCK);
    const known = this.blocks.get(block);
    const found = known?.[line - block * BLOCK];
    // Unknown, or known from when the log was shorter; null while it is asked for.
    if (!found && known !== null) this.load(block);
    return found;
  }

  async load(block) {
    this.blocks.set(block, null);
    try {
      const answer = await fetch(`/console/logs/lines?${this.query}&from=${block * BLOCK}&limit=${BLOCK}`);
      const found = await answer.json();
      const { scrollTop, scrollHeight, clientHeight } = this.root;
      const ends = this.following && scrollHeight - scrollTop - clientHeight < HEIGHT;
      this.blocks.set(block, found.lines);
      this.version += 1;
      this.grow(found);
      // Wrapped lines that were not known have become higher: the end is further down.
      if (ends) this.scroll(this.total - 1, "end");
      if (this.blocks.size > 200) this.blocks.delete(this.blocks.keys().next().value);
    } catch {
      // Asked for again when it is looked at again.
      this.blocks.delete(block);
    }
    this.later();
  }

  grow({ total, complete }) {
    this.complete = complete;
    this.root.dataset.complete = complete;
    if (total <= this.total) return;
    this.total = total;
    this.root.dataset.total = total;
    this.measure();
  }

  // New lines behind the last one.
  take(from, { lines, total, complete }) {
    lines.forEach((line, at) => {
      const block = Math.floor((from + at) / BLOCK);
      const known = this.blocks.get(block) ?? [];
      if (known.length === (from + at) % BLOCK) {
        known.push(line);
        this.blocks.set(block, known);
      }
    });
    const more = from + lines.length < total;
    this.grow({ total: from + lines.length, complete: complete && !more });
    if (lines.length && this.following) this.scroll(this.total - 1, "end");
  }

  follow(on) {
    this.following = on;
    if (on) {
      this.scroll(this.total - 1, "end");
      this.tail.begin();
    } else {
      this.tail.end();
    }
  }

  scroll(line, place = "center") {
    this.reveal(line);
    if (this.wrapped) {
      const row = this.row(line);
      if (row < this.base || row >= this.base + WRAPPED || place !== "end") this.around(row);
      if (place === "end") this.base = Math.max(this.rows - WRAPPED, 0);
      this.paint();
      if (place === "end") this.root.scrollTop = this.root.scrollHeight;
      else this.bring(this.pane.children[row - this.base], place);
      return;
    }
    const view = this.root.clientHeight / HEIGHT;
    const row = this.row(line) - (place === "center" ? view / 2 : place === "end" ? view - 1 : place === "top" ? 0 : 1);
    const most = Math.max(this.rows - view, 1);
    const height = Math.max(this.space.offsetHeight - this.root.clientHeight, 0);
    this.root.scrollTop = Math.min(Math.max(row / most, 0), 1) * height;
    this.later();
  }

  // Only the log moves; `scrollIntoView` would move the page, too.
  bring(element, place) {
    if (!element) return;
    const below = element.getBoundingClientRect().top - this.root.getBoundingClientRect().top;
    this.root.scrollTop += below - (place === "center" ? this.root.clientHeight / 2 : 0);
  }

  reveal(line) {
    for (const gap of this.gaps) {
      if (line > gap.from && line < gap.to) { gap.shut = false; this.layout(); return; }
    }
  }

  choose(from, to) {
    this.chosen = [Math.min(from, to), Math.max(from, to)];
    this.version += 1;
    this.later();
  }

  byHash() {
    const found = /^#L(\d+)(?:-L(\d+))?$/.exec(location.hash);
    if (!found) return false;
    const from = Number(found[1]) - 1;
    this.choose(from, found[2] ? Number(found[2]) - 1 : from);
    this.scroll(this.chosen[0]);
    return true;
  }

  click(event) {
    const number = event.target.closest("a.n");
    if (number) {
      event.preventDefault();
      const line = Number(number.textContent) - 1;
      const from = event.shiftKey && this.chosen ? this.chosen[0] : line;
      this.choose(from, line);
      const [a, b] = this.chosen;
      history.replaceState(null, "", a === b ? `#L${a + 1}` : `#L${a + 1}-L${b + 1}`);
      return;
    }
    const head = event.target.closest("[data-head]");
    if (head && !getSelection().toString()) {
      const group = this.heads.get(Number(head.dataset.head));
      group.shut = !group.shut;
      this.layout();
    }
  }
}

const press = (id, action) => {
  const button = document.getElementById(id);
  button.hidden = false;
  button.addEventListener("click", () => action(button));
  return button;
};

const toggled = (button) => {
  const on = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", on);
  return on;
};

export const begin = () => {
  const root = document.getElementById("log");
  if (!root) return;
  document.getElementById("pager").hidden = true;
  const viewer = new Viewer(root);
  const search = new Search(viewer);
  const follow = press("log-follow", (button) => viewer.follow(toggled(button)));
  const times = document.getElementById("log-times");
  times.setAttribute("role", "button");
  times.textContent = "Times";
  const timed = (on) => {
    times.setAttribute("aria-pressed", on);
    viewer.times(on);
  };
  times.addEventListener("click", (event) => {
    event.preventDefault();
    timed(!viewer.timed);
    localStorage.setItem(TIMES, viewer.timed ? "on" : "off");
  });
  times.addEventListener("keydown", (event) => { if (event.key === " ") { event.preventDefault(); times.click(); } });
  timed(root.classList.contains("timed") || localStorage.getItem(TIMES) === "on");
  press("log-top", () => viewer.scroll(0, "start"));
  press("log-end", () => viewer.scroll(viewer.total - 1, "end"));
  press("log-wrap", (button) => viewer.wrap(toggled(button)));
  document.querySelector(".groups")?.addEventListener("click", (event) => {
    const line = event.target.closest("a")?.dataset.line;
    if (!line) return;
    event.preventDefault();
    viewer.scroll(Number(line) - 1, "start");
  });
  root.addEventListener("wheel", () => { if (viewer.following) { viewer.follow(false); follow.setAttribute("aria-pressed", "false"); } }, { passive: true });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, dialog")) return;
    if (event.key === "n") search.step(1);
    else if (event.key === "N") search.step(-1);
    else if (event.key === "f") follow.click();
    else if (event.key === "t") times.click();
  });
  if (!viewer.byHash()) viewer.scroll(viewer.complete ? 0 : viewer.total - 1, viewer.complete ? "start" : "end");
  if (!viewer.complete) viewer.follow(true);
  window.towlineLog = viewer;
};
