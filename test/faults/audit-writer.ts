import { writeSync } from 'node:fs';
import { numbered, openedLog, runClosed, runOpened } from './opened-log.js';

// Appends until it is killed, and says each acknowledged entry on stdout: `<index> <what> <id>`.
const [folder = '', round = ''] = process.argv.slice(2);
const CALLERS = 8;

const say = (line: string) => writeSync(1, `${line}\n`);
const { log } = await openedLog(folder);
say('ready');

async function caller(name: number): Promise<never> {
  for (let turn = 0; ; turn += 1) {
    const id = `${round}-${name}-${turn}`;
    if (turn % 10 === 0) {
      say(`${(await log.openRun(runOpened(id))).index} run-opened ${id}`);
      say(`${(await log.closeRun(runClosed(id))).index} run-closed ${id}`);
    } else {
      say(`${(await log.append(numbered(id))).index} register-loaded ${id}`);
    }
  }
}

await Promise.all(Array.from({ length: CALLERS }, (_, name) => caller(name)));
