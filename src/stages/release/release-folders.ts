import { join } from 'node:path';

/** Where releases wait and where they are published; both on one file system, so that a rename is one step. */
export class ReleaseFolders {
  constructor(
    readonly out: string,
    readonly sealed: string,
    readonly kept: string,
  ) {}

  /** A dot keeps a half-written folder out of listings. */
  staging(run: string): string {
    return join(this.out, '.staged', run);
  }

  published(run: string): string {
    return join(this.out, run);
  }

  receipt(run: string): string {
    return join(this.out, `${run}.tlog-proof`);
  }

  /** Where the report of a withheld run is kept. */
  withheld(run: string): string {
    return join(this.kept, run);
  }

  held(run: string): string {
    return join(this.sealed, run);
  }
}
