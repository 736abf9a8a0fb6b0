import { join } from 'node:path';
import { writeHeapSnapshot } from 'node:v8';
import { answer, attempt, targets } from './prelude.mjs';

await attempt('heap-snapshot', () => writeHeapSnapshot(join(targets.folder, 'planted/heap-snapshot')) && 'written');
answer();
