#!/usr/bin/env node
import { Command } from 'commander';
import { policyVerbs, type Say } from './policy-verbs.js';

// Each command loads its own part when it is called: a start waits for modules, not for work.
const program = new Command('probity')
  .description('Policy-as-code governance for customer segmentation.')
  .version('0.1.0')
  .option('--json', 'print one JSON document on standard output and nothing else')
  .option('--settings <file>', 'the settings file', 'config/probity.yaml')
  .showHelpAfterError()
  .exitOverride();

const say: Say = async (work) => {
  const { json = false, settings } = program.opts<{ json?: boolean; settings: string }>();
  const { printAnswer, printFailure } = await import('./terminal.js');
  try {
    printAnswer(await work({ json, settings }), { json });
  } catch (error) {
    printFailure(error, { json });
  }
};

function askOptions(command: Command): Command {
  return command
    .option('--request <file>', 'a request.yaml; flags override what stands in it')
    .option('--plugin <name>', 'the segmentation plugin')
    .option('--options <json>', "the plugin's options")
    .option('--dataset <name>', 'the dataset')
    .option('--purpose <name>', 'the purpose')
    .option('--destination <name>', 'the destination')
    .option('--columns <names>', 'feature columns, separated by commas')
    .option('--seed <number>', 'the seed', Number);
}

program
  .command('init')
  .description('make a state folder with its keys')
  .action(() => say(async (globals) => (await import('./init.command.js')).init(globals)));

program
  .command('doctor')
  .description('check settings, registers, policies, sandbox and log')
  .action(() => say(async (globals) => (await import('./doctor.command.js')).doctor(globals)));

program
  .command('options')
  .description('what may I use for this purpose, and what would pass')
  .requiredOption('--dataset <name>', 'the dataset')
  .requiredOption('--purpose <name>', 'the purpose')
  .option('--destination <name>', 'the destination; every allowed one when absent')
  .option('--plugin <name>', 'the plugin of the ready request', 'k-means')
  .option('--options <json>', "the plugin's options, where it cannot do without")
  .option('--write <file>', 'write the ready request.yaml here')
  .action((flags) => say(async (globals) => (await import('./options.command.js')).options(globals, flags)));

askOptions(program.command('run').description('run a segmentation under policy'))
  .option('--suggest', 'where the run is withheld, try every variant that might pass and rank them by cost')
  .option('--dry', 'count the rows that would stay and leave, by reason; releases nothing')
  .action((flags) => say(async (globals) => (await import('./run.command.js')).run(globals, flags)));

askOptions(program.command('judge').description('judge labels that were made outside'))
  .argument('<labels>', 'a Parquet or CSV file with the subject key and a segment')
  .action((labels, flags) => say(async (globals) => (await import('./run.command.js')).judge(globals, labels, flags)));

askOptions(program.command('decide').description('the decision alone: no data is read, nothing is recorded')).action(
  (flags) => say(async (globals) => (await import('./decide.command.js')).decide(globals, flags)),
);

const hold = program.command('hold').description('runs that wait for a person');
hold.command('list').action(() => say(async (globals) => (await import('./hold.command.js')).list(globals)));
for (const decision of ['approve', 'reject'] as const) {
  hold
    .command(`${decision} <run>`)
    .requiredOption('--reason <text>', 'why')
    .requiredOption('--as <actor>', 'the alias of the one who decides')
    .requiredOption('--role <role>', 'the role that decides')
    .action((run, flags) =>
      say(async (globals) => (await import('./hold.command.js')).decide(globals, decision, run, flags)),
    );
}

policyVerbs(program, say, askOptions);

const budget = program.command('budget').description('what answers with noise have told of people');
budget
  .command('list')
  .description('every dataset and destination, with what was told and what is left')
  .action(() => say(async (globals) => (await import('./budget.command.js')).list(globals)));
budget
  .command('show <dataset> <destination>')
  .description('each answer that was paid for')
  .action((dataset, destination) =>
    say(async (globals) => (await import('./budget.command.js')).show(globals, dataset, destination)),
  );

const plugin = program.command('plugin').description('segmentation plugins');
plugin.command('list').action(() => say(async (globals) => (await import('./plugin.command.js')).list(globals)));
plugin
  .command('new <name>')
  .option('--folder <folder>', 'where', 'plugins')
  .action((name, flags) => say(async () => (await import('./plugin.command.js')).create(name, flags)));
plugin
  .command('build <folder>')
  .action((folder) => say(async (globals) => (await import('./plugin.command.js')).build(globals, folder)));
plugin
  .command('check <folder>')
  .action((folder) => say(async () => (await import('./plugin.command.js')).check(folder)));

const dataset = program.command('dataset').description('the catalogue');
dataset.command('list').action(() => say(async (globals) => (await import('./dataset.command.js')).list(globals)));
dataset
  .command('check [name-or-file]')
  .description('compare what is declared with what the source holds, or judge a Fides manifest')
  .action((name) => say(async (globals) => (await import('./dataset.command.js')).check(globals, name)));
dataset
  .command('classify <name-or-file>')
  .description('say what personal data the columns of a dataset or of a file hold, without showing a value')
  .option('--format <format>', 'csv, parquet or duckdb, where the end of the file does not say')
  .option('--table <name>', 'the table of a DuckDB file')
  .option('--undecided-max <count>', 'exit with 3 where more columns wait for a person', Number)
  .option('--keep', 'keep what was found of a dataset, so that the next time only what changed is marked')
  .option('--draft <file>', 'write a dataset that loads, of a file that none describes; nothing is overwritten')
  .option('--title <text>', 'of the draft: its title')
  .option('--owner <name>', 'of the draft: who answers for the data')
  .option('--team <name>', 'of the draft: the owning team')
  .option('--regime <regime>', 'of the draft: the legal regime of the data')
  .option('--subject <key>', 'of the draft: who the rows are about')
  .option('--fides <manifest>', 'of the draft: the Fides manifest that it completes')
  .option('--dataset <key>', 'the dataset in that manifest')
  .option('--collection <name>', 'the collection in it')
  .action((name, flags) =>
    say(async (globals) => (await import('./dataset-classify.command.js')).classify(globals, name, flags)),
  );
dataset
  .command('override <name> <column>')
  .description('say what a column holds, whatever is found or declared; recorded')
  .requiredOption('--categories <keys>', 'data categories, separated by commas')
  .requiredOption('--reason <text>', 'why')
  .requiredOption('--as <actor>', 'the alias of the one who says it')
  .action((name, column, flags) =>
    say(async (globals) => (await import('./dataset-override.command.js')).override(globals, [name, column], flags)),
  );
dataset
  .command('import <file>')
  .description('make an overlay from a Fides manifest or a dbt manifest.json')
  .option('--dataset <key>', 'the Fides dataset or dbt model')
  .option('--collection <name>', 'the Fides collection')
  .option('--write <file>', 'write the overlay here; nothing is overwritten')
  .action((file, flags) =>
    say(async (globals) => (await import('./dataset.command.js')).importFrom(globals, file, flags)),
  );

const audit = program.command('audit').description('the transparency log');
audit
  .command('verify <folder>')
  .description('recompute everything from files alone')
  .option('--key <vkey>', 'the verifier key of the log; the one in the folder when absent')
  .action((folder, flags) =>
    say(async (globals) => (await import('./audit.command.js')).verify(globals, folder, flags)),
  );
audit
  .command('show')
  .option('--run <id>', 'entries of one run')
  .option('--from <index>', 'first index', Number)
  .option('--to <index>', 'last index', Number)
  .action((flags) => say(async (globals) => (await import('./audit.command.js')).show(globals, flags)));
audit
  .command('prove <index>')
  .description('a .tlog-proof of one entry')
  .action((index) => say(async (globals) => (await import('./audit.command.js')).prove(globals, Number(index))));

const report = program.command('report').description('reports from recorded facts');
report
  .command('run <id>')
  .option('--html <file>', 'write the page here')
  .action((id, flags) => say(async (globals) => (await import('./report.command.js')).dossier(globals, id, flags)));
report
  .command('processing')
  .requiredOption('--from <date>', 'first day')
  .requiredOption('--to <date>', 'last day')
  .option('--html <file>', 'write the page here')
  .option('--csv <file>', 'write the table here')
  .action((flags) => say(async (globals) => (await import('./report.command.js')).processing(globals, flags)));

report
  .command('drift')
  .description('whether groups are still reached as by the first released runs of a segmentation')
  .requiredOption('--dataset <name>', 'the dataset')
  .requiredOption('--purpose <name>', 'the purpose')
  .option('--destination <name>', 'for one destination alone')
  .option('--plugin <name>', 'of one plugin alone')
  .option('--html <file>', 'write the page here')
  .action((flags) => say(async (globals) => (await import('./report.command.js')).drift(globals, flags)));

program
  .command('demo')
  .description('three people, one shop, nine minutes of reading in half a minute')
  .option('--folder <folder>', 'where the demo writes', 'demo')
  .action((flags) => say(async () => (await import('./demo.command.js')).demo(flags)));

try {
  await program.parseAsync();
} catch (error) {
  // Commander has already said what is wrong; help and version end with 0.
  const { exitCode } = error as { exitCode?: number };
  process.exitCode = exitCode === 0 ? 0 : 1;
}
