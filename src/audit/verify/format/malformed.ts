/** Bytes that do not have the form that a C2SP format asks for; the verifier turns it into a finding. */
export class Malformed extends Error {
  constructor(
    readonly what: string,
    readonly why: string,
  ) {
    super(`${what}: ${why}`);
    this.name = 'Malformed';
  }
}
