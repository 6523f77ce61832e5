// Searching in a log: the server tells the numbers of the lines, the viewer goes to them.

// Matches that are looked for; `10000+` says that there may be more.
const MOST = 10_000;

export class Search {
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
    try {
      await this.find(text, asked);
    } catch {
      // What was found before stays.
      if (asked === this.asked) this.tell("the server does not answer");
    }
  }

  async find(text, asked) {
    let after = 0;
    while (text && after < this.viewer.total && this.numbers.length < MOST) {
      const answer = await fetch(`/console/logs/search?${this.viewer.query}&text=${encodeURIComponent(text)}&after=${after}`);
      const found = answer.ok ? await answer.json() : null;
      if (asked !== this.asked) return;
      if (!found) throw new Error(`search: ${answer.status}`);
      this.numbers.push(...found.numbers);
      if (this.at < 0 && this.numbers.length) this.step(1);
      else this.tell();
      if (found.next <= after) break;
      after = found.next;
    }
    if (text && !this.numbers.length) this.tell("no match");
  }

  tell(text) {
    this.told.textContent = text ?? (this.numbers.length ? `${this.at + 1} of ${this.numbers.length}${this.numbers.length < MOST ? "" : "+"}` : "");
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
