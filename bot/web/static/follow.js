/**
 * Somebody answers on a telephone what is asked about here next: this page goes on by itself to
 * where the question has come. Without JavaScript there is the link.
 */

const here = document.querySelector("[data-follow]");
const source = new EventSource(`${here.dataset.follow}?after=${here.dataset.after}`);
source.addEventListener("message", () => {
  source.close();
  location.assign(here.dataset.next);
});
