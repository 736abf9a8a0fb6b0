// Writes the capabilities under which the kernel is compiled: of the list that OPA itself prints, the builtins that the
// WebAssembly runtime carries natively, without regular expressions, globs and networks, which the kernel must not need.
// Everything else is then an error when the kernel is built, instead of an exception when it first decides.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const OUT = process.argv[2] ?? 'src/stages/decision/kernel/capabilities.json';
const NATIVE = new Set(
  `abs all and any array.concat array.flatten array.reverse array.slice assign base64.decode base64.encode
  base64.is_valid base64url.decode base64url.encode bits.and bits.lsh bits.negate bits.or bits.rsh bits.xor ceil concat
  contains count div endswith eq equal floor format_int graph.reachable gt gte indexof internal.member_2
  internal.member_3 intersection is_array is_boolean is_null is_number is_object is_set is_string json.filter
  json.is_valid json.marshal json.remove json.unmarshal lower lt lte max min minus mul neq numbers.range object.filter
  object.get object.keys object.remove object.union object.union_n or plus product rem replace round sort split
  startswith strings.replace_n strings.reverse substring sum to_number trim trim_left trim_prefix trim_right trim_space
  trim_suffix type_name union upper walk`.split(/\s+/),
);

const { status, stdout, stderr, error } = spawnSync(process.env.OPA ?? 'opa', ['capabilities', '--current'], {
  encoding: 'utf8',
  maxBuffer: 2 ** 24,
});
if (status !== 0) throw new Error(`opa does not list its capabilities: ${stderr ?? ''}${error ?? ''}`);
const all = JSON.parse(stdout);
const missing = [...NATIVE].filter((name) => !all.builtins.some((builtin) => builtin.name === name));
if (missing.length > 0) throw new Error(`opa lacks ${missing.join(', ')}`);
const builtins = all.builtins
  .filter(({ name }) => NATIVE.has(name))
  .map(({ name, decl, infix }) => JSON.stringify({ name, decl: bare(decl), infix }));
const { builtins: _, ...rest } = { ...all, allow_net: [] };
writeFileSync(OUT, `{"builtins": [\n${builtins.join(',\n')}\n],\n${JSON.stringify(rest).slice(1)}\n`);

// Types alone; what a builtin is for stands in OPA's own documentation.
function bare(value) {
  if (Array.isArray(value)) return value.map(bare);
  if (value === null || typeof value !== 'object') return value;
  const described = ({ type }) => typeof type === 'string';
  const kept = Object.entries(value).filter(([key]) => !(key === 'description' && described(value)));
  return Object.fromEntries(kept.map(([key, part]) => [key, bare(part)]));
}
