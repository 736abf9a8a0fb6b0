import { join } from 'node:path';
import { answer, attempt, targets } from './prelude.mjs';

await attempt(
  'process-report',
  () => process.report.writeReport(join(targets.folder, 'planted/process-report')) && 'written',
);
answer();
