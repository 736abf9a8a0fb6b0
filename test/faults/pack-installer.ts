import { exampleRegisters } from '../../src/registers/policies/index.js';
import { bringPack, removePack } from '../../src/workbench/packs/index.js';

/** Installs one pack, or takes one out: `<verb> <pack> <policy folder> <verifier key>`; says so once it is in force. */
const [verb, pack, policyFolder, key] = process.argv.slice(2) as [string, string, string, string];
const target = { policyFolder, policyFolders: [policyFolder], registers: exampleRegisters(), trusted: [key] };
if (verb === 'remove') await removePack('sample', target);
else await bringPack(verb as 'add' | 'upgrade', pack, target);
process.stdout.write('installed\n');
