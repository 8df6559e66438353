/** A live talk at the desk: what somebody says or does anywhere is shown here within a moment. */

import { changed } from "./lines.js";
import { Stream } from "./stream.js";

const { liveTalk, after } = document.querySelector("[data-live-talk]").dataset;
new Stream(liveTalk, Number(after), { line: changed, changed, lost: () => {}, back: changed, ended: () => location.reload() });
