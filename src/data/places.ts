import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../common/user-error.ts';
import { cacheFolder } from './cache-folder.ts';
import type { Environment } from './cache-folder.ts';
import type { DataSource, SourceFile } from './sources.ts';

/** What says where data sets are looked for. */
export interface Places {
  /** The environment: KATA_DATA_DIR, and what says where the user's cache is. */
  env: Environment;
  /** Default `process.platform`. */
  platform?: string;
  /** The user's home folder. Default that of the process. */
  home?: string;
}

/** @returns the folder in the user's cache for the files of a data set; it need not exist. */
export function cacheOf(
  source: DataSource,
  { env, platform = process.platform, home = homedir() }: Places,
): string {
  return join(cacheFolder(env, platform, home), source.name);
}

/**
 * @returns KATA_DATA_DIR, where it is set.
 * @throws {UserError} when it is no folder.
 */
export async function givenFolder(
  source: DataSource,
  { env }: Places,
): Promise<string | undefined> {
  const dataDir = env.KATA_DATA_DIR || undefined;
  if (dataDir === undefined || (await isKind(dataDir, 'folder'))) return dataDir;
  throw new UserError(
    `KATA_DATA_DIR is ${dataDir}, which is no folder that can be read; wanted a folder that holds data sets, as ${join(source.name, source.files[0].name)}. Correct it, or unset it to use the cache and the network.`,
  );
}

/** @returns where KATA_DATA_DIR holds a file: in the data set's folder, or directly. */
export async function givenFile(
  source: DataSource,
  { name }: SourceFile,
  places: Places,
): Promise<string | undefined> {
  return findIn(source, name, 'file', places);
}

/** @returns where KATA_DATA_DIR holds the unpacked contents of a file. */
export async function givenUnpacked(
  source: DataSource,
  { folder }: SourceFile,
  places: Places,
): Promise<string | undefined> {
  return folder === undefined ? undefined : findIn(source, folder, 'folder', places);
}

async function findIn(
  source: DataSource,
  name: string,
  kind: 'file' | 'folder',
  places: Places,
): Promise<string | undefined> {
  const dataDir = await givenFolder(source, places);
  if (dataDir === undefined) return undefined;
  for (const path of [join(dataDir, source.name, name), join(dataDir, name)]) {
    if (await isKind(path, kind)) return path;
  }
  return undefined;
}

/** @returns whether a path leads to a file, or to a folder. */
export async function isKind(path: string, kind: 'file' | 'folder'): Promise<boolean> {
  try {
    const details = await stat(path);
    return kind === 'file' ? details.isFile() : details.isDirectory();
  } catch {
    return false;
  }
}
