import type { Command } from 'commander';
import type { Say } from './policy-verbs.js';

/** The verbs of policy packs. */
export function packVerbs(policy: Command, say: Say): void {
  const pack = policy.command('pack').description('signed sets of policies that others wrote');
  const packs = () => import('./policy-pack.command.js');
  const many = (one: string, all: string[]) => [...all, one];
  pack
    .command('key')
    .argument('<file>')
    .requiredOption('--name <name>', 'the name of the signer')
    .description('make a key that signs packs')
    .action((file, flags) => say(async () => (await packs()).key(file, flags)));
  pack
    .command('build')
    .argument('<source>')
    .requiredOption('--into <folder>', 'where the pack is written')
    .description('check, test and write a pack, unsigned')
    .action((source, flags) => say(async () => (await packs()).build(source, flags)));
  pack
    .command('sign')
    .argument('<folder>')
    .requiredOption('--key <file>', 'the key that signs')
    .description('sign a built pack')
    .action((folder, flags) => say(async () => (await packs()).sign(folder, flags)));
  pack
    .command('verify')
    .argument('<folder>')
    .option('--signer <key>', 'a trusted verifier key', many, [])
    .description('who signed it, and that every byte was signed')
    .action((folder, flags) => say(async (globals) => (await packs()).verify(globals, folder, flags)));
  pack
    .command('list')
    .description('the installed packs')
    .action(() => say(async (globals) => (await packs()).list(globals)));
  for (const verb of ['add', 'upgrade'] as const) {
    pack
      .command(verb)
      .argument('<folder>')
      .option('--signer <key>', 'a trusted verifier key', many, [])
      .option('--into <folder>', 'the policy folder; the one of the settings when absent')
      .option('--dry-run', 'only show what would change in meaning')
      .option('--replace-signer <key>', 'the signer that this one replaces')
      .description(verb === 'add' ? 'install a pack' : 'replace an installed pack by a later release')
      .action((folder, flags) => say(async (globals) => (await packs())[verb](globals, folder, flags)));
  }
  pack
    .command('remove')
    .argument('<name>')
    .option('--into <folder>', 'the policy folder that it is installed in; found when absent')
    .option('--dry-run', 'only show what would change in meaning')
    .option('--force', 'also where its files are not those that were signed')
    .description('take an installed pack out, and say what that means')
    .action((name, flags) => say(async (globals) => (await packs()).remove(globals, name, flags)));
}
