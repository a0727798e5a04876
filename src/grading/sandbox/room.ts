import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Files } from './kit.ts';
import { packageFolders, packagesFor } from './packages.ts';

/** A folder that holds all that a submission's process may read, besides Node itself. */
export interface Room {
  path: string;
  /** The folders of the packages that it may import; they lie outside, and are to be read only. */
  packages: readonly string[];
  remove(): Promise<void>;
}

const manifest = JSON.stringify({ type: 'module', imports: { '#src/*': './src/*.js' } });

/**
 * Lays out a fresh folder.
 *
 * @param root - the repository, for its packages.
 * @param kit - the host, and what submissions may import.
 * @param files - the submission's own, as JavaScript: `part2/conv2d.js`.
 * @param packages - which it may import. Default: those without TensorFlow.js.
 */
export async function layOut(
  root: string,
  kit: Files,
  files: Files,
  packages: readonly string[] = packagesFor({}),
): Promise<Room> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'kata-room-')));
  const { direct, all: folders } = await packageFolders(root, packages);
  const all = new Map([...kit, ...files, ['package.json', manifest]]);
  for (const [name, text] of all) {
    const file = join(path, name);
    await mkdir(dirname(file), { recursive: true, mode: 0o755 });
    await writeFile(file, text, { flag: 'wx', mode: 0o644 });
  }
  for (const [name, folder] of direct) {
    const link = join(path, 'node_modules', name);
    await mkdir(dirname(link), { recursive: true, mode: 0o755 });
    await symlink(folder, link);
  }
  return { path, packages: folders, remove: () => rm(path, { recursive: true, force: true }) };
}
