/** ε, ρ and δ as one phrase; parts that do not apply are left out. */
export function lossWords({
  epsilon,
  rho,
  delta,
}: {
  readonly epsilon: number | null;
  readonly rho: number | null;
  readonly delta: number;
}): string {
  const parts = [
    ...(epsilon === null ? [] : [`ε ${epsilon}`]),
    ...(rho === null ? [] : [`ρ ${rho}`]),
    ...(delta === 0 ? [] : [`δ ${delta}`]),
  ];
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}
