/**
 * On every page: text size without a reload, nothing left behind on the way out, and the last
 * minutes of a shared computer, said in words.
 */

import { forgetOthers } from "./outbox.js";

/** Text size: the same form as without JavaScript, but the half-written answer stays where it is. */
document.querySelector("[data-sizes]")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.currentTarget;
  const size = event.submitter.value;
  document.documentElement.dataset.size = size;
  for (const button of form.querySelectorAll("[name=size]")) {
    button.setAttribute("aria-pressed", String(button.value === size));
  }
  const body = new URLSearchParams({ size, next: form.elements.next.value });
  await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => {});
});

function forget() {
  forgetOthers();
  sessionStorage.clear();
}

const leave = document.querySelector("[data-leave]");
leave?.addEventListener("submit", forget);

/** A shared computer: warned with two minutes left, ended after `seconds` without a touch or a key. */
function watch(seconds) {
  const place = document.querySelector("[data-kiosk-warning]");
  const words = place.querySelector("[data-kiosk-words]").content;
  const [minutes, moments] = ["[data-say-minutes]", "[data-say-seconds]"].map((name) => words.querySelector(name).textContent);
  let last = Date.now();
  let told = Date.now();
  let said = null;

  const stay = () => {
    last = Date.now();
    if (last - told > 60_000) {
      told = last;
      fetch("/her", { method: "POST" }).catch(() => {}); // the next touch tells it again
    }
    said = null;
    place.querySelector(".kiosk-box")?.remove();
  };
  const warn = (sentence) => {
    if (said === sentence) return;
    said = sentence;
    let box = place.querySelector(".kiosk-box");
    if (!box) {
      box = document.createElement("div");
      box.className = "kiosk-box";
      const button = words.querySelector("[data-stay]").cloneNode(true);
      button.addEventListener("click", stay);
      box.append(document.createElement("p"), button);
      place.append(box);
    }
    box.firstChild.textContent = sentence;
  };
  for (const name of ["keydown", "pointerdown", "input"]) {
    document.addEventListener(name, stay);
  }
  const clock = setInterval(() => {
    const left = seconds - (Date.now() - last) / 1000;
    if (left <= 0) {
      clearInterval(clock);
      forget();
      leave.submit();
    } else if (left <= 10) warn(moments.replace("{n}", "10"));
    else if (left <= 30) warn(moments.replace("{n}", "30"));
    else if (left <= 60) warn(moments.replace("{n}", "60"));
    else if (left <= 120) warn(minutes.replace("{n}", "2"));
  }, 1000);
}

const { kiosk } = document.body.dataset;
if (kiosk) watch(Number(kiosk));
