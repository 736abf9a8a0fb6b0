import type { Log } from '../audit/index.js';
import type { BudgetLedger } from '../budget/index.js';
import type { Digest } from '../documents/index.js';
import type { DataEngine, DatasetSource } from '../engines/index.js';
import type { SandboxLevels } from '../isolation/index.js';
import type { Keys } from '../keys/index.js';
import type { Dataset } from '../registers/datasets/index.js';
import type { Destination } from '../registers/destinations/index.js';
import type { LegalConstants } from '../registers/legal-profiles/index.js';
import type { OwnRuleRegister } from '../registers/own-rules/index.js';
import type { PluginRegister } from '../registers/plugins/index.js';
import type { PolicySet } from '../registers/policies/index.js';
import type { Purpose } from '../registers/purposes/index.js';
import type { Taxonomy } from '../registers/taxonomy/index.js';
import type { Settings } from '../settings/index.js';
import type { OwnRules, RunDecider } from '../stages/decision/index.js';
import type { ReleaseFolders } from '../stages/release/index.js';
import type { Actor } from '../stages/request/index.js';
import type { ChangeRecords, PolicyOrigin, WaiverRecords } from './in-force/index.js';
import type { RunRecords } from './run-records.js';

/** Everything that was declared, as one run sees it from beginning to end. */
export interface Registers {
  readonly taxonomy: Taxonomy;
  readonly purposes: ReadonlyMap<string, Purpose>;
  readonly destinations: ReadonlyMap<string, Destination>;
  readonly datasets: ReadonlyMap<string, Dataset>;
  readonly sources: ReadonlyMap<string, DatasetSource>;
  readonly plugins: PluginRegister;
  readonly policies: PolicySet;
  readonly policyOrigin: PolicyOrigin;
  /** Null where the settings name no folder of own rules. */
  readonly ownRules: OwnRuleRegister | null;
  /** What policies can name of the legal profiles. */
  readonly constants: LegalConstants;
  readonly legalProfiles: readonly { readonly name: string; readonly version: string; readonly digest: Digest }[];
  readonly regionCountries: readonly string[];
  /** The digest of each register by its name. */
  readonly digests: Readonly<Record<string, Digest>>;
}

/** The parts that a run works on. */
export interface Parts {
  readonly settings: Settings;
  readonly registers: Registers;
  readonly records: RunRecords;
  readonly changes: ChangeRecords;
  readonly waivers: WaiverRecords;
  readonly ledger: BudgetLedger;
  readonly log: Log;
  readonly keys: Keys;
  readonly data: DataEngine;
  readonly decider: RunDecider;
  /** What asks the own rules; null where there are none. */
  readonly ownRules: OwnRules | null;
  readonly levels: SandboxLevels;
  readonly folders: ReleaseFolders;
  readonly actor: Actor;
  readonly now: () => number;
  readonly engineVersion: string;
  readonly kernelDigest: Digest;
}
