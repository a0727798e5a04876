import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../common/user-error.ts';
import { cacheFolder } from './cache-folder.ts';
import type { Environment } from './cache-folder.ts';
import { findMismatch } from './checksum.ts';
import { DownloadError, downloadFile } from './download.ts';
import type { DownloadOptions } from './download.ts';
import type { DataSource, SourceFile } from './sources.ts';

export interface LocateOptions extends DownloadOptions {
  /** The environment: KATA_DATA_DIR, and what says where the user's cache is. */
  env: Environment;
  /** Default `process.platform`. */
  platform?: string;
  /** The user's home folder. Default that of the process. */
  home?: string;
}

/**
 * Finds files of a data set: in KATA_DATA_DIR (in its folder `mnist`, say, or directly), then in the
 * user's cache, then on the network, from where they go into the cache. All are verified.
 *
 * @param files - which of the source's files. Default all.
 * @returns their paths, in the order of `files`.
 * @throws {UserError} when KATA_DATA_DIR is no folder or holds a wrong file, when a file is nowhere and
 *   cannot be downloaded, or when the cache cannot be written.
 */
export async function locate(
  source: DataSource,
  options: LocateOptions,
  files: readonly SourceFile[] = source.files,
): Promise<string[]> {
  const { env, platform = process.platform, home = homedir() } = options;
  const dataDir = await givenFolder(env, source);
  const cache = join(cacheFolder(env, platform, home), source.name);
  const paths: string[] = [];
  for (const file of files) {
    const given = dataDir === undefined ? undefined : await findGiven(dataDir, source, file);
    paths.push(given ?? (await findCached(cache, source, file, options)));
  }
  return paths;
}

/**
 * Where the files of a data set lie on this machine already; nothing is downloaded.
 *
 * @returns their paths in the order of the source's files, `undefined` for each that is not there.
 * @throws {UserError} when KATA_DATA_DIR is no folder, or holds a wrong file.
 */
export async function locateLocal(
  source: DataSource,
  { env, platform = process.platform, home = homedir() }: LocateOptions,
): Promise<(string | undefined)[]> {
  const dataDir = await givenFolder(env, source);
  const cache = join(cacheFolder(env, platform, home), source.name);
  const paths: (string | undefined)[] = [];
  for (const file of source.files) {
    const given = dataDir && (await findGiven(dataDir, source, file));
    const cached = join(cache, file.name);
    paths.push(given || ((await isKind(cached, 'file')) ? cached : undefined));
  }
  return paths;
}

async function givenFolder(env: Environment, source: DataSource): Promise<string | undefined> {
  const dataDir = env.KATA_DATA_DIR || undefined;
  if (dataDir === undefined || (await isKind(dataDir, 'folder'))) return dataDir;
  throw new UserError(
    `KATA_DATA_DIR is ${dataDir}, which is no folder that can be read; wanted a folder that holds data sets, as ${join(source.name, source.files[0].name)}. Correct it, or unset it to use the cache and the network.`,
  );
}

/** A file that the user put there is never replaced, and never used when it is not the right one. */
async function findGiven(
  dataDir: string,
  source: DataSource,
  file: SourceFile,
): Promise<string | undefined> {
  for (const path of [join(dataDir, source.name, file.name), join(dataDir, file.name)]) {
    if (!(await isKind(path, 'file'))) continue;
    const mismatch = await verify(path, file);
    if (!mismatch) return path;
    throw new UserError(
      `${path}: ${mismatch}. It is not the file that ${source.title} is published as, or it is damaged. Replace it by the one from ${source.mirrors.at(-1)}${file.name}, or remove it to have it downloaded.`,
    );
  }
  return undefined;
}

/** @returns what is wrong with a file, or undefined. */
async function verify(path: string, file: SourceFile): Promise<string | undefined> {
  if (file.verify === 'contents') return undefined;
  try {
    const mismatch = await findMismatch(path, file.checksums);
    return mismatch && `its ${mismatch.algorithm} is ${mismatch.came}; wanted ${mismatch.wanted}`;
  } catch (error) {
    return `cannot be read (${(error as Error).message}); wanted a file of ${file.bytes} bytes`;
  }
}

async function findCached(
  cache: string,
  source: DataSource,
  file: SourceFile,
  options: LocateOptions,
): Promise<string> {
  const destination = join(cache, file.name);
  // A damaged file in the cache is ours to replace.
  const good = (await isKind(destination, 'file')) && !(await verifyDownloaded(destination, file));
  if (good) return destination;
  const urls = source.mirrors.map((mirror) => mirror + file.name);
  const { bytes, checksums } = file;
  try {
    await downloadFile({ destination, urls, bytes, checksums }, options);
  } catch (error) {
    throw error instanceof DownloadError ? unreachable(source, file, error) : error;
  }
  return destination;
}

/** In the cache lie only files as published: `contents` is no excuse there. */
const verifyDownloaded = (path: string, file: SourceFile) =>
  verify(path, { ...file, verify: 'file' });

function unreachable(source: DataSource, file: SourceFile, cause: DownloadError): UserError {
  const names = source.files.map(({ name }) => `  ${join(source.name, name)}`);
  return new UserError(
    [
      `${source.title}: ${file.name} is not on this machine, and no mirror gave it. Tried:`,
      ...cause.tried.map((line) => `  ${line}`),
      `With no network: use --dataset ${source.standIn}, which is built in and needs none.`,
      'Or put the files by hand into a folder FOLDER, and set KATA_DATA_DIR=FOLDER:',
      ...names.map((name) => name.replace(/^ {2}/, '  FOLDER/')),
    ].join('\n'),
    { cause },
  );
}

async function isKind(path: string, kind: 'file' | 'folder'): Promise<boolean> {
  try {
    const details = await stat(path);
    return kind === 'file' ? details.isFile() : details.isDirectory();
  } catch {
    return false;
  }
}
