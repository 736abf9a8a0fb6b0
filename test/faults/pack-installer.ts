import { exampleRegisters } from '../../src/registers/policies/index.js';
import { carryOut, planPack } from '../../src/workbench/packs/index.js';

/** Installs one pack: `<verb> <pack> <policy folder> <verifier key>`; says `installed` once it is in force. */
const [verb, pack, policyFolder, key] = process.argv.slice(2) as ['add' | 'upgrade', string, string, string];
const target = { policyFolder, policyFolders: [policyFolder], registers: exampleRegisters(), trusted: [key] };
await carryOut(verb, planPack(verb, pack, target), target);
process.stdout.write('installed\n');
