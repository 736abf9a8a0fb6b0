import type { Receipt } from '../audit/index.js';
import type { Facts } from '../conditions/index.js';
import type { YamlDocument } from '../documents/index.js';
import type { Decision, Denial, Permit } from '../stages/decision/index.js';
import type { ReleaseCandidate } from '../stages/disclosure/index.js';
import type { Cleared, Held, Verdict, Withheld } from '../stages/gates/index.js';
import type { Features, ProtectedTraits } from '../stages/preparation/index.js';
import type { KeptReport, Publication, Staged } from '../stages/release/index.js';
import type { SegmentationRequest } from '../stages/request/index.js';
import type { Segmentation } from '../stages/segmentation/index.js';

/** The stages of a run, each already given the parts it works on. */
export interface Stages {
  admit(ask: YamlDocument): SegmentationRequest;
  gather(request: SegmentationRequest): Promise<Facts>;
  decide(request: SegmentationRequest, facts: Facts): Promise<Decision>;
  openTrail(request: SegmentationRequest, decision: Decision): Promise<Trail>;
  prepare(permit: Permit): Promise<Prepared>;
  /** Features freed of a trait, where that is asked for and granted. */
  residualise(permit: Permit, features: Features, traits: ProtectedTraits): Promise<Features>;
  segment(permit: Permit, features: Features): Promise<Segmentation>;
  mitigate(permit: Permit, prepared: Prepared, segmentation: Segmentation): Promise<Segmentation>;
  disclose(permit: Permit, segmentation: Segmentation): Promise<ReleaseCandidate>;
  judge(permit: Permit, features: Features, candidate: ReleaseCandidate, traits: ProtectedTraits): Promise<Verdict>;
  keep(verdict: Withheld): Promise<KeptReport>;
  stage(verdict: Cleared | Held): Promise<Staged>;
  release(staged: Staged, receipt: Receipt): Promise<Publication>;
}

/** What a plugin may see, and what goes round it. */
export interface Prepared {
  readonly features: Features;
  readonly traits: ProtectedTraits;
}

/** The record of one run: opened once, closed once. */
export interface Trail {
  /** Runs a stage; a fault inside closes the record as one and is thrown again. */
  guard<T>(work: () => Promise<T>): Promise<T>;
  /** Waits until the closing entry is on disk under a signed checkpoint. */
  close(ending: Denial | KeptReport | Staged): Promise<Receipt>;
}
