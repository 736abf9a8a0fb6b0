import { answer, attempt, soon } from './prelude.mjs';

// Its own process is in the group too: ignoring the signal keeps the attempt alive.
process.on('SIGUSR2', () => undefined);
await attempt('signal-group', () => process.kill(0, 'SIGUSR2'));
await soon(50);
answer();
