import { join } from 'node:path';
import { UserError } from '../common/user-error.ts';
import { findMismatch } from './checksum.ts';
import { DownloadError, downloadFile } from './download.ts';
import type { DownloadOptions } from './download.ts';
import { cacheOf, givenFile, givenFolder, isKind } from './places.ts';
import type { Places } from './places.ts';
import { addressOf } from './sources.ts';
import type { DataSource, SourceFile } from './sources.ts';

export interface LocateOptions extends DownloadOptions, Places {
  /** True downloads nothing: what is not on this machine is an error. Default false. */
  offline?: boolean;
}

/**
 * Finds files of a data set: in KATA_DATA_DIR (in its folder `mnist`, say, or directly), then in the
 * user's cache, then on the network, from where they go into the cache. All are verified.
 *
 * @param files - which of the source's files. Default all.
 * @returns their paths, in the order of `files`.
 * @throws {UserError} when KATA_DATA_DIR is no folder or holds a wrong file, when a file is nowhere and
 *   cannot (or, offline, may not) be downloaded, or when the cache cannot be written.
 */
export async function locate(
  source: DataSource,
  options: LocateOptions,
  files: readonly SourceFile[] = source.files,
): Promise<string[]> {
  await givenFolder(source, options);
  const paths: string[] = [];
  for (const file of files) {
    const given = await findGiven(source, file, options);
    paths.push(given ?? (await findCached(source, file, options)));
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
  places: Places,
): Promise<(string | undefined)[]> {
  const paths: (string | undefined)[] = [];
  for (const file of source.files) {
    const given = await findGiven(source, file, places);
    const cached = join(cacheOf(source, places), file.name);
    paths.push(given ?? ((await isKind(cached, 'file')) ? cached : undefined));
  }
  return paths;
}

/** A file that the user put there is never replaced, and never used when it is not the right one. */
async function findGiven(
  source: DataSource,
  file: SourceFile,
  places: Places,
): Promise<string | undefined> {
  const path = await givenFile(source, file, places);
  if (path === undefined || file.verify === 'contents') return path;
  const problem = await verifyFile(path, file);
  if (problem === undefined) return path;
  throw new UserError(
    `${path}: ${problem}. It is not the file that ${source.title} is published as, or it is damaged. ${replaceAdvice(source, file)}`,
  );
}

/** What to do about a wrong file that the user put there. */
export function replaceAdvice(source: DataSource, file: SourceFile): string {
  return `Replace it by the one from ${addressOf(source, file)}, or remove it to have it downloaded.`;
}

/** @returns what is wrong with a file that must be as published, or undefined. */
export async function verifyFile(
  path: string,
  { checksums, bytes }: SourceFile,
): Promise<string | undefined> {
  try {
    const mismatch = await findMismatch(path, checksums);
    return mismatch && `its ${mismatch.algorithm} is ${mismatch.came}; wanted ${mismatch.wanted}`;
  } catch (error) {
    return `cannot be read (${(error as Error).message}); wanted a file of ${bytes} bytes`;
  }
}

/** In the cache lie only files as published: `contents` is no excuse there. */
async function findCached(
  source: DataSource,
  file: SourceFile,
  options: LocateOptions,
): Promise<string> {
  const destination = join(cacheOf(source, options), file.name);
  const isThere = await isKind(destination, 'file');
  const problem = isThere && (await verifyFile(destination, file));
  if (problem === undefined) return destination;
  if (options.offline) {
    const came = problem ? `${destination}: ${problem}` : `${file.name} is not on this machine`;
    throw new UserError(
      `${source.title}: ${came}. Download it: npx kata data fetch ${source.name}`,
    );
  }
  // A damaged file in the cache is ours to replace.
  const urls = source.mirrors.map((mirror) => mirror + file.name);
  const { bytes, checksums } = file;
  try {
    await downloadFile({ destination, urls, bytes, checksums }, options);
  } catch (error) {
    throw error instanceof DownloadError ? unreachable(source, file, error) : error;
  }
  return destination;
}

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
