import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TSchema } from 'typebox';
import {
  checkSchema,
  type Diagnostic,
  DocumentError,
  digestOfBytes,
  MadeOfDocuments,
  readYaml,
  type YamlDocument,
} from '../documents/index.js';
import type { PolicyFile } from '../registers/policies/index.js';
import { mistakesOfCases, mistakesOfFixtures } from './case-mistakes.js';
import { type Cases, CasesSchema, type Fixtures, FixturesSchema } from './cases.schema.js';

/** The cases and fixtures of a policy folder, as far as they fit their schemas, and every mistake of all of them. */
export interface CaseFiles {
  /** Null where there are none, or they do not fit their schema. */
  readonly fixtures: Fixtures | null;
  /** By the file of the policy that they lie beside. */
  readonly cases: ReadonlyMap<string, Cases>;
  readonly mistakes: readonly Diagnostic[];
}

/** Reads what lies beside the policies of one folder; `files` are those of the folder, without what came with a pack. */
export function readCaseFiles(folder: string, files: readonly PolicyFile[]): CaseFiles {
  const fixtures = documentAt(join(folder, 'fixtures.yaml'), FixturesSchema, { check: mistakesOfFixtures, ground: '' });
  const known = fixtures.document && (fixtures.document.value as Fixtures);
  const rules = files.map(({ expected }) => expected);
  const ground = digestOfBytes(JSON.stringify([known ?? null, rules]));
  const read = files
    .filter(({ holds }) => holds === 'policy')
    .map(({ file }) => {
      const check = (document: YamlDocument) => (known ? mistakesOfCases(document, { fixtures: known, rules }) : []);
      return { file, ...documentAt(join(dirname(file), 'cases.yaml'), CasesSchema, { check, ground }) };
    });
  return {
    fixtures: known ?? null,
    cases: new Map(read.flatMap(({ file, document }) => (document ? [[file, document.value as Cases] as const] : []))),
    mistakes: [fixtures, ...read].flatMap(({ mistakes }) => mistakes),
  };
}

interface Read {
  readonly document: YamlDocument | undefined;
  readonly mistakes: readonly Diagnostic[];
}

interface Check {
  readonly check: (document: YamlDocument) => readonly Diagnostic[];
  /** What is looked at beside the document. */
  readonly ground: string;
}

/** Documents without a mistake. */
const good = new MadeOfDocuments<true>();

function documentAt(file: string, schema: TSchema, { check, ground }: Check): Read {
  if (!existsSync(file)) return { document: undefined, mistakes: [] };
  try {
    const document = readYaml(file, readFileSync(file, 'utf8'));
    if (good.known(document, ground)) return { document, mistakes: [] };
    const ofSchema = checkSchema(document, schema);
    const mistakes = ofSchema.length > 0 ? ofSchema : check(document);
    if (mistakes.length === 0) good.keep(document, ground, true);
    return { document: ofSchema.length > 0 ? undefined : document, mistakes };
  } catch (error) {
    if (error instanceof DocumentError) return { document: undefined, mistakes: error.diagnostics };
    throw error;
  }
}
