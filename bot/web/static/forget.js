/** The goodbye page: clears whatever this browser still holds of the person who left. */

import { forgetOthers } from "./outbox.js";

forgetOthers();
sessionStorage.clear();
