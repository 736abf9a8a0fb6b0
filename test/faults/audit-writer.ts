import { writeSync } from 'node:fs';
import { numbered, openedLog, runClosed, runOpened } from './opened-log.js';

// Appends until it is killed or has taken its turns, and says each acknowledged entry on stdout: `<index> <what> <id>`.
const [folder = '', round = '', turns = 'Infinity', callers = '8'] = process.argv.slice(2);

const say = (line: string) => writeSync(1, `${line}\n`);
const { log, close } = await openedLog(folder);
say('ready');

async function caller(name: number): Promise<void> {
  for (let turn = 0; turn < Number(turns); turn += 1) {
    const id = `${round}-${name}-${turn}`;
    if (turn % 10 === 0) {
      say(`${(await log.openRun(runOpened(id))).index} run-opened ${id}`);
      say(`${(await log.closeRun(runClosed(id))).index} run-closed ${id}`);
    } else {
      say(`${(await log.append(numbered(id))).index} register-loaded ${id}`);
    }
  }
}

await Promise.all(Array.from({ length: Number(callers) }, (_, name) => caller(name)));
await close();
