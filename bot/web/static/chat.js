/**
 * The conversation in the browser: takes over the plain form, shows each line as it is said and
 * received, and leaves focus where the person writes. The page works without this file.
 */

import { Attachment } from "./attachment.js";
import { Field } from "./field.js";
import { changed, drawChoices, drawLine, say, withLinks } from "./lines.js";
import { Outbox, forgetOthers, newId } from "./outbox.js";
import { ReadAloud } from "./speech.js";
import { Stream } from "./stream.js";
import { View } from "./view.js";

class Talk {
  constructor(root) {
    const { base, visitor, after } = root.dataset;
    this.lines = root.querySelector("[data-lines]");
    this.form = root.querySelector("[data-answer]");
    this.open = root.querySelector("[data-open]");
    this.view = new View(this.lines, root.querySelector("[data-news]"), this.form);
    this.pending = new Map();
    this.seen = new Set([...this.lines.querySelectorAll("[data-seq]")].map((node) => Number(node.dataset.seq)));
    this.field = new Field(this.form, `sammen.draft.${visitor}.${base}`, () => this.write());
    this.attachment = new Attachment(root.querySelector("[data-attach]"));
    this.aloud = new ReadAloud(document.querySelector("[data-aloud-place]"), this.lines);
    this.outbox = new Outbox(base, visitor, {
      sent: (item, lines) => this.received(item, lines),
      refused: (item, sentence) => this.refused(item, sentence),
      waiting: (item, seconds, busy) => this.waiting(item, seconds, busy),
    });
    this.stream = new Stream(base, Number(after), {
      line: (line) => this.show([line]),
      changed,
      lost: () => this.view.tell(say("lost")),
      back: () => { this.view.tell(say("back")); this.outbox.flush(); },
      ended: () => this.view.ended(),
    });
    this.listen();
    this.resume();
  }

  listen() {
    document.addEventListener("submit", (event) => {
      const mine = event.target === this.form;
      if (!mine && !event.target.matches("[data-say]")) return;
      event.preventDefault();
      if (event.submitter?.name === "press") this.press(event.submitter);
      else if (mine) this.write();
    });
  }

  /** What an earlier visit of this page left: lines that are not sent yet. */
  resume() {
    for (const words of this.lines.querySelectorAll(".from-library .words, .from-staff .words")) {
      words.replaceChildren(...withLinks(words.textContent));
    }
    for (const item of this.outbox.items) this.showPending(item);
    this.outbox.flush();
    // Who comes back to a talk comes back to its end.
    if (!location.hash && this.lines.querySelector(".from-you")) this.view.reveal(this.lines.lastElementChild, true);
  }

  write() {
    const { file, kind } = this.attachment;
    const { text } = this.field;
    if (text || file) {
      const label = [file && say(kind === "voice" ? "voice" : "photo"), text].filter(Boolean).join("\n");
      this.field.empty();
      this.attachment.clear();
      this.say({ id: newId(), text, label, kind }, file);
    }
    this.field.focus();
  }

  press(button) {
    const item = { id: newId(), press: button.value, label: button.textContent.trim() };
    if (button.value.endsWith(":picked")) {
      const ticked = [...this.form.querySelectorAll("[name=pick]:checked")];
      item.picks = ticked.map((box) => box.value);
      item.label = ticked.map((box) => box.parentElement.textContent.trim()).join(", ") || item.label;
    }
    this.say(item);
    // The pressed button is gone. On a touch screen the field would bring up the keyboard.
    if (matchMedia("(pointer: coarse)").matches) this.lines.focus({ preventScroll: true });
    else this.field.focus();
  }

  say(item, file = null) {
    this.kept = [...this.open.childNodes];
    this.open.replaceChildren();
    this.asked = true;
    this.showPending(item);
    this.view.reveal(this.lines.lastElementChild, true);
    this.outbox.add(item, file);
  }

  showPending(item) {
    const node = drawLine({ who: "you", text: item.label }, say("sending"));
    node.classList.add("pending");
    this.pending.set(item.id, node);
    this.view.append(node);
  }

  received(item, lines) {
    this.view.hush();
    this.show(lines);
    // In a live talk a human answers, later: the way out of it stays.
    if (lines.length === 1 && this.kept && !this.open.hasChildNodes()) this.open.replaceChildren(...this.kept);
    this.asked = false;
    this.pending.get(item.id)?.remove();
    this.pending.delete(item.id);
    changed();
  }

  /** New lines, from the answer or the stream: each is shown once. */
  show(lines) {
    const fresh = lines.filter((each) => !this.seen.has(each.seq));
    if (fresh.length) this.view.dropGreeting();
    let first = null;
    for (const line of fresh) {
      // What another talk brought with it may come after the answer: it is history, and asks nothing.
      const late = line.seq < (this.stream?.after ?? 0);
      this.seen.add(line.seq);
      this.stream?.saw(line.seq);
      const node = line.who === "you" && !late ? this.mine(line) : drawLine(line);
      if (!node.isConnected) this.view.append(node);
      if (late) continue;
      if (line.who !== "you") {
        first ??= node;
        this.aloud.line(line.text);
      }
      if (line.buttons?.length || line.ask) this.ask(line);
    }
    if (first) this.view.reveal(first, this.asked);
  }

  /** My own line: the one that was on its way is now received, as the server kept it. */
  mine(line) {
    this.open.replaceChildren();
    const waiting = this.pending.get(line.id);
    const node = drawLine(line);
    this.outbox.confirm(line.id);
    this.pending.delete(line.id);
    if (!waiting || line.files?.length || waiting.querySelector(".words")?.textContent !== line.text) {
      waiting?.replaceWith(node);
      return node;
    }
    waiting.classList.remove("pending");
    waiting.id = node.id;
    waiting.dataset.seq = line.seq;
    waiting.querySelector(".state").textContent = node.querySelector(".state").textContent;
    return waiting;
  }

  ask(line) {
    if (this.pending.size) return;
    this.open.replaceChildren(drawChoices(line));
    this.attachment.show(line.ask?.kind === "file");
  }

  refused(item, sentence) {
    const node = this.pending.get(item.id);
    this.pending.delete(item.id);
    if (this.kept && !this.open.hasChildNodes()) this.open.replaceChildren(...this.kept);
    this.field.refuse(sentence);
    if (!item.text || this.field.giveBack(item.text)) {
      node?.remove();
      return;
    }
    node?.classList.replace("pending", "refused");
    node?.querySelector(".state").replaceChildren(say("notsent"));
  }

  waiting(item, seconds, busy) {
    this.pending.get(item.id)?.querySelector(".state").replaceChildren(say("waiting"));
    this.view.tell(busy ? say("busy", { seconds }) : say("lost"));
  }
}

for (const root of document.querySelectorAll("[data-talk]")) {
  forgetOthers(root.dataset.visitor);
  new Talk(root);
}
