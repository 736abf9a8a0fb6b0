/** The settings, complete; folders are absolute. */
export interface Settings {
  readonly environment: 'rehearsal' | 'production';
  readonly stateFolder: string;
  readonly outFolder: string;
  readonly registers: {
    readonly purposes: readonly string[];
    readonly destinations: readonly string[];
    readonly datasets: readonly string[];
    readonly legalProfiles: readonly string[];
  };
  readonly policyFolders: readonly string[];
  /** Verifier keys of signed notes. */
  readonly packSigners: readonly string[];
  readonly pluginFolders: readonly string[];
  /** Own rules in Rego, with what one of them may take over one request. */
  readonly ownRules: {
    readonly folders: readonly string[];
    readonly deadlineMs: number;
    readonly memoryMb: number;
  };
  readonly region: string;
  readonly logOrigin: string;
  readonly localOperator: {
    readonly team: string;
    /** Milliseconds since 1970; null when no training is on record. */
    readonly trainedUntil: number | null;
  };
  readonly holdDays: number;
  readonly engine: { readonly threads: number; readonly memoryMb: number };
  /** The limits of one call of a plugin. */
  readonly plugins: {
    readonly wallMs: number;
    readonly memoryMb: number;
    readonly frameBytesMax: number;
    readonly stdoutBytesMax: number;
  };
}
