import { readFileSync, rmSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UserError } from '../../common/user-error.ts';

/** Holds the number of the process that writes into a folder of results. */
export const LOCK_FILE = 'run.lock';

const held = new Set<string>();

process.once('exit', () => {
  for (const path of held) rmSync(path, { force: true });
});

/**
 * Keeps other processes from writing into a folder until this one ends. The lock of a process that was
 * killed counts for nothing.
 *
 * @throws {UserError} when another process, still alive, has it.
 */
export async function lockFolder(folder: string): Promise<void> {
  const path = join(folder, LOCK_FILE);
  if (held.has(path)) return;
  const owner = await take(path);
  if (owner === undefined) return;
  if (owner !== process.pid && isAlive(owner)) {
    throw new UserError(
      `Process ${owner} writes into ${folder}: an experiment is under way there. Wait for it, or end it. If process ${owner} is something else, remove ${path}.`,
    );
  }
  await rm(path, { force: true });
  await take(path);
}

/** @returns whose lock it is already, 0 when that cannot be read; nobody's where the folder cannot be written: writing will say why. */
async function take(path: string): Promise<number | undefined> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, `${process.pid}\n`, { flag: 'wx' });
    held.add(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return undefined;
    return Number(await readFile(path, 'utf8').catch(() => '')) || 0;
  }
  return undefined;
}

function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !isZombie(pid);
}

/** Whether a process has ended and nobody asked how: in containers without an init it keeps its number. */
function isZombie(pid: number): boolean {
  try {
    return / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, ''));
  } catch {
    return false; // no Linux
  }
}
