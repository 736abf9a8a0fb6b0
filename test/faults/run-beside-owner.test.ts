import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CommandLine, commandLine } from '../canaries/command-line.js';
import { type Deployment, deploy } from '../journeys/deployment.js';
import { companyIn } from './company.js';

const OPTIONS = '{ rules: [{ segment: low, when: { column: spend, lt: 20 } }], otherwise: high }';
const RUN = ['run', '--plugin', 'rules', '--options', OPTIONS, '--dataset', 'people', '--purpose', 'learn'];
const ASK = [...RUN, '--destination', 'desk', '--columns', 'spend'];

/** This process owns the state folder; the command line is another one. */
describe('the command line beside another owner of the state', () => {
  const company = companyIn(mkdtempSync(join(tmpdir(), 'probity-beside-')));
  let cli: CommandLine;
  let deployment: Deployment;
  let settings: string;
  beforeAll(async () => {
    cli = await commandLine();
    deployment = await deploy({ config: company });
    settings = join(deployment.folder, 'probity.yaml');
  });
  afterAll(async () => {
    cli?.remove();
    await deployment?.remove();
    rmSync(company, { recursive: true, force: true });
  });

  it('is refused for machines, at once, with nothing recorded and nothing on standard error', () => {
    const before = deployment.governance.parts.log.size;
    const began = Date.now();
    const { exit, stdout, stderr } = cli.run(settings, '--json', ...ASK);
    expect(Date.now() - began).toBeLessThan(10_000);
    expect([exit, stderr]).toEqual([1, '']);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'STATE_IN_USE' } });
    expect(deployment.governance.parts.log.size).toBe(before);
  });

  it('is refused for people, naming the owner', () => {
    const { exit, stdout, stderr } = cli.run(settings, ...ASK);
    expect([exit, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(new RegExp(`^STATE_IN_USE.*process ${process.pid} has owned the state folder since`, 's'));
  });

  it.each([['doctor'], ['hold', 'list'], ['audit', 'show']])(
    'is refused for every command that opens the state: %s',
    (...words) => {
      const { exit, stdout } = cli.run(settings, '--json', ...words);
      expect(exit).toBe(1);
      expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'STATE_IN_USE' } });
    },
  );

  it('runs as soon as the owner has ended', async () => {
    await deployment.close();
    expect(cli.run(settings, '--json', ...ASK).exit).toBe(0);
  });
});
