import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

const QUOTE = 0x22;
const SPACE = 0x20;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** A record whose number of fields is not that of the file; `line` counts from 1 and is where the record begins. */
export interface RaggedRecord {
  readonly line: number;
  readonly fields: number;
}

/**
 * The first record of a CSV file that does not have `fields` fields; null where all have. It looks at separators,
 * quotes and line ends alone. One empty field too many at the end is a separator that ends the row, and no mistake.
 */
export async function firstRagged(path: string, separator: string, fields: number): Promise<RaggedRecord | null> {
  const counter = new FieldCounter(separator.charCodeAt(0), fields);
  const file = createReadStream(path);
  const bytes = /\.gz$/i.test(path) ? file.pipe(createGunzip()) : file;
  for await (const chunk of bytes) {
    for (const byte of chunk as Buffer) {
      const ragged = counter.take(byte);
      if (ragged) return ragged;
    }
  }
  return counter.end();
}

/** The fields of the first record of a text, with quotes taken off. */
export function fieldsOf(text: string, separator: string): readonly string[] {
  const record = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text)?.[0] ?? '';
  const field = new RegExp(` *"((?:[^"]|"")*)"[^${separator}]*|([^${separator}]*)`, 'y');
  const fields: string[] = [];
  for (let at = 0; at <= record.length; at = field.lastIndex + 1) {
    field.lastIndex = at;
    const [, quoted, bare = ''] = field.exec(record) ?? [];
    fields.push(quoted?.replaceAll('""', '"') ?? bare);
  }
  return fields;
}

class FieldCounter {
  #line = 1;
  #begun = 1;
  #fields = 1;
  #bytes = 0;
  #field: 'empty' | 'bare' | 'quoted' | 'closed' = 'empty';
  #last = 0;

  constructor(
    private readonly separator: number,
    private readonly wanted: number,
  ) {}

  take(byte: number): RaggedRecord | null {
    const second = byte === LINE_FEED && this.#last === CARRIAGE_RETURN;
    const lineEnds = !second && (byte === LINE_FEED || byte === CARRIAGE_RETURN);
    this.#last = byte;
    if (lineEnds) this.#line += 1;
    if (lineEnds && this.#field !== 'quoted') return this.#endRecord();
    if (!second) this.#count(byte);
    return null;
  }

  /** What the record so far is, as the last of the file. */
  end(): RaggedRecord | null {
    if (this.#bytes === 0 || this.#fields === this.wanted) return null;
    const endsWithSeparator = this.#fields === this.wanted + 1 && this.#field === 'empty';
    return endsWithSeparator ? null : { line: this.#begun, fields: this.#fields };
  }

  #endRecord(): RaggedRecord | null {
    const ragged = this.end();
    this.#begun = this.#line;
    this.#fields = 1;
    this.#bytes = 0;
    this.#field = 'empty';
    return ragged;
  }

  #count(byte: number): void {
    this.#bytes += 1;
    if (byte === this.separator && this.#field !== 'quoted') {
      this.#fields += 1;
      this.#field = 'empty';
    } else if (byte === QUOTE) {
      // Two quotes within a quoted field close it and open it again; in a bare one they are letters.
      this.#field = this.#field === 'quoted' ? 'closed' : this.#field === 'bare' ? 'bare' : 'quoted';
    } else if (this.#field === 'closed' || (this.#field === 'empty' && byte !== SPACE)) this.#field = 'bare';
  }
}
