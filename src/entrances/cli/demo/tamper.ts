import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Copies a log and changes one byte in the entry that closes a run, as somebody with the disk could. */
export function tamperedCopy(log: string, copy: string, run: string): string {
  cpSync(log, copy, { recursive: true });
  const bundle = newestBundle(copy);
  const bytes = readFileSync(bundle);
  const closing = bytes.lastIndexOf(`"run":"${run}"`);
  const word = bytes.lastIndexOf('"outcome":"', closing < 0 ? undefined : closing);
  const at = word + '"outcome":"'.length;
  bytes[at] = (bytes[at] as number) ^ 1;
  writeFileSync(bundle, bytes);
  return bundle;
}

// A demo writes far fewer than 256 entries, so all of them stand in the partial bundle of the newest checkpoint.
function newestBundle(log: string): string {
  const [, size] = readFileSync(join(log, 'checkpoint'), 'utf8').split('\n');
  return join(log, 'tile/entries/000.p', size as string);
}
