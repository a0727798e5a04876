import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Files } from './kit.ts';

/** A folder that holds all that a submission's process may read, besides Node itself. */
export interface Room {
  path: string;
  /** The packages that it may import; a folder outside, to be read only. */
  packages: string;
  remove(): Promise<void>;
}

const manifest = JSON.stringify({ type: 'module', imports: { '#src/*': './src/*.js' } });

/**
 * Lays out a fresh folder.
 *
 * @param root - the repository, for its packages.
 * @param kit - the host, and what submissions may import.
 * @param files - the submission's own, as JavaScript: `part2/conv2d.js`.
 */
export async function layOut(root: string, kit: Files, files: Files): Promise<Room> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'kata-room-')));
  const packages = await realpath(join(root, 'node_modules'));
  const all = new Map([...kit, ...files, ['package.json', manifest]]);
  for (const [name, text] of all) {
    const file = join(path, name);
    await mkdir(dirname(file), { recursive: true, mode: 0o755 });
    await writeFile(file, text, { flag: 'wx', mode: 0o644 });
  }
  await symlink(packages, join(path, 'node_modules'));
  return { path, packages, remove: () => rm(path, { recursive: true, force: true }) };
}
