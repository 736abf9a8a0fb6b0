import { openGovernance } from '../../src/run/index.js';
import { loadSettings } from '../../src/settings/index.js';
import { approveChange } from '../../src/workbench/changes/index.js';

// Opens the engine of a settings file and approves its first change; tests stop it at each step.
const { governance, close } = await openGovernance(loadSettings(process.argv[2] as string));
await approveChange(governance.parts, 1, { by: 'ben', role: 'dpo' });
process.stdout.write('approved\n');
await close();
