import { join } from 'node:path';
import { UserError } from '../common/user-error.ts';
import { readArchive } from './archive.ts';
import { keep } from './keep.ts';
import { locate, replaceAdvice } from './locate.ts';
import type { LocateOptions } from './locate.ts';
import { cacheOf, givenUnpacked, isKind } from './places.ts';
import { toAll } from './sink.ts';
import type { Sink } from './sink.ts';
import { addressOf } from './sources.ts';
import type { Content, DataSource, SourceFile } from './sources.ts';
import { readUnpacked } from './unpacked.ts';

/**
 * Reads members of a data set's archive, and verifies each: from the unpacked folder, where
 * KATA_DATA_DIR has one; from the user's cache, which keeps all members from the first time on;
 * else from the archive that `locate` finds.
 *
 * @param source - of one file, an archive.
 * @param members - which of its contents.
 * @param open - called at the beginning of each member, in any order, and once more for one that was bad in the cache.
 * @throws {UserError} as `locate` and `readArchive`, and when the unpacked folder lacks a member or has a wrong one.
 */
export async function readMembers(
  source: DataSource,
  members: readonly Content[],
  open: (member: Content) => Sink,
  options: LocateOptions,
): Promise<void> {
  const [file] = source.files;
  const given = await givenUnpacked(source, file, options);
  if (given !== undefined) {
    const advice = unpackAdvice(source, file, given);
    for (const member of members) {
      await readUnpacked(given, member, open(member), advice, options.signal);
    }
    return;
  }
  const cache = join(cacheOf(source, options), file.folder ?? '');
  const missing = await readCached(cache, members, open, options.signal);
  if (missing.length > 0) await readPacked(source, missing, cache, open, options);
}

/** What to do about an unpacked folder that is not right. */
export function unpackAdvice(source: DataSource, file: SourceFile, folder: string): string {
  return `Unpack ${addressOf(source, file)} there again, or remove ${folder}.`;
}

/** @returns the members that are not in the cache, or not as they should be. */
async function readCached(
  cache: string,
  members: readonly Content[],
  open: (member: Content) => Sink,
  signal: AbortSignal | undefined,
): Promise<Content[]> {
  const missing: Content[] = [];
  for (const member of members) {
    try {
      await readUnpacked(cache, member, open(member), '', signal);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      missing.push(member);
    }
  }
  return missing;
}

/** Reads members from the archive, and keeps in the cache all that are not there. */
async function readPacked(
  source: DataSource,
  members: readonly Content[],
  cache: string,
  open: (member: Content) => Sink,
  options: LocateOptions,
): Promise<void> {
  const [archive] = await locate(source, options);
  const [file] = source.files;
  const contents = file.contents ?? [];
  const keepers = new Map<Content, Sink>();
  for (const member of contents) {
    const path = join(cache, member.name);
    const isKept = !members.includes(member) && (await isKind(path, 'file'));
    if (!isKept) keepers.set(member, await keep(path));
  }
  const sinkOf = (member: Content) => {
    const keeper = keepers.get(member);
    const reader = members.includes(member) ? open(member) : undefined;
    return toAll([reader, keeper].filter((sink) => sink !== undefined));
  };
  try {
    const advice = replaceAdvice(source, file);
    await readArchive(archive, contents, sinkOf, advice, options.signal);
  } finally {
    for (const keeper of keepers.values()) keeper.abandon?.(); // of no effect on what is finished
  }
}
