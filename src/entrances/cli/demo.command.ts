import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { verify } from './audit.command.js';
import { type DemoFolder, prepareDemo } from './demo/prepare-demo.js';
import { tamperedCopy } from './demo/tamper.js';
import { options } from './options.command.js';
import { run } from './run.command.js';
import { type Answer, bold, faint } from './terminal.js';

/** Three people, one shop: every answer below is computed on the data that the demo has just made. */
export async function demo({ folder }: { readonly folder: string }): Promise<Answer> {
  const began = Date.now();
  const story = new Story(prepareDemo(folder));
  story.open();
  await story.dataScientist();
  await story.privacyOfficer();
  const told = await story.auditor();
  const seconds = (Date.now() - began) / 1000;
  say(nextSteps(folder, seconds));
  return { exit: told ? 0 : 1, json: { folder, seconds }, text: '' };
}

class Story {
  #released = '';
  #asTold = true;

  constructor(private readonly at: DemoFolder) {}

  open(): void {
    const { customers, orders, consents } = this.at.files;
    const [shop, of, words] = [customers, orders, consents].map((count) => count.toLocaleString('en'));
    say(`\nA made-up shop: ${shop} customers, ${of} orders, ${words} words of consent. Nobody in it exists.`);
  }

  async dataScientist(): Promise<void> {
    heading('1. The data scientist wants segments for loyalty offers');
    const asked = { dataset: 'shop', purpose: 'loyalty-offers', destination: 'crm', plugin: 'k-means' };
    command(`probity options --dataset shop --purpose loyalty-offers --destination crm`);
    show(await options(this.at, asked));
    say('She would like to send the segments to the ad network.');
    await this.#run('to-the-ad-network', 2);
    say('Then for the shop itself, with what customers spend on body care.');
    await this.#run('with-body-care', 2);
    say('She drops the column and asks again.');
    const answer = await this.#run('without-body-care', 0);
    this.#released = (answer.json as { run: string }).run;
  }

  async privacyOfficer(): Promise<void> {
    heading('2. The privacy officer raises the limit in one line of YAML');
    const policy = join(this.at.folder, 'policies/fairness/groups-reached-alike/policy.yaml');
    const before = readFileSync(policy, 'utf8');
    writeFileSync(policy, before.replace('ratioMin: 0.8', `ratioMin: ${RAISED}`));
    say(`  ${relative('.', policy)}\n  - ratioMin: 0.8\n  + ratioMin: ${RAISED}`);
    say('The same request as the one that was just released:');
    await this.#run('without-body-care', 2);
    writeFileSync(policy, before);
  }

  async auditor(): Promise<boolean> {
    heading('3. The auditor checks the log, offline, without trusting anybody');
    const log = join(this.at.folder, 'state/audit');
    command(`probity audit verify ${log}`);
    const intact = await verify(this.at, log, {});
    show(intact);
    const copy = join(this.at.folder, 'state/tampered');
    const bundle = tamperedCopy(log, copy, this.#released);
    say(`Somebody changes one byte of a copy: ${relative('.', bundle)}`);
    command(`probity audit verify ${copy}`);
    const broken = await verify(this.at, copy, {});
    show(broken);
    return this.#asTold && intact.exit === 0 && broken.exit === 2;
  }

  // The demo is a check too: where the engine tells another story than this one, it ends with 1.
  #astray(expected: Answer['exit']): void {
    this.#asTold = false;
    say(`  (the story expected exit code ${expected} here; this is what your machine says)`);
  }

  async #run(request: string, expected: Answer['exit']): Promise<Answer> {
    const file = join(this.at.folder, 'requests', `${request}.yaml`);
    command(`probity run --request ${file}`);
    const answer = await run(this.at, { request: file });
    show(answer);
    if (answer.exit !== expected) this.#astray(expected);
    return answer;
  }
}

/** High enough that the evidence of one run cannot decide, low enough that it does not fail outright. */
const RAISED = 0.95;

function nextSteps(folder: string, seconds: number): string {
  const settings = `--settings ${join(folder, 'config/probity.yaml')}`;
  return [
    bold('\nWhat to try next'),
    `  open ${join(folder, 'out')}/<run>/report.html in a browser`,
    `  npx probity ${settings} hold list`,
    `  npx probity ${settings} policy test`,
    `  npx probity ${settings} policy explain --request ${join(folder, 'requests/to-the-ad-network.yaml')}`,
    `  npx probity ${settings} report processing --from 2020-01-01 --to 2100-01-01`,
    `  node dist/probity-verify.mjs ${join(folder, 'state/audit')} --key ${join(folder, 'state/log.vkey')}`,
    faint(`\nTold in ${seconds.toFixed(1)} s.`),
  ].join('\n');
}

function heading(text: string): void {
  say(`\n${bold(text)}\n`);
}

function command(text: string): void {
  say(bold(`$ ${text}`));
}

function show({ text }: Answer): void {
  say(`${text.trimEnd()}\n`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
