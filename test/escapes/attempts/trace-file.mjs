import { createTracing } from 'node:trace_events';
import { answer, attempt, soon } from './prelude.mjs';

await attempt('trace-file', async () => {
  createTracing({ categories: ['node'] }).enable();
  await soon(100);
  return 'tracing';
});
answer();
