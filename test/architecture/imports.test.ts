import { filesUnder, type Import, importsOf, ORDER, placeOf } from './source-tree.js';

const sources = filesUnder('src', ['.ts']);
const imports = sources.flatMap(importsOf);
const at = ({ from, line, specifier }: Import) => `${from.path}:${line} imports ${specifier}`;
const isWiring = (path: string) => /\.module\.ts$|^src\/(main|app\.module)\.ts$|^src\/entrances\//.test(path);

describe('imports', () => {
  it('lie in a folder of the order, so that a new folder is a decision', () => {
    const homeless = sources.filter(({ path }) => placeOf(path) === null && !/^src\/[a-z.]+\.ts$/.test(path));
    expect(homeless.map(({ path }) => path)).toEqual([]);
  });

  it('point to the own folder or to the left, through index.ts', () => {
    const wrong = imports.filter(({ from, target }) => {
      const here = placeOf(from.path);
      const there = target === null ? null : placeOf(target);
      if (target === null || here === null || here === there) return false;
      // The wiring of Nest is joined at the top, so modules know each other by their module files.
      if (from.path.endsWith('.module.ts') && target.endsWith('.module.js')) return false;
      if (here === 'entrances' && /^src\/(app\.module|main)\.js$/.test(target)) return false;
      if (there === null) return true;
      if (!target.endsWith(`${there}/index.js`)) return true;
      return ORDER.indexOf(there) > ORDER.indexOf(here);
    });
    expect(wrong.map(at)).toEqual([]);
  });

  it('between two stages are types only: the run alone calls stages', () => {
    const wrong = imports.filter(({ from, target, typeOnly }) => {
      const here = placeOf(from.path);
      const there = target === null ? null : placeOf(target);
      return here?.startsWith('stages/') && there?.startsWith('stages/') && here !== there && !typeOnly;
    });
    expect(wrong.map(at)).toEqual([]);
  });

  it('bring in NestJS only where parts are wired or entered', () => {
    const wrong = imports.filter(({ from, specifier }) => specifier.startsWith('@nestjs/') && !isWiring(from.path));
    expect(wrong.map(at)).toEqual([]);
  });

  it('bring in the data engine only under engines/', () => {
    const wrong = imports.filter(
      ({ from, specifier }) => specifier.startsWith('@duckdb/') && placeOf(from.path) !== 'engines',
    );
    expect(wrong.map(at)).toEqual([]);
  });

  it('of plugins are the contract and packages, nothing else of ours', () => {
    const plugins = filesUnder('plugins', ['.ts']).filter(({ path }) => !path.endsWith('.spec.ts'));
    const wrong = plugins
      .flatMap(importsOf)
      .filter(({ target, from }) => target !== null && !target.startsWith(from.path.split('/').slice(0, 2).join('/')));
    expect(wrong.map(at)).toEqual([]);
  });

  it('of the plugin contract and of the offline verifier are packages or their own files', () => {
    const alone = imports.filter(
      ({ from }) => /^src\/(plugin-contract|audit\/verify)\//.test(from.path) && !from.path.endsWith('.spec.ts'),
    );
    const wrong = alone.filter(
      ({ from, target }) =>
        target !== null &&
        !target.startsWith(
          from.path
            .split('/')
            .slice(0, from.path.includes('/verify/') ? 3 : 2)
            .join('/'),
        ),
    );
    expect(wrong.map(at)).toEqual([]);
  });
});
