import { BUILD } from './bundle-members.js';
import { moduleSections } from './module-sections.js';
import { ownRulesError } from './own-rules.errors.js';

/** What Node offers of WebAssembly, as far as it is needed here. */
declare const WebAssembly: {
  readonly Module: {
    new (bytes: Uint8Array): object;
    imports(module: object): readonly { readonly module: string; readonly name: string; readonly kind: string }[];
    exports(module: object): readonly { readonly name: string; readonly kind: string }[];
  };
};

/** All that a policy that opa built asks of its host. */
const GIVEN = new Set([
  'env.memory memory',
  'env.opa_abort function',
  'env.opa_println function',
  ...[0, 1, 2, 3, 4].map((count) => `env.opa_builtin${count} function`),
]);
const NEEDED = [
  'opa_eval',
  'opa_malloc',
  'opa_json_parse',
  'opa_json_dump',
  'opa_heap_ptr_get',
  'builtins',
  'entrypoints',
];
const TABLE_ENTRIES_MAX = 65_536;

/**
 * Compiles a module, and runs none of it: what it does when it is made runs in the thread alone.
 * @throws OWN_RULE_MODULE for one that asks for more than a policy, or brings memory of its own
 */
export function checkedModule(bytes: Buffer, where: string): object {
  const module = compiled(bytes, where);
  const asked = WebAssembly.Module.imports(module).map((one) => `${one.module}.${one.name} ${one.kind}`);
  const foreign = asked.find((one) => !GIVEN.has(one));
  if (foreign !== undefined) throw unfit(`the import ${foreign.slice(0, 80)}`, where);
  if (!asked.includes('env.memory memory')) throw unfit('memory that the host does not give', where);
  const given = new Set(WebAssembly.Module.exports(module).map(({ name, kind }) => `${name} ${kind}`));
  const lacking = NEEDED.find((name) => !given.has(`${name} function`));
  if (lacking !== undefined) throw unfit(`no export ${lacking}`, where);
  const { ownMemories, tableEntriesMax } = moduleSections(bytes);
  if (ownMemories > 0) throw unfit('memory of its own', where);
  if (tableEntriesMax > TABLE_ENTRIES_MAX) throw unfit('a table that may grow without end', where);
  return module;
}

function compiled(bytes: Buffer, where: string): object {
  try {
    return new WebAssembly.Module(new Uint8Array(bytes));
  } catch {
    throw unfit('something that is not WebAssembly', where);
  }
}

function unfit(found: string, where: string) {
  return ownRulesError('OWN_RULE_MODULE', { found, expected: 'a policy that opa built', where, next: BUILD });
}
