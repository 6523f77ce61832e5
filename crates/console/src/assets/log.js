// The viewer of a log. Lines have one height, so that a million of them are a number and a window:
// only what is seen is in the page, and what is seen next is asked for in blocks. Lines come from the
// server as HTML that it made harmless.

const HEIGHT = 24;
const BLOCK = 200;
// Browsers end an element's height at some 33 million pixels; beyond, a pixel is more than a line.
const TALLEST = 30_000_000;
// A wrapped line has any height, so that all lines are in the page: so many at most.
const WRAPPED = 5000;

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

  // Which lines are rows: all but those in shut groups, whose first line stays.
  layout() {
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

  wrap(on) {
    this.wrapped = on;
    this.root.classList.toggle("wrap", on);
    this.layout();
  }

  draw() {
    if (this.wrapped) {
      this.fill(0, this.rows);
      this.pane.style.top = "0";
      return;
    }
    const view = this.root.clientHeight;
    const first = Math.max(0, Math.floor(this.first()) - 10);
    const last = Math.min(this.rows, first + Math.ceil(view / HEIGHT) + 20);
    this.fill(first, last);
    this.pane.style.top = `${this.root.scrollTop - (this.first() - first) * HEIGHT}px`;
  }

  fill(first, last) {
    const part = document.createDocumentFragment();
    for (let row = first; row < last; row += 1) part.append(this.element(this.line(row)));
    this.pane.replaceChildren(part);
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
    const head = this.heads.get(line);
    if (head && head.to > head.from + 1) {
      element.classList.add("head");
      element.dataset.head = line;
      text.prepend(`${head.shut ? "▸" : "▾"} `);
      if (head.shut) text.append(`  (${lines(head.to - head.from - 1)})`);
    }
    if (this.chosen && line >= this.chosen[0] && line <= this.chosen[1]) element.classList.add("at");
    element.append(number, text);
    return element;
  }

  at(line) {
    const block = Math.floor(line / BLOCK);
    const known = this.blocks.get(block);
    if (known === undefined) this.load(block);
    return known?.[line - block * BLOCK];
  }

  async load(block) {
    this.blocks.set(block, null);
    try {
      const answer = await fetch(`/console/logs/lines?${this.query}&from=${block * BLOCK}&limit=${BLOCK}`);
      const found = await answer.json();
      this.blocks.set(block, found.lines);
      this.grow(found);
      if (this.blocks.size > 200) this.blocks.delete(this.blocks.keys().next().value);
    } catch {
      // Asked for again when it is looked at again.
      this.blocks.delete(block);
    }
    this.later();
  }

  grow({ total, complete }) {
    this.complete = complete;
    if (total === this.total) return;
    this.total = total;
    this.root.dataset.total = total;
    this.layout();
  }

  // Asks for what came since, a second apart for as long as something may come.
  async tail() {
    if (!this.following || this.complete) return;
    const block = Math.floor(this.total / BLOCK);
    await this.load(block);
    this.scroll(this.total - 1, "end");
    setTimeout(() => this.tail(), 1000);
  }

  follow(on) {
    this.following = on;
    if (on) this.tail();
  }

  scroll(line, place = "center") {
    this.reveal(line);
    if (this.wrapped) {
      this.pane.children[this.row(line)]?.scrollIntoView({ block: place });
      return;
    }
    const view = this.root.clientHeight / HEIGHT;
    const row = this.row(line) - (place === "center" ? view / 2 : place === "end" ? view - 1 : 1);
    const most = Math.max(this.rows - view, 1);
    const height = Math.max(this.space.offsetHeight - this.root.clientHeight, 0);
    this.root.scrollTop = Math.min(Math.max(row / most, 0), 1) * height;
    this.later();
  }

  reveal(line) {
    for (const gap of this.gaps) {
      if (line > gap.from && line < gap.to) { gap.shut = false; this.layout(); return; }
    }
  }

  choose(from, to) {
    this.chosen = [Math.min(from, to), Math.max(from, to)];
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

class Search {
  constructor(viewer) {
    this.viewer = viewer;
    this.numbers = [];
    this.at = -1;
    this.asked = 0;
    this.form = document.getElementById("log-search");
    this.input = document.getElementById("log-text");
    this.told = document.getElementById("log-matches");
    this.form.hidden = false;
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.step(1); });
    this.input.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), 200);
    });
    this.input.addEventListener("keydown", (event) => { if (event.key === "Escape") viewer.root.focus(); });
    document.getElementById("log-next").addEventListener("click", () => this.step(1));
    document.getElementById("log-previous").addEventListener("click", () => this.step(-1));
  }

  async ask() {
    const asked = (this.asked += 1);
    const text = this.input.value;
    this.numbers = [];
    this.at = -1;
    this.tell("");
    let after = 0;
    while (text && after < this.viewer.total && this.numbers.length < 10_000) {
      const answer = await fetch(`/console/logs/search?${this.viewer.query}&text=${encodeURIComponent(text)}&after=${after}`);
      if (!answer.ok || asked !== this.asked) return;
      const found = await answer.json();
      this.numbers.push(...found.numbers);
      if (this.at < 0 && this.numbers.length) this.step(1);
      else this.tell();
      if (found.next <= after) break;
      after = found.next;
    }
    if (text && !this.numbers.length) this.tell("no match");
  }

  tell(text) {
    this.told.textContent = text ?? (this.numbers.length ? `${this.at + 1} of ${this.numbers.length}` : "");
  }

  step(by) {
    if (!this.numbers.length) return;
    this.at = (this.at + by + this.numbers.length) % this.numbers.length;
    const line = this.numbers[this.at];
    this.viewer.choose(line, line);
    this.viewer.scroll(line);
    this.tell();
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
  press("log-top", () => viewer.scroll(0, "start"));
  press("log-end", () => viewer.scroll(viewer.total - 1, "end"));
  if (viewer.total <= WRAPPED) press("log-wrap", (button) => viewer.wrap(toggled(button)));
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
  });
  if (!viewer.byHash()) viewer.scroll(viewer.complete ? 0 : viewer.total - 1, viewer.complete ? "start" : "end");
  if (!viewer.complete) viewer.follow(true);
  window.towlineLog = viewer;
};
