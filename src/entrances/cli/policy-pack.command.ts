import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../../documents/index.js';
import { legalConstants, loadLegalProfiles } from '../../registers/legal-profiles/index.js';
import { readPacksLock, type VerifiedPack } from '../../registers/packs/index.js';
import { loadTaxonomy } from '../../registers/taxonomy/index.js';
import { dueAt, loadNamed, openRecord, readSchedule } from '../../run/index.js';
import { loadSettings, type Settings } from '../../settings/index.js';
import {
  bringPack,
  buildPack,
  diffOfPack,
  makeSigningKey,
  type PackPlan,
  type PackRefusal,
  packPlanText,
  packRemovalText,
  type RecordPack,
  readSigningKey,
  removePack,
  signPack,
  verifyPack,
  weighPack,
} from '../../workbench/index.js';
import { type Answer, aligned, failureDocument, failureText } from './terminal.js';

interface Globals {
  readonly settings: string;
}

/** Makes a key that signs packs, and says its public half. */
export async function key(file: string, { name }: { readonly name: string }): Promise<Answer> {
  const made = await makeSigningKey(file, name);
  const text = `The key lies in ${file}: keep it to yourself.\nOthers trust it by this verifier key:\n${made.verifierKey}`;
  return { exit: 0, json: { name, verifierKey: made.verifierKey }, text };
}

/** Checks and tests a pack's source and writes it, unsigned, into a new folder. */
export async function build(source: string, { into }: { readonly into: string }): Promise<Answer> {
  const manifest = await buildPack(source, into, releaseGround());
  const text = `${manifest.name} ${manifest.version}: ${manifest.files.length} files in ${into}, not signed yet.`;
  return { exit: 0, json: manifest, text };
}

// A pack is made for many: it may name the constants that come with the release, and no deployment's own.
function releaseGround() {
  const profiles = loadLegalProfiles([fileURLToPath(new URL('config/legal-profiles', packageRoot()))]);
  return { taxonomy: loadTaxonomy(), constants: legalConstants(profiles.values()) };
}

/** Signs a built pack, or adds a signature to a signed one. */
export async function sign(folder: string, { key: file }: { readonly key: string }): Promise<Answer> {
  const pack = await signPack(folder, readSigningKey(file));
  return { exit: 0, json: summary(pack), text: packText(pack) };
}

interface Signers {
  /** Verifier keys, beside those of the settings. */
  readonly signer?: readonly string[];
}

/** Says who signed a pack and that every byte of it was signed, or by which PACK_ code the answer is no. */
export async function verify({ settings }: Globals, folder: string, { signer = [] }: Signers): Promise<Answer> {
  const found = verifyPack(folder, [...loadSettings(settings).packSigners, ...signer]);
  if (found.kind === 'refused') return refused(found);
  return { exit: 0, json: summary(found.pack), text: packText(found.pack) };
}

/** The packs that are installed in the policy folders. */
export async function list({ settings }: Globals): Promise<Answer> {
  const folders = loadSettings(settings).policyFolders;
  const packs = folders.flatMap((folder) =>
    (readPacksLock(folder) ?? []).map((pack) => ({ ...pack, folder: relative(process.cwd(), folder) })),
  );
  const rows = packs.map(({ name, version, sequence, digest, signer }) => [name, version, sequence, digest, signer]);
  return { exit: 0, json: packs, text: rows.length > 0 ? aligned(rows) : 'No pack is installed.' };
}

interface Changing extends Signers {
  /** The policy folder to install in; the first of the settings when absent. */
  readonly into?: string;
  readonly dryRun?: boolean;
  readonly replaceSigner?: string;
}

/** Installs a pack that is not there yet. */
export function add(globals: Globals, folder: string, flags: Changing): Promise<Answer> {
  return change('add', globals, folder, flags);
}

/** Replaces an installed pack by a later one of the same signer; with `dryRun` shows what that would mean. */
export function upgrade(globals: Globals, folder: string, flags: Changing): Promise<Answer> {
  return change('upgrade', globals, folder, flags);
}

async function change(
  verb: 'add' | 'upgrade',
  globals: Globals,
  folder: string,
  { signer = [], into, dryRun = false, replaceSigner }: Changing,
): Promise<Answer> {
  const { settings, profiles, target: place } = placeOf(globals, into);
  const trusted = [...settings.packSigners, ...signer, ...(replaceSigner === undefined ? [] : [replaceSigner])];
  const target = { ...place, trusted };
  const succession = replaceSigner === undefined ? {} : { replaceSigner };
  const found = dryRun
    ? weighPack(verb, folder, target, succession)
    : await recorded(settings, (record) => bringPack(verb, folder, target, { ...succession, record }));
  if (found.kind === 'refused') return refused(found);
  const diff = dryRun ? diffOfPack(found, place.registers.taxonomy) : undefined;
  const notes = [...profileNotes(found, [...profiles.values()]), ...changeNotes(settings)];
  return { exit: 0, json: document(found, { diff, notes, done: !dryRun }), text: packPlanText(found, { diff, notes }) };
}

interface Taking {
  readonly into?: string;
  readonly dryRun?: boolean;
  readonly force?: boolean;
}

/** Takes an installed pack out, and says what becomes permitted or denied by that. */
export async function remove(globals: Globals, name: string, { into, ...flags }: Taking): Promise<Answer> {
  const { settings, target } = placeOf(globals, into ?? folderWith(globals, name));
  const { dryRun = false } = flags;
  const found = await (dryRun
    ? removePack(name, target, flags)
    : recorded(settings, (record) => removePack(name, target, { ...flags, record })));
  if (found.kind === 'refused') return refused(found);
  const { pack, removed, diff } = found;
  const notes = changeNotes(settings);
  const text = packRemovalText(found, { dryRun, notes });
  return { exit: 0, json: { pack, removed, diff, notes, done: !dryRun }, text };
}

// Each pack is installed in one folder: whoever wants it out need not know which.
function folderWith({ settings }: Globals, name: string): string | undefined {
  const holds = (folder: string) => readPacksLock(folder)?.some((pack) => pack.name === name) ?? false;
  return loadSettings(settings).policyFolders.find(holds);
}

/** Where packs are installed: the folder that was named, else the first of the settings. */
function placeOf({ settings: file }: Globals, into: string | undefined) {
  const settings = loadSettings(file);
  const fromHere = (folder: string) => relative(process.cwd(), folder) || '.';
  const policyFolders = settings.policyFolders.map(fromHere);
  const policyFolder = into === undefined ? (policyFolders[0] as string) : fromHere(resolve(into));
  const { known, profiles } = loadNamed(settings);
  return { settings, profiles, target: { policyFolder, policyFolders, registers: known } };
}

/** Does an act with the log of the deployment open; where there is no state yet, nothing keeps records. */
async function recorded<T>(settings: Settings, act: (record: RecordPack | undefined) => Promise<T>): Promise<T> {
  const opened = await openRecord(settings);
  if (!opened) return act(undefined);
  try {
    return await act((entry) => opened.append('pack-decided', entry));
  } finally {
    await opened.close();
  }
}

function refused({ error }: PackRefusal): Answer {
  return { exit: 2, json: { error: failureDocument(error) }, text: failureText(error) };
}

// From the first approved change on, what lies in the folders waits for the next one.
function changeNotes({ stateFolder }: Settings): readonly string[] {
  const [set] = dueAt(readSchedule(stateFolder), Date.now());
  if (!set) return [];
  return [`The policies in force come from change ${set.change}: this takes effect with the next approved change.`];
}

// A pack was written against one state of the law; the deployment may know another.
function profileNotes(
  { pack }: PackPlan,
  profiles: readonly { readonly name: string; readonly version: string }[],
): readonly string[] {
  const { name, version } = pack.manifest.legalProfile;
  const held = profiles.find((one) => one.name === name);
  if (held?.version === version) return [];
  const here = held ? `${held.version} is in force here` : 'none of that name is in force here';
  return [`The pack was written against the legal profile ${name} ${version}; ${here}.`];
}

function document(plan: PackPlan, rest: { readonly diff: unknown; readonly notes: readonly string[]; done: boolean }) {
  const { added, removed, changed, installed } = plan;
  const { diff, notes, done } = rest;
  return { pack: summary(plan.pack), replaces: installed ?? null, added, removed, changed, diff, notes, done };
}

function summary({ manifest: { files, ...head }, digest, signer }: VerifiedPack) {
  return { ...head, files: files.length, digest, signer };
}

function packText({ manifest, digest, signer }: VerifiedPack): string {
  const { name, version, sequence, legalProfile, files } = manifest;
  return aligned([
    ['pack', `${name} ${version}, release ${sequence}`],
    ['title', manifest.title],
    ['legal profile', `${legalProfile.name} ${legalProfile.version}, from ${legalProfile.from}`],
    ['files', `${files.length}, each as it was signed`],
    ['digest', digest],
    ['signer', signer],
  ]);
}
