import { randomBytes } from 'node:crypto';
import { open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

/*
 * While a file is being downloaded it lies beside its destination as `NAME.part-HOST-PID-RANDOM`,
 * owned by one download. A download that gives up leaves it as `NAME.part`, owned by nobody.
 * Taking one over is a rename, which only one taker can win: so two downloads at the same time never
 * write to the same file, and what a killed download had received is found by the next one.
 */

const host = hostname().replaceAll(/[^A-Za-z0-9.]/g, '_') || 'host';
const abandonedAfter = 60 * 60 * 1000; // ms without a write, where the owner cannot be asked

/** @returns the path of a part file that is this download's own: an abandoned one, or a new, empty one. */
export async function claimPart(destination: string): Promise<string> {
  const mine = `${destination}.part-${host}-${process.pid}-${randomBytes(4).toString('hex')}`;
  const abandoned = await abandonedParts(destination);
  let claimed = false;
  for (const path of abandoned) {
    if (claimed)
      await rm(path, { force: true }); // shorter than the one we have
    else claimed = await takeOver(path, mine);
  }
  if (!claimed) await (await open(mine, 'wx')).close();
  return mine;
}

/** Leaves a part file for a later download to go on with, unless a longer one is there. */
export async function releasePart(part: string, destination: string): Promise<void> {
  const left = `${destination}.part`;
  const size = await sizeOf(part);
  if (size === undefined) return;
  if (size > 0 && size >= ((await sizeOf(left)) ?? 0)) await rename(part, left);
  else await rm(part, { force: true });
}

/** @returns the size in bytes, or undefined when there is no such file. */
export async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch {
    return undefined;
  }
}

/** Longest first. */
async function abandonedParts(destination: string): Promise<string[]> {
  const prefix = `${basename(destination)}.part`;
  const found: { path: string; size: number }[] = [];
  for (const name of await readdir(dirname(destination))) {
    if (!name.startsWith(prefix)) continue;
    const path = join(dirname(destination), name);
    const details = await stat(path).catch(() => undefined);
    if (!details) continue;
    const owner = /^-(.+)-(\d+)-[0-9a-f]+$/.exec(name.slice(prefix.length));
    const free = name === prefix || (owner !== null && isAbandoned(owner, details.mtimeMs));
    if (free) found.push({ path, size: details.size });
  }
  return found.sort((a, b) => b.size - a.size).map(({ path }) => path);
}

function isAbandoned([, ownerHost, pid]: RegExpExecArray, writtenAt: number): boolean {
  if (ownerHost === host) return !isAlive(Number(pid));
  return Date.now() - writtenAt > abandonedAfter;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0); // signal 0 asks only whether the process is there
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function takeOver(path: string, mine: string): Promise<boolean> {
  try {
    const now = new Date();
    await utimes(path, now, now); // before the rename: under the new name it never looks abandoned
    await rename(path, mine);
    return true;
  } catch {
    return false; // another download was faster
  }
}
