/** A page whose numbers move by themselves is asked for them every few seconds, while somebody looks. */

import { changed } from "./lines.js";

const { again } = document.querySelector("[data-again]").dataset;
setInterval(() => document.hidden || changed(), again * 1000);
