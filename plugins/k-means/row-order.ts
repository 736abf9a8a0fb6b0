/**
 * The numbers of rows in the order of their first column, then of the second, and so on. A radix sort from the last
 * column to the first, 16 bits at a time: with a comparison for each step, sorting would take longer than k-means.
 */
export function lexicographicOrder(columns: readonly Float64Array[]): Uint32Array {
  let order = Uint32Array.from({ length: columns[0]?.length ?? 0 }, (_, row) => row);
  let spare = new Uint32Array(order.length);
  for (const column of [...columns].reverse()) {
    const digits = digitsOf(column);
    for (let at = 0; at < 4; at += 1) {
      sortBy(digits, at, order, spare);
      [order, spare] = [spare, order];
    }
  }
  return order;
}

/** Four digits for each number, the lowest first; with both zeros alike, they order as the numbers do. */
function digitsOf(column: Float64Array): Uint16Array {
  // The low half of a number comes first, as on every processor that the release is made for.
  const words = new Uint32Array(column.map((value) => value + 0).buffer);
  for (let high = 1; high < words.length; high += 2) {
    const negative = (words[high] as number) >= 0x80000000;
    words[high] = negative ? ~(words[high] as number) : (words[high] as number) ^ 0x80000000;
    if (negative) words[high - 1] = ~(words[high - 1] as number);
  }
  return new Uint16Array(words.buffer);
}

function sortBy(digits: Uint16Array, at: number, from: Uint32Array, into: Uint32Array): void {
  const places = new Uint32Array(65_537);
  for (let row = 0; row < from.length; row += 1) {
    const after = (digits[row * 4 + at] as number) + 1;
    places[after] = (places[after] as number) + 1;
  }
  for (let digit = 1; digit < places.length; digit += 1) {
    places[digit] = (places[digit] as number) + (places[digit - 1] as number);
  }
  for (let next = 0; next < from.length; next += 1) {
    const row = from[next] as number;
    const digit = digits[row * 4 + at] as number;
    into[places[digit] as number] = row;
    places[digit] = (places[digit] as number) + 1;
  }
}
