/**
 * "Læs højt": reads the library's lines aloud with a voice that lives on this machine. Voices that
 * send the text elsewhere are never used; without a local one the button stays hidden.
 */

import { say } from "./lines.js";

export class ReadAloud {
  constructor(place, lines) {
    this.on = false;
    this.lines = lines;
    this.place = place;
    if (!place || !window.speechSynthesis) return;
    this.button = place.querySelector("[data-aloud]");
    this.button.addEventListener("click", () => this.toggle());
    this.find();
    speechSynthesis.addEventListener?.("voiceschanged", () => this.find());
    window.addEventListener("pagehide", () => speechSynthesis.cancel());
  }

  find() {
    const lang = document.documentElement.lang;
    this.voice = speechSynthesis.getVoices().find((voice) => voice.localService && voice.lang.toLowerCase().startsWith(lang));
    this.place.hidden = !this.voice;
  }

  toggle() {
    this.on = !this.on;
    this.button.setAttribute("aria-pressed", String(this.on));
    this.button.textContent = say(this.on ? "aloud_stop" : "aloud");
    speechSynthesis.cancel();
    if (this.on) this.lastSaid().forEach((text) => this.speak(text));
  }

  /** What the library said since the person last spoke. */
  lastSaid() {
    const said = [];
    for (const line of [...this.lines.children].reverse()) {
      if (line.classList.contains("from-you")) break;
      said.unshift(line.querySelector(".words")?.textContent ?? "");
    }
    return said;
  }

  line(text) {
    if (this.on) this.speak(text);
  }

  speak(text) {
    const words = new SpeechSynthesisUtterance(text);
    words.voice = this.voice;
    words.lang = this.voice.lang;
    speechSynthesis.speak(words);
  }
}
