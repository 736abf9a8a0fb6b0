type Pair = readonly [number, number];

const STEPS_MAX = 200;
const CLOSE = 1e-9;

/**
 * Newton's method for two equations in two unknowns, with slopes by differences and steps halved until they stay
 * inside. Null where it does not come to rest at a root.
 */
export function solvePair(
  equations: (x: number, y: number) => Pair,
  start: Pair,
  inside: (x: number, y: number) => boolean,
): Pair | null {
  let [x, y] = start;
  if (!inside(x, y)) return null;
  const size = Math.max(1, ...equations(x, y).map(Math.abs));
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const move = newtonMove(equations, x, y);
    if (!move.every(Number.isFinite)) return null;
    let part = 1;
    while (!inside(x - part * move[0], y - part * move[1]) && part > 1e-12) part /= 2;
    [x, y] = [x - part * move[0], y - part * move[1]];
    if (Math.abs(move[0]) <= 1e-13 * Math.abs(x) && Math.abs(move[1]) <= 1e-13 * Math.abs(y)) break;
  }
  return inside(x, y) && equations(x, y).every((left) => Math.abs(left) <= CLOSE * size) ? [x, y] : null;
}

function newtonMove(equations: (x: number, y: number) => Pair, x: number, y: number): Pair {
  const [byX, byY] = [1e-6 * Math.abs(x) + 1e-12, 1e-6 * Math.abs(y) + 1e-12];
  const [at0, at1] = equations(x, y);
  const [right0, right1] = equations(x + byX, y);
  const [up0, up1] = equations(x, y + byY);
  const [a, b] = [(right0 - at0) / byX, (up0 - at0) / byY];
  const [c, d] = [(right1 - at1) / byX, (up1 - at1) / byY];
  const determinant = a * d - b * c;
  return [(at0 * d - b * at1) / determinant, (a * at1 - c * at0) / determinant];
}
