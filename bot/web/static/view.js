/**
 * What is seen of a talk: where lines are put, the one sentence of news below them, and scrolling
 * that follows who reads at the end and leaves a reader of older lines alone.
 */

import { make, say } from "./lines.js";

const nameOf = (line) => line?.querySelector(".name").textContent;
const timeOf = (line) => line?.querySelector(".state").textContent;
const isOwn = (line) => line.classList.contains("from-you");

export class View {
  constructor(lines, news, form) {
    this.lines = lines;
    this.news = news;
    this.form = form;
  }

  /**
   * A line in its place. Lines of the same person stand together, and the name is not repeated; but
   * what was said at another time shows its own, for an answer may come days after the receipt above it.
   */
  append(node) {
    const seq = Number(node.dataset.seq);
    const next = [...this.lines.children].find((each) => Number(each.dataset.seq) > seq) ?? null;
    const last = next ? next.previousElementSibling : this.lines.lastElementChild;
    if (nameOf(last) === nameOf(node) && (isOwn(node) || timeOf(last) === timeOf(node))) node.classList.add("same");
    this.lines.insertBefore(node, next);
  }

  /** The greeting on an empty page is nobody's yet; the first answer says again what must be said. */
  dropGreeting() {
    for (const node of this.lines.querySelectorAll(".line:not([data-seq], .pending, .refused)")) node.remove();
    document.querySelector("[data-about-me]")?.remove();
  }

  tell(sentence) {
    if (this.news.textContent !== sentence) this.news.replaceChildren(sentence);
  }

  hush() {
    this.news.replaceChildren();
  }

  ended() {
    this.news.replaceChildren(`${say("ended")} `, make("a", { href: location.href }, say("again")));
  }

  /** Bring a new line into view; `asked` when it is the person's own line or the answer to it. */
  reveal(node, asked = false) {
    const { top } = this.form.getBoundingClientRect();
    if (asked || (top > 0 && top < window.innerHeight * 1.5)) {
      this.form.scrollIntoView({ block: "nearest" });
      node.scrollIntoView({ block: "nearest" });
      return;
    }
    const link = make("a", { href: `#${node.id}` }, say("newer"));
    link.addEventListener("click", () => this.hush());
    this.news.replaceChildren(link);
  }
}
