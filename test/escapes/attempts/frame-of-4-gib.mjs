import { writeSync } from 'node:fs';
import './prelude.mjs';

writeSync(4, Buffer.from([0xff, 0xff, 0xff, 0xff, 0x7b]));
setInterval(() => undefined, 1000);
