/**
 * Draws lines and choices from the server's JSON, in the same shapes as templates/lines.html.
 * Everything a person wrote goes in as text, never as markup.
 */

/** Words from the page, with {name} replaced. */
const words = JSON.parse(document.getElementById("ord")?.textContent ?? "{}");

export function say(key, values = {}) {
  return (words[key] ?? "").replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** Tell the rest of the page (desk.js) that what it shows may have changed. */
export const changed = () => document.dispatchEvent(new CustomEvent("sammen:changed"));

/** make("p", {class: "who"}, "text", node, ...) */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

function whoSaid(line) {
  if (line.who === "staff") return line.name ? say("staff", { name: line.name }) : say("somebody");
  return say(line.who);
}

function place(ask) {
  if (!ask?.step || !(ask.of > 1)) return null;
  const bar = make("span", { class: "place-bar", "aria-hidden": "true" });
  for (let n = 1; n <= ask.of; n += 1) bar.append(make("i", n <= ask.step ? { class: "on" } : {}));
  return make("p", { class: "place" }, make("span", {}, say("place", ask)), bar);
}

function card(given) {
  if (!given) return null;
  const rows = make("dl", { class: "rows" });
  for (const [label, text] of given.rows ?? []) {
    rows.append(make("div", {}, make("dt", {}, label), make("dd", {}, text)));
  }
  const title = given.title ? make("p", { class: "card-title" }, given.title) : null;
  const subtitle = given.subtitle ? make("p", { class: "card-sub" }, given.subtitle) : null;
  const link = given.link ? make("p", {}, make("a", { class: "card-link", href: given.link }, say("open"))) : null;
  return make("div", { class: "card" }, title, subtitle, rows, link);
}

function file(one) {
  if (one.kind === "image") {
    return make("a", { href: one.url }, make("img", { src: one.url, alt: one.label, loading: "lazy" }));
  }
  if (one.kind === "audio") {
    return make("audio", { controls: "", preload: "none", src: one.url, "aria-label": one.label });
  }
  return make("a", { href: one.url }, one.label);
}

function files(list) {
  if (!list?.length) return null;
  return make("ul", { class: "files" }, ...list.map((one) => make("li", {}, file(one))));
}

/** Pages and cases of our own that a text points to become links; nothing else does. */
const POINTERS = /(?<![\w/])(https?:\/\/[^\s<>"]+[^\s<>".,!?)]|\/(?:privat|privacy|om|about|hjaelp|help|was|sag(?:\/\d+)?))(?![\w/])/g;
const PAGES = { "/privacy": "/privat", "/about": "/om", "/help": "/hjaelp" };

function isOurs(href) {
  try {
    return new URL(href, location.href).origin === location.origin;
  } catch {
    return false; // "http://[" is no address
  }
}

export function withLinks(text) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(POINTERS)) {
    const href = PAGES[found[0]] ?? found[0];
    if (!isOurs(href)) continue;
    parts.push(text.slice(from, found.index), make("a", { href }, found[0]));
    from = found.index + found[0].length;
  }
  parts.push(text.slice(from));
  return parts;
}

/** One line as an element. `state` replaces the time for a line that is on its way. */
export function drawLine(line, state = null) {
  const time = line.who === "you" ? say("received", { at: line.when ?? "" }) : line.when ?? "";
  const head = make("p", { class: "who" }, make("span", { class: "name" }, whoSaid(line)), " ",
    make("span", { class: "state" }, state ?? time));
  const text = line.who === "library" || line.who === "staff" ? withLinks(line.text ?? "") : [line.text ?? ""];
  const node = make("div", { class: `line from-${line.who}` }, head, place(line.ask),
    line.text ? make("div", { class: "words" }, ...text) : null, card(line.card), files(line.files));
  if (line.seq) {
    node.id = `linje-${line.seq}`;
    node.dataset.seq = line.seq;
  }
  return node;
}

function press(seq, look, button) {
  return make("button", { class: look, name: "press", value: `${seq}:${button.value}` }, button.label);
}

/** The open question's choices, or nothing. Quiet ones (back, skip, stop) have a row of their own. */
export function drawChoices(line) {
  const buttons = line?.buttons ?? [];
  const many = line?.ask?.kind === "many";
  const isCommand = (button) => button.value.startsWith("/");
  const box = document.createDocumentFragment();
  if (many) {
    const ticks = make("fieldset", { class: "ticks" }, make("legend", { class: "unseen" }, line.text));
    for (const button of buttons.filter((each) => !isCommand(each))) {
      ticks.append(make("label", { class: "tick" },
        make("input", { type: "checkbox", name: "pick", value: `${line.seq}:${button.value}` }), " ", make("span", {}, button.label)));
    }
    ticks.append(make("button", { class: "main", name: "press", value: `${line.seq}:picked` }, say("picked")));
    box.append(ticks);
  }
  const quiet = buttons.filter((button) => button.quiet);
  const plain = buttons.filter((button) => !button.quiet && (!many || isCommand(button)));
  if (plain.length || quiet.length) {
    box.append(make("div", { class: "choices", role: "group", "aria-label": say("choices") },
      ...plain.map((button) => press(line.seq, "choice", button)),
      make("div", { class: "ways" }, ...quiet.map((button) => press(line.seq, "choice aside", button)))));
  }
  return box;
}
