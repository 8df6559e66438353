/**
 * A picture or a recording to send when a question asks for a file: choose or record, look or
 * listen, take it away again. Nothing leaves the browser before the line itself is sent.
 */

import { make, say } from "./lines.js";

const MOST = 5 * 1024 * 1024;

export class Attachment {
  constructor(box) {
    this.box = box;
    this.file = null;
    this.kind = "image";
    this.input = box.querySelector("input[type=file]");
    this.preview = box.querySelector("[data-preview]");
    this.record = box.querySelector("[data-record]");
    this.input.addEventListener("change", () => this.choose(this.input.files[0] ?? null));
    if (window.MediaRecorder && navigator.mediaDevices?.getUserMedia) this.offerRecording();
  }

  show(wanted) {
    this.box.hidden = !wanted;
    if (!wanted) this.clear();
  }

  choose(file, kind = null) {
    this.clear(file ? this.input.value : "");
    if (!file) return;
    if (file.size > MOST) {
      this.input.value = "";
      this.tell(say("toobig"));
      return;
    }
    this.file = file;
    this.kind = kind ?? (file.type.startsWith("audio/") ? "voice" : "image");
    this.url = URL.createObjectURL(file);
    const seen = this.kind === "voice"
      ? make("audio", { controls: "", src: this.url, "aria-label": say("voice") })
      : make("img", { src: this.url, alt: say("photo") });
    const remove = make("button", { type: "button", class: "choice" }, say("remove"));
    remove.addEventListener("click", () => { this.clear(); this.input.focus(); });
    this.preview.replaceChildren(seen, remove);
    this.preview.hidden = false;
  }

  clear(keep = "") {
    if (!keep) this.input.value = "";
    if (this.url) URL.revokeObjectURL(this.url);
    this.url = null;
    this.file = null;
    this.preview.replaceChildren();
    this.preview.hidden = true;
  }

  tell(sentence) {
    this.preview.replaceChildren(make("p", { class: "problem", role: "alert" }, sentence));
    this.preview.hidden = false;
  }

  offerRecording() {
    this.button = make("button", { type: "button", class: "choice" }, say("record"));
    this.state = make("span", { role: "status" });
    this.record.append(this.button, this.state);
    this.record.hidden = false;
    this.button.addEventListener("click", () => (this.recorder ? this.recorder.stop() : this.start()));
  }

  async start() {
    let sound;
    try {
      sound = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      this.tell(say("norecord"));
      return;
    }
    const parts = [];
    this.clear();
    this.recorder = new MediaRecorder(sound);
    this.recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
    this.recorder.addEventListener("stop", () => this.finish(sound, parts));
    this.recorder.start();
    this.button.textContent = say("stop");
    this.seconds = 0;
    this.count();
    this.clock = setInterval(() => this.count(), 5000);
  }

  count() {
    this.state.textContent = say("recording", { seconds: this.seconds });
    this.seconds += 5;
  }

  finish(sound, parts) {
    clearInterval(this.clock);
    for (const track of sound.getTracks()) track.stop();
    const type = this.recorder.mimeType || "audio/webm";
    this.recorder = null;
    this.state.textContent = "";
    this.button.textContent = say("record");
    this.choose(new File(parts, "optagelse", { type }), "voice");
  }
}
