/** What the sections of a WebAssembly module say of memory that its imports do not. */
export interface ModuleSections {
  /** Memories of its own, which no limit of the host would hold. */
  readonly ownMemories: number;
  /** The most entries that its tables may grow to; infinite where one has no limit. */
  readonly tableEntriesMax: number;
}

const HEADER_BYTES = 8;
const TABLES = 4;
const MEMORIES = 5;

/** Reads the sections of a module that the engine has already compiled, so that its form is known to be right. */
export function moduleSections(bytes: Uint8Array): ModuleSections {
  const reader = { bytes, at: HEADER_BYTES };
  let sections: ModuleSections = { ownMemories: 0, tableEntriesMax: 0 };
  while (reader.at < bytes.length) {
    const id = byteOf(reader);
    const end = unsigned(reader) + reader.at;
    if (id === TABLES) sections = { ...sections, tableEntriesMax: tableEntries(reader) };
    if (id === MEMORIES) sections = { ...sections, ownMemories: unsigned(reader) };
    reader.at = end;
  }
  return sections;
}

interface Reader {
  readonly bytes: Uint8Array;
  at: number;
}

// A table: the type of its entries, a flag that says whether there is a limit, the least, the limit.
function tableEntries(reader: Reader): number {
  let entries = 0;
  for (let left = unsigned(reader); left > 0; left--) {
    byteOf(reader);
    const isLimited = byteOf(reader) === 1;
    unsigned(reader);
    entries += isLimited ? unsigned(reader) : Number.POSITIVE_INFINITY;
  }
  return entries;
}

function unsigned(reader: Reader): number {
  let value = 0;
  for (let place = 1; ; place *= 128) {
    const byte = byteOf(reader);
    value += (byte & 0x7f) * place;
    if (byte < 0x80) return value;
  }
}

function byteOf(reader: Reader): number {
  const byte = reader.bytes[reader.at] ?? 0;
  reader.at += 1;
  return byte;
}
