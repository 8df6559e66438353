/**
 * What has been said but not yet received. Each line has an id made here and stays in localStorage
 * until the server confirms it, so a reload, a lost connection or a restart loses and doubles nothing.
 * Lines go one at a time, in order. Files wait in memory only: they are too big for localStorage.
 *
 * A line: {id, at, text, press, picks: [], label, kind}. `label` is what the person sees until then.
 */

const WAITS = [1, 2, 4, 8, 15, 30, 60];

/** A fresh id; crypto.randomUUID is missing on plain http, as on a library's own network. */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Storage may be full or forbidden: a line is then kept in memory and still shown as waiting. */
const store = {
  put(key, item) { try { localStorage.setItem(key, JSON.stringify(item)); } catch { /* see above */ } },
  drop(key) { try { localStorage.removeItem(key); } catch { /* see above */ } },
  keys() { try { return Object.keys(localStorage); } catch { return []; } },
  get(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
};

export class Outbox {
  /** @param on {sent(item, lines), refused(item, sentence), waiting(item, seconds, busy)} */
  constructor(base, visitor, on) {
    this.url = `${base}/say`;
    this.prefix = `sammen.outbox.${visitor}.${base}.`;
    this.on = on;
    this.files = new Map();
    // One key per line: two tabs of the same person never overwrite each other's.
    const keys = store.keys().filter((key) => key.startsWith(this.prefix));
    this.items = keys.map(store.get).filter((item) => item?.id).sort((a, b) => a.at - b.at);
    this.failures = 0;
    this.notBefore = 0;
    window.addEventListener("online", () => this.flush());
  }

  add(item, file = null) {
    const dated = { ...item, at: Date.now() };
    if (file) this.files.set(item.id, file);
    else store.put(this.prefix + item.id, dated);
    this.items.push(dated);
    this.flush();
  }

  /** The server has this line: by its own answer or by the stream. */
  confirm(id) {
    this.items = this.items.filter((item) => item.id !== id);
    this.files.delete(id);
    store.drop(this.prefix + id);
  }

  async flush() {
    if (this.busy || Date.now() < this.notBefore) return;
    clearTimeout(this.timer);
    this.busy = true;
    let going = true;
    while (going && this.items.length) going = await this.#send(this.items[0]);
    this.busy = false;
  }

  /** True when the next line may go. */
  async #send(item) {
    let answer;
    let content;
    try {
      const headers = { Accept: "application/json" };
      answer = await fetch(this.url, { method: "POST", body: this.#form(item), headers, signal: AbortSignal.timeout?.(30000) });
      content = await answer.json();
    } catch {
      if (!answer || answer.ok || answer.status >= 500) return this.#later(0, false);
      content = {};
    }
    if (answer.status === 429 || answer.status >= 500) {
      return this.#later(Number(answer.headers.get("Retry-After") ?? content.retry), true);
    }
    this.failures = 0;
    this.confirm(item.id);
    if (answer.ok) this.on.sent(item, content.lines);
    else this.on.refused(item, content.error ?? "");
    return true;
  }

  #form(item) {
    const form = new FormData();
    form.set("id", item.id);
    form.set("text", item.text ?? "");
    if (item.press) form.set("press", item.press);
    for (const pick of item.picks ?? []) form.append("pick", pick);
    const file = this.files.get(item.id);
    if (file) {
      form.set("kind", item.kind);
      form.set("file", file, file.name);
    }
    return form;
  }

  #later(seconds, busy) {
    const wait = seconds || WAITS[Math.min(this.failures, WAITS.length - 1)];
    this.failures += 1;
    this.notBefore = busy ? Date.now() + wait * 1000 : 0;
    for (const each of this.items) this.on.waiting(each, wait, busy);
    this.timer = setTimeout(() => this.flush(), wait * 1000 + 5);
    return false;
  }
}

/** Forget every visitor's unsent words but `visitor`'s: a shared computer must not send them on. */
export function forgetOthers(visitor = null) {
  for (const key of store.keys()) {
    if (key.startsWith("sammen.") && !(visitor && key.includes(`.${visitor}.`))) store.drop(key);
  }
}
