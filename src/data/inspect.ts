import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UserError } from '../common/user-error.ts';
import { readArchive } from './archive.ts';
import { readGzip } from './gzip.ts';
import { replaceAdvice, verifyFile } from './locate.ts';
import { unpackAdvice } from './members.ts';
import { cacheOf, givenFile, givenUnpacked, isKind } from './places.ts';
import type { Places } from './places.ts';
import { nowhere } from './sink.ts';
import type { DataSource, SourceFile } from './sources.ts';
import { readUnpacked } from './unpacked.ts';

/** What of a data set is on this machine. */
export interface Inspection {
  /** `incomplete`: some files are there and good, others are not there. */
  state: 'verified' | 'damaged' | 'incomplete' | 'absent';
  /** The folder of the first file that is there. */
  folder?: string;
  place?: 'KATA_DATA_DIR' | 'cache';
  /** What the files that are there take on the disk. */
  bytes: number;
  /** What is wrong, and what to do about it. */
  problem?: string;
}

interface Found {
  place: 'KATA_DATA_DIR' | 'cache';
  folder: string;
  bytes: number;
  problem?: string | undefined;
}

/**
 * Looks at a data set where its loader would, and verifies all that is there. Changes nothing, and
 * downloads nothing.
 *
 * @throws {UserError} when KATA_DATA_DIR is no folder.
 */
export async function inspect(source: DataSource, places: Places): Promise<Inspection> {
  const found: Found[] = [];
  const missing: string[] = [];
  for (const file of source.files) {
    const there =
      (await inspectGiven(source, file, places)) ?? (await inspectCached(source, file, places));
    if (there) found.push(there);
    else missing.push(file.name);
  }
  if (found.length === 0) return { state: 'absent', bytes: 0 };
  const problem = found.find((file) => file.problem !== undefined)?.problem;
  const facts = {
    folder: found[0].folder,
    place: found[0].place,
    bytes: found.reduce((sum, { bytes }) => sum + bytes, 0),
  };
  if (problem !== undefined) return { ...facts, state: 'damaged', problem };
  if (missing.length === 0) return { ...facts, state: 'verified' };
  return {
    ...facts,
    state: 'incomplete',
    problem: `Not there: ${missing.join(', ')}. Download what is missing: npx kata data fetch ${source.name}`,
  };
}

async function inspectGiven(
  source: DataSource,
  file: SourceFile,
  places: Places,
): Promise<Found | undefined> {
  const place = 'KATA_DATA_DIR';
  const folder = await givenUnpacked(source, file, places);
  if (folder !== undefined) {
    const check = () => verifyUnpacked(folder, file, unpackAdvice(source, file, folder));
    return { place, folder, bytes: await bytesIn(folder, file), problem: await problemOf(check) };
  }
  const path = await givenFile(source, file, places);
  if (path === undefined) return undefined;
  const problem = await problemOf(() => verifyGiven(path, source, file));
  return { place, folder: dirname(path), bytes: (await stat(path)).size, problem };
}

async function verifyGiven(path: string, source: DataSource, file: SourceFile): Promise<void> {
  const { contents = [] } = file;
  const advice = replaceAdvice(source, file);
  if (file.verify === 'file') {
    const problem = await verifyFile(path, file);
    if (problem !== undefined) throw new UserError(`${path}: ${problem}. ${advice}`);
  } else if (file.folder === undefined) {
    await readGzip(path, contents[0], advice);
  } else {
    await readArchive(path, contents, () => nowhere, advice);
  }
}

/** The file as it was downloaded; or, where that is gone, what was kept of its contents. */
async function inspectCached(
  source: DataSource,
  file: SourceFile,
  places: Places,
): Promise<Found | undefined> {
  const place = 'cache';
  const folder = cacheOf(source, places);
  const path = join(folder, file.name);
  const advice = `Download it again: npx kata data fetch ${source.name}`;
  if (await isKind(path, 'file')) {
    const wrong = await verifyFile(path, file);
    const problem = wrong && `${path}: ${wrong}. ${advice}`;
    return { place, folder, bytes: (await stat(path)).size, problem };
  }
  const kept = file.folder === undefined ? undefined : join(folder, file.folder);
  if (kept === undefined || (await bytesIn(kept, file)) === 0) return undefined;
  const problem = await problemOf(() => verifyUnpacked(kept, file, advice));
  return { place, folder: kept, bytes: await bytesIn(kept, file), problem };
}

async function verifyUnpacked(folder: string, file: SourceFile, advice: string): Promise<void> {
  for (const member of file.contents ?? []) await readUnpacked(folder, member, nowhere, advice);
}

async function bytesIn(folder: string, { contents = [] }: SourceFile): Promise<number> {
  const sizes = contents.map(({ name }) =>
    stat(join(folder, name)).then(
      ({ size }) => size,
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

async function problemOf(check: () => Promise<void>): Promise<string | undefined> {
  try {
    await check();
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}
