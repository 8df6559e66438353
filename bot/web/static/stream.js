/**
 * Listens for lines as they are said. Reconnects with back-off from the last line it saw, so
 * nothing is missed; the browser's own reconnection gives up for good on a 503, this does not.
 * A page that nobody looks at lets go: browsers allow few connections, and the desk many tabs.
 */

const WAITS = [1, 2, 4, 8, 15, 30];
const UNSEEN = 20000;

export class Stream {
  /** @param on {line(line), changed(), lost(), back(), ended()} */
  constructor(base, after, on) {
    this.base = base;
    this.after = after;
    this.on = on;
    this.failures = 0;
    this.#open();
    window.addEventListener("online", () => this.again());
    window.addEventListener("pageshow", (event) => event.persisted && this.again());
    document.addEventListener("visibilitychange", () => this.#seen());
  }

  saw(seq) {
    this.after = Math.max(this.after, seq);
  }

  #open() {
    this.source = new EventSource(`${this.base}/stream?after=${this.after}`);
    this.source.addEventListener("open", () => this.#opened());
    this.source.addEventListener("message", (event) => {
      const line = JSON.parse(event.data);
      this.saw(line.seq);
      this.on.line(line);
    });
    this.source.addEventListener("changed", () => this.on.changed());
    this.source.addEventListener("ended", () => {
      this.source.close();
      this.on.ended();
    });
    this.source.addEventListener("error", () => this.#failed());
  }

  #opened() {
    if (this.failures > 1) this.on.back();
    // Lines are caught up by number; what else changed meanwhile is not, so it is asked for.
    if (this.opened) this.on.changed();
    this.opened = true;
    this.failures = 0;
  }

  /** Start over at once: the network is back, or somebody looks at the page again. */
  again() {
    clearTimeout(this.timer);
    this.source.close();
    this.#open();
  }

  #seen() {
    clearTimeout(this.leaving);
    if (document.hidden) {
      this.leaving = setTimeout(() => {
        clearTimeout(this.timer);
        this.source.close();
      }, UNSEEN);
    } else if (this.source.readyState === EventSource.CLOSED) this.again();
  }

  #failed() {
    this.source.close();
    const wait = WAITS[Math.min(this.failures, WAITS.length - 1)];
    this.failures += 1;
    // A restart takes a second or two: only a longer silence is worth a sentence.
    if (this.failures === 2) this.on.lost();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#open(), wait * 1000 * (0.75 + Math.random() / 2));
  }
}
