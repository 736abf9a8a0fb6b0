import type { Command } from 'commander';
import { packVerbs } from './pack-verbs.js';
import type { Answer } from './terminal.js';

/** Runs the work of a verb with the options that every verb has, and prints its answer. */
export type Say = (
  work: (globals: { readonly json: boolean; readonly settings: string }) => Promise<Answer>,
) => Promise<void>;

/** The verbs of the policy workbench; each loads its own part when it is called. */
export function policyVerbs(program: Command, say: Say, askOptions: (command: Command) => Command): void {
  const policy = program.command('policy').description('write, test, understand and change policies');
  policy
    .command('list')
    .description('the policies in force')
    .action(() => say(async (globals) => (await import('./policy.command.js')).list(globals)));
  writingVerbs(policy, say);
  testingVerbs(policy, say);
  understandingVerbs(policy, say, askOptions);
  changingVerbs(policy, say);
  packVerbs(policy, say);
  waiverVerbs(program, say);
}

const many = (one: string, all: readonly string[] = []) => [...all, one];

function writingVerbs(policy: Command, say: Say): void {
  policy
    .command('new')
    .argument('[name]', 'the name of the policy, in kebab-case')
    .description('write a policy and cases that pass; asks for what no flag says')
    .option('--kind <kind>', 'AccessPolicy, ConsentPolicy, RetentionPolicy, DisclosurePolicy, BiasPolicy or Waiver')
    .option('--effect <effect>', 'grant or prohibit, of an AccessPolicy')
    .option('--theme <theme>', 'the folder above the policy; by kind when absent')
    .option('--title <title>', 'the rule as one sentence')
    .option('--owner <owner>', 'the team that owns the rule')
    .option('--requires <article>', 'an article of law that demands the rule; again for each', many)
    .option('--supports <article>', 'an article of law that the rule helps to keep; again for each', many)
    .option('--stricter-than-law', 'the rule goes further than the law; so said when no article is given')
    .option('--use <key>', 'only purposes of this data use, and below it')
    .option('--folder <folder>', 'the policy folder; the first one of the settings when absent')
    .option('--rule <name>', 'the rule that a waiver lifts')
    .option('--purpose <name>', 'the purpose that a waiver is for')
    .option('--reason <text>', 'why a waiver is asked for')
    .option('--requested-by <actor>', 'who asks for a waiver')
    .option('--approved-by <actor>', 'who approves it')
    .option('--role <role>', 'the role that approves it')
    .option('--until <date>', 'when the waiver ends')
    .action((name, flags) =>
      say(async (globals) => (await import('./policy-write.command.js')).create(globals, name, flags)),
    );
  policy
    .command('schema')
    .description('JSON Schemas for editors')
    .option('--from-catalog', "schemas that know this deployment's names")
    .option('--write <folder>', 'write the files here instead of printing them')
    .action((flags) => say(async (globals) => (await import('./policy-write.command.js')).schema(globals, flags)));
  policy
    .command('fmt')
    .argument('[folders...]', 'policy folders; those of the settings when absent')
    .description('lay out policies, cases, fixtures and waivers in the one canonical form')
    .option('--check', 'write nothing; end with 2 when something would be written')
    .action((folders, flags) =>
      say(async (globals) => (await import('./policy-write.command.js')).fmt(globals, folders, flags)),
    );
}

function testingVerbs(policy: Command, say: Say): void {
  policy
    .command('lint')
    .argument('[folders...]', 'policy folders; those of the settings when absent')
    .description('all problems of all policies at once')
    .option('--format <format>', 'pretty, json, sarif, junit or github', 'pretty')
    .option('--lint-settings <file>', 'levels and suppressions; lint.yaml beside the settings when absent')
    .option('--waiver-uses <file>', 'a JSON file with the uses of waivers by name')
    .action((folders, flags) =>
      say(async (globals) => (await import('./policy-lint.command.js')).lint(globals, folders, flags)),
    );
  policy
    .command('test')
    .argument('[folders...]', 'policy folders; those of the settings when absent')
    .description('run every cases.yaml')
    .option('--format <format>', 'pretty, junit, tap or json', 'pretty')
    .option('--changed <revision>', 'only policies that changed since this git revision')
    .option('--watch', 'again after every change, until Ctrl+C')
    .action((folders, flags) =>
      say(async (globals) => (await import('./policy-test.command.js')).test(globals, folders, flags)),
    );
  policy
    .command('coverage')
    .argument('[folders...]', 'policy folders; those of the settings when absent')
    .description('what the cases of policies see of them, and which mistakes they would notice')
    .option('--min-leaf <percent>', 'exit 3 when fewer outcomes of tests were seen')
    .option('--min-clause <percent>', 'exit 3 when fewer outcomes of everything else were seen')
    .option('--mutation', 'put mistakes into the policies as well')
    .option('--min-mutation <percent>', 'exit 3 when fewer mistakes are noticed; implies --mutation')
    .option('--html <file>', 'write a page that stands alone')
    .option('--lcov <file>', 'write a tracefile for editors')
    .action((folders, flags) =>
      say(async (globals) => (await import('./policy-coverage.command.js')).coverage(globals, folders, flags)),
    );
}

function understandingVerbs(policy: Command, say: Say, askOptions: (command: Command) => Command): void {
  askOptions(
    policy
      .command('explain')
      .argument('[target]', 'a run id, the index of its entry, or a request.yaml')
      .description('why the answer is what it is, and the smallest change that flips it'),
  )
    .option('--subject <key>', 'why this subject is in the run, or not; - reads the key from standard input')
    .action((target, flags) =>
      say(async (globals) => (await import('./policy-explain.command.js')).explain(globals, target, flags)),
    );
  policy
    .command('diff')
    .argument('<before>', 'a folder, or a git revision')
    .argument('<after>', 'a folder, or a git revision')
    .description('what the second policies mean that the first do not, each with a witness')
    .option('--limit <steps>', 'steps that one question may take')
    .action((before, after, flags) =>
      say(async (globals) => (await import('./policy-diff.command.js')).diff(globals, [before, after], flags)),
    );
  policy
    .command('replay')
    .description('decide past requests again under other policies')
    .requiredOption('--candidate <folder>', 'the policies to try')
    .option('--since <moment>', 'ISO, or a duration such as 30d', '30d')
    .option('--until <moment>', 'now when absent')
    .action((flags) => say(async (globals) => (await import('./policy-replay.command.js')).replay(globals, flags)));
}

function changingVerbs(policy: Command, say: Say): void {
  const draft = policy.command('draft').description('changes that wait for approval, and go live at a date');
  draft
    .command('create')
    .argument('[folders...]', 'the folders of the candidate; those of the settings when absent')
    .requiredOption('--author <actor>', 'the alias of the author')
    .requiredOption('--effective <date>', 'when it goes live')
    .option('--base <digest>', 'the set that the author began with; the one in force when absent')
    .description('keep a candidate, test it and say what it would change in meaning')
    .action((folders, flags) =>
      say(async (globals) => (await import('./policy-change.command.js')).create(globals, folders, flags)),
    );
  draft
    .command('list')
    .description('drafts and changes')
    .action(() => say(async (globals) => (await import('./policy-change.command.js')).list(globals)));
  draft
    .command('show')
    .argument('<number>')
    .description('one draft, with its difference in meaning')
    .action((number) =>
      say(async (globals) => (await import('./policy-change.command.js')).show(globals, Number(number))),
    );
  draft
    .command('approve')
    .argument('<number>')
    .requiredOption('--as <actor>', 'the alias of the one who approves')
    .requiredOption('--role <role>', 'the role that approves')
    .description('two approvers for a change that widens, one for a change that narrows')
    .action((number, flags) =>
      say(async (globals) => (await import('./policy-change.command.js')).approve(globals, Number(number), flags)),
    );
  draft
    .command('withdraw')
    .argument('<number>')
    .requiredOption('--as <actor>', 'the alias of the one who withdraws')
    .requiredOption('--role <role>', 'the role that withdraws')
    .requiredOption('--reason <text>', 'why')
    .description('take a draft back')
    .action((number, flags) =>
      say(async (globals) => (await import('./policy-change.command.js')).withdraw(globals, Number(number), flags)),
    );
  policy
    .command('rollback')
    .requiredOption('--as <actor>', 'the alias of the one who rolls back')
    .requiredOption('--role <role>', 'the role that rolls back')
    .requiredOption('--reason <text>', 'why')
    .description('put the set before the present one in force again, as a recorded act')
    .action((flags) => say(async (globals) => (await import('./policy-change.command.js')).rollback(globals, flags)));
}

function waiverVerbs(program: Command, say: Say): void {
  const waivers = () => import('./waiver.command.js');
  const waiver = program.command('waiver').description('exceptions from one rule, asked for, approved and counted');
  waiver
    .command('request')
    .requiredOption('--run <id>', 'the run that was refused')
    .requiredOption('--rule <name>', 'the rule')
    .requiredOption('--reason <text>', 'why')
    .requiredOption('--until <date>', 'when it ends')
    .option('--scope <scope>', 'run, period or a number of uses', 'run')
    .option('--as <actor>', 'the alias of the one who asks; the operator when absent')
    .description('ask, and see which past requests it would also have let through')
    .action((flags) => say(async (globals) => (await waivers()).request(globals, flags)));
  waiver
    .command('list')
    .description('waivers with their uses and the days that are left')
    .action(() => say(async (globals) => (await waivers()).list(globals)));
  for (const act of ['approve', 'refuse', 'withdraw'] as const) {
    waiver
      .command(act)
      .argument('<name>')
      .requiredOption('--as <actor>', 'the alias of the one who decides')
      .requiredOption('--role <role>', 'the role that decides')
      .requiredOption('--reason <text>', 'why')
      .option('--trained-until <date>', 'until when the training of the one who decides holds')
      .action((name, flags) => say(async (globals) => (await waivers()).decide(globals, act, name, flags)));
  }
}
