// Following a log: asks for what comes after the last line. The server answers when there is something,
// or the end; a page that nobody sees holds no request.

// Seconds for which a request is held, lines of an answer.
const HELD = 25;
const MOST = 200;
// Milliseconds between attempts while the server is away.
const LEAST = 500;
const LONGEST = 10_000;

const pause = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

export class Tail {
  constructor(viewer) {
    this.viewer = viewer;
    this.asking = null;
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.end();
      else if (viewer.following) this.begin();
    });
  }

  async begin() {
    if (this.asking) return;
    this.asking = new AbortController();
    const { signal } = this.asking;
    const { viewer } = this;
    let wait = LEAST;
    while (!signal.aborted && viewer.following && !viewer.complete && !document.hidden) {
      const from = viewer.total;
      try {
        const answer = await fetch(`/console/logs/lines?${viewer.query}&from=${from}&limit=${MOST}&wait=${HELD}`, { signal });
        if (answer.redirected) { location.reload(); return; }
        if (!answer.ok) throw new Error(answer.statusText);
        const found = await answer.json();
        if (viewer.total === from) viewer.take(from, found);
        wait = LEAST;
      } catch {
        if (signal.aborted) break;
        await pause(wait);
        wait = Math.min(wait * 2, LONGEST);
      }
    }
    if (this.asking?.signal === signal) this.asking = null;
  }

  end() {
    this.asking?.abort();
    this.asking = null;
  }
}
