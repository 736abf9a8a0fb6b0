import { writeSync } from 'node:fs';
import './prelude.mjs';

const body = Buffer.from('{"kind":"answer"');
const head = Buffer.alloc(4);
head.writeUInt32BE(body.length);
writeSync(4, Buffer.concat([head, body]));
setInterval(() => undefined, 1000);
