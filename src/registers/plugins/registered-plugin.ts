import type { TSchema } from 'typebox';
import type { Digest } from '../../documents/index.js';
import type { PluginManifest } from './manifest.schema.js';

/** A plugin that can be run: two files, and their digest. */
export interface RegisteredPlugin {
  readonly name: string;
  readonly manifest: PluginManifest;
  /** The schema of the options, as requests are checked against. */
  readonly options: TSchema & Readonly<Record<string, unknown>>;
  /** Over the bytes of bundle and manifest. */
  readonly digest: Digest;
  /** Absolute path of `bundle.mjs`. */
  readonly bundle: string;
  /** Part of the release: its digest stands in the committed release manifest, so it may run at level 0. */
  readonly builtIn: boolean;
}

/** All plugins by name, frozen, with a digest over all of theirs. */
export interface PluginRegister extends ReadonlyMap<string, RegisteredPlugin> {
  readonly digest: Digest;
}
