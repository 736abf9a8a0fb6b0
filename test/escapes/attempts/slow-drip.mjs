import { writeSync } from 'node:fs';
import './prelude.mjs';

writeSync(4, Buffer.from([0, 0, 1, 0]));
setInterval(() => writeSync(4, ' '), 20);
