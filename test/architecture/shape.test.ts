import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { filesUnder, root } from './source-tree.js';

const sources = [...filesUnder('src', ['.ts']), ...filesUnder('plugins', ['.ts'])];
const code = sources.filter(({ path }) => !path.endsWith('.spec.ts'));
const BANNED = /^(utils?|helpers?|common|shared|misc|lib|core|base|managers?|types)$/;

describe('files and folders', () => {
  it('have names that say what is inside', () => {
    const nameless = sources.filter(({ path }) =>
      path.split('/').some((part) => BANNED.test(part.replace(/\.ts$/, ''))),
    );
    expect(nameless.map(({ path }) => path)).toEqual([]);
  });

  it('are kebab-case with the known suffixes only', () => {
    const odd = sources.filter(
      ({ path }) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.(schema|errors|module|command))?(\.spec)?\.ts$/.test(basename(path)),
    );
    expect(odd.map(({ path }) => path)).toEqual([]);
  });

  it('stay under 400 lines, and most of them far under', () => {
    const lengths = code
      .map(({ path, text }) => ({ path, lines: text.split('\n').length }))
      .sort((a, b) => a.lines - b.lines);
    expect(lengths.filter(({ lines }) => lines > 400)).toEqual([]);
    const median = lengths[Math.floor(lengths.length / 2)]?.lines ?? 0;
    expect(median).toBeLessThanOrEqual(70);
  });

  it('hold functions of at most 70 lines', () => {
    expect(code.flatMap(({ path, text }) => longFunctions(text).map((line) => `${path}:${line}`))).toEqual([]);
  });

  it('hold no default export, no any, no suppressed check, no work left for later', () => {
    const found = code.flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, at) => {
        const bad =
          /^export default (?!definePlugin|plugin)|: any\b|\bas any\b|@ts-ignore|@ts-expect-error|\bTODO\b|\bFIXME\b/.test(
            line,
          );
        return bad ? [`${path}:${at + 1} ${line.trim()}`] : [];
      }),
    );
    expect(found).toEqual([]);
  });

  it('export nothing by default outside the one door of a plugin', () => {
    const defaults = code.filter(({ text }) => /^export default/m.test(text)).map(({ path }) => path);
    expect(defaults.filter((path) => !/^plugins\/[^/]+\/plugin\.ts$/.test(path))).toEqual([]);
  });

  it('take at most five constructor parameters', () => {
    const wide = code.filter(({ text }) =>
      [...text.matchAll(/constructor\(([^)]*)\)/g)].some(
        ([, list]) => (list ?? '').split(/,(?![^<{]*[>}])/).filter((part) => part.trim()).length > 5,
      ),
    );
    expect(wide.map(({ path }) => path)).toEqual([]);
  });
});

describe('a stage folder', () => {
  const stages = readdirSync(join(root, 'src/stages'));

  it.each(stages)('%s has an index', (stage) => {
    expect(existsSync(join(root, 'src/stages', stage, 'index.ts'))).toBe(true);
  });
});

describe('a policy folder', () => {
  const policies = filesUnder('policies', ['policy.yaml']);

  it('exists', () => expect(policies.length).toBeGreaterThanOrEqual(15));

  it('holds policy.yaml and cases.yaml and nothing else', () => {
    const odd = policies.filter(
      ({ path }) =>
        readdirSync(join(root, dirname(path)))
          .sort()
          .join() !== 'cases.yaml,policy.yaml',
    );
    expect(odd.map(({ path }) => path)).toEqual([]);
  });
});

describe('a plugin folder', () => {
  const plugins = readdirSync(join(root, 'plugins')).filter((name) =>
    statSync(join(root, 'plugins', name)).isDirectory(),
  );

  it.each(plugins)('%s has definition, spec, cases and a README', (name) => {
    const files = readdirSync(join(root, 'plugins', name));
    expect(files).toEqual(expect.arrayContaining(['plugin.ts', 'README.md', 'cases']));
    expect(files.some((file) => file.endsWith('.spec.ts'))).toBe(true);
  });
});

/** Lines where a function of more than 70 lines begins; a function starts at a brace after a parameter list. */
function longFunctions(text: string): number[] {
  const lines = text.split('\n');
  const starts = lines.flatMap((line, at) =>
    /^\s*(export )?(async )?(function\b|[\w#]+\(.*\).*\{$|.*=> \{$)/.test(line) ? [at] : [],
  );
  return starts
    .filter((start) => {
      const indent = /^\s*/.exec(lines[start] as string)?.[0] ?? '';
      const end = lines.findIndex((line, at) => at > start && line.startsWith(`${indent}}`));
      const describes = /\b(describe|it|test)\b/.test(lines[start] as string);
      // A literal is read like a document, not like a procedure.
      const literal = /^\s*return [{[]$/.test(lines[start + 1] ?? '');
      return !describes && !literal && end - start > 70;
    })
    .map((start) => start + 1);
}
