/**
 * The desk updates by itself: when something changed, the parts of the page that differ are swapped.
 * Focus stays where it was, and what is being written is never touched.
 */

const live = document.querySelector("[data-live]");

async function refresh() {
  const answer = await fetch(live.dataset.live, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  setClock(fresh);
  for (const part of live.querySelectorAll("[data-part]")) {
    const now = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
    if (now && !part.isEqualNode(now)) swap(part, now);
  }
  countDown();
}

function swap(part, now) {
  const focused = part.contains(document.activeElement) ? document.activeElement.id : null;
  part.replaceChildren(...document.importNode(now, true).childNodes);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

/** How far this machine's clock is from the server's, in milliseconds: many a clock is minutes off. */
let skew = 0;

function setClock(root) {
  const undo = root.querySelector("[data-until][data-seconds]");
  if (!undo) return;
  skew = new Date(undo.dataset.until) - undo.dataset.seconds * 1000 - Date.now();
  // The sentence is swapped, and read out, only when something else differs than the time that is left.
  undo.removeAttribute("data-seconds");
}

/** "Fortryd": the seconds that are left, for those who see; the sentence itself was read out once. */
let clock = null;

function countDown() {
  clearInterval(clock);
  const undo = live.querySelector("[data-until]");
  const left = undo?.querySelector("[data-left]");
  if (!left) return;
  const tick = () => {
    const seconds = Math.ceil((new Date(undo.dataset.until) - Date.now() - skew) / 1000);
    if (seconds <= 0) {
      clearInterval(clock);
      refresh();
    } else left.textContent = left.dataset.say.replace("{seconds}", seconds);
  };
  clock = setInterval(tick, 1000);
  tick();
}

let soon = null;

/** Several changes at once are one refresh. */
document.addEventListener("sammen:changed", () => {
  clearTimeout(soon);
  soon = setTimeout(refresh, 150);
});

setClock(live);
countDown();
