/** A value that a statement binds. */
export type Bound = string | number | bigint | boolean | Uint8Array | null;

/** The values of one statement, in order. INVARIANT: a value reaches SQL only through here, never as text. */
export class Bindings {
  readonly values: Bound[] = [];

  /** Binds a value and gives its placeholder. Whole numbers bind as integers, others as doubles. */
  bind(value: Bound): string {
    this.values.push(typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : value);
    return `$${this.values.length}`;
  }

  /** Binds a number as a double, so that comparisons with a model's numbers happen in double. */
  bindDouble(value: number): string {
    this.values.push(value);
    return `cast($${this.values.length} as double)`;
  }
}

/** A name as SQL: quoted, with quotes doubled. Only names of the catalogue come here. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A file name as a SQL literal, for the places where an engine takes no parameter. */
export function fileLiteral(path: string): string {
  return `'${path.replaceAll("'", "''")}'`;
}
