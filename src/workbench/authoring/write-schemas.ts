import { join } from 'node:path';
import { writeDurably } from '../../store/index.js';

/** Writes schemas by file name into a folder, over those that are there: they are generated. Returns the files. */
export async function writeSchemas(schemas: ReadonlyMap<string, string>, folder: string): Promise<readonly string[]> {
  const files = [...schemas].map(([name, text]) => ({ file: join(folder, name), text }));
  for (const { file, text } of files) await writeDurably(file, Buffer.from(text), 'replace');
  return files.map(({ file }) => file);
}
