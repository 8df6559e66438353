/**
 * The field one writes in: Enter sends, a half-written answer survives a reload, and a refusal
 * stands beside it in words.
 */

import { make } from "./lines.js";

export class Field {
  constructor(form, key, send) {
    this.form = form;
    this.key = key;
    this.area = form.querySelector("[data-text]");
    form.querySelector("[data-keys]").hidden = false;
    if (!this.area.value) this.area.value = this.#stored();
    this.area.addEventListener("input", () => { this.#keep(); this.#clearProblem(); });
    this.area.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      send();
    });
  }

  #stored() {
    try {
      return sessionStorage.getItem(this.key) ?? "";
    } catch {
      return "";
    }
  }

  #keep() {
    try {
      if (this.area.value) sessionStorage.setItem(this.key, this.area.value);
      else sessionStorage.removeItem(this.key);
    } catch {
      // Without storage the field itself still holds the words.
    }
  }

  get text() {
    return this.area.value.trim();
  }

  empty() {
    this.area.value = "";
    this.#keep();
    this.#clearProblem();
  }

  focus() {
    this.area.focus();
  }

  /** Give refused words back, unless something new has been written meanwhile. True if they fit. */
  giveBack(text) {
    if (this.area.value) return false;
    this.area.value = text;
    this.#keep();
    return true;
  }

  refuse(sentence) {
    this.#clearProblem();
    this.area.setAttribute("aria-invalid", "true");
    this.area.setAttribute("aria-describedby", "problem");
    const problem = make("p", { class: "problem", id: "problem", role: "alert" }, sentence);
    this.form.querySelector(".write").after(problem);
  }

  #clearProblem() {
    this.form.querySelector("#problem")?.remove();
    this.area.removeAttribute("aria-invalid");
    this.area.removeAttribute("aria-describedby");
  }
}
