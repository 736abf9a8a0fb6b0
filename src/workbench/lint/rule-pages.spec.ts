import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../../documents/index.js';
import { lintExample } from './example-deployment.js';
import { LINT_RULES, lintRulePage } from './index.js';

const folder = fileURLToPath(new URL('docs/lint', packageRoot()));
const pageOf = (name: string) => readFileSync(`${folder}/${name}.md`, 'utf8');
/** The waiver `never-needed` is the only one that no run has used. */
const USES = new Map([
  ['used-twice', 2],
  ['spring-campaign', 1],
  ['for-everything', 1],
]);

/** The files of one section: each block begins with the name of its file. */
function filesIn(page: string, section: string): Readonly<Record<string, string>> {
  const text = page.split(`\n## ${section}\n`)[1]?.split('\n## ')[0] ?? '';
  const blocks = [...text.matchAll(/```yaml\n# (\S+)\n([\s\S]*?)```/g)];
  return Object.fromEntries(blocks.map(([, name, body]) => [name as string, body as string]));
}

describe('the pages of the lint rules', () => {
  it('are there for every rule and for nothing else, and so are the files', () => {
    const rules = LINT_RULES.map(({ name }) => name).sort();
    const pages = readdirSync(folder).filter((name) => name !== 'README.md');
    const files = readdirSync(fileURLToPath(new URL('src/workbench/lint/rules', packageRoot())));
    expect(pages.sort()).toEqual(rules.map((name) => `${name}.md`));
    expect(files.filter((name) => name !== 'index.ts').sort()).toEqual(rules.map((name) => `${name}.ts`));
  });

  it('are listed with their levels', () => {
    expect(readFileSync(`${folder}/README.md`, 'utf8')).toBe(lintRulePage(LINT_RULES));
  });

  describe.each(LINT_RULES.map(({ name, title, why, level }) => ({ name, title, why, level })))('$name', (rule) => {
    const page = existsSync(`${folder}/${rule.name}.md`) ? pageOf(rule.name) : '';
    const wrong = filesIn(page, 'Wrong');
    const right = filesIn(page, 'Right');

    it('says what the rule says of itself', () => {
      expect(page.startsWith(`# ${rule.name}\n\n${rule.title}\n\nLevel: ${rule.level}`)).toBe(true);
      expect(page).toContain(`## Why\n\n${rule.why}\n`);
    });

    it('has a wrong example that gives this rule and no other', () => {
      expect(Object.keys(wrong).length).toBeGreaterThan(0);
      const { findings } = lintExample(wrong, USES);
      expect([...new Set(findings.map((one) => one.rule))]).toEqual([rule.name]);
      for (const one of findings) expect(one.level).toBe(rule.level);
      // Every place is one that its own file shows.
      for (const { file, line, excerpt } of findings) {
        const text = Object.entries(wrong).find(([name]) => file.endsWith(name))?.[1];
        if (text) expect(excerpt.startsWith(`${line} | ${(text.split('\n')[line - 1] ?? '').slice(0, 60)}`)).toBe(true);
      }
    });

    it('has a right example that gives nothing', () => {
      expect(Object.keys(right).length).toBeGreaterThan(0);
      expect(lintExample(right, USES).findings).toEqual([]);
    });
  });
});
