import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkSchema, DocumentError, readYaml } from '../documents/index.js';
import { type PluginCase, PluginCasesSchema } from './plugin-case.schema.js';

/** The cases of a plugin, from every YAML file of its folder `cases/`. Throws DocumentError with every mistake. */
export function readCases(folder: string): readonly PluginCase[] {
  const cases = join(folder, 'cases');
  const files = existsSync(cases) ? readdirSync(cases).filter((name) => /\.ya?ml$/.test(name)) : [];
  return files.sort().flatMap((name) => casesOf(join(cases, name)));
}

function casesOf(file: string): readonly PluginCase[] {
  const document = readYaml(file, readFileSync(file, 'utf8'));
  const mistakes = checkSchema(document, PluginCasesSchema);
  if (mistakes.length > 0) throw new DocumentError(mistakes);
  return (document.value as { readonly cases: readonly PluginCase[] }).cases;
}
