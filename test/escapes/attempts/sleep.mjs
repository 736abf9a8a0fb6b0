import './prelude.mjs';

setInterval(() => undefined, 1000);
