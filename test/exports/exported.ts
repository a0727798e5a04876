import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fromBuffer } from 'yauzl';
import { kataNames, loadKata } from '#src/learner/katas';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

export const allKatas = () => Promise.all(kataNames(root).map((name) => loadKata(root, name)));

/** The files below a folder, by their paths within it; `node_modules` is passed over. */
export function filesBelow(folder: string, within = ''): string[] {
  return readdirSync(join(folder, within), { withFileTypes: true }).flatMap((entry) => {
    const name = `${within}${entry.name}`;
    if (entry.name === 'node_modules') return [];
    return entry.isDirectory() ? filesBelow(folder, `${name}/`) : [name];
  });
}

/** The permissions of each entry of an archive, by its path. */
export function modesIn(path: string): Promise<Map<string, number>> {
  return new Promise((done, fail) => {
    const modes = new Map<string, number>();
    fromBuffer(readFileSync(path), {}, (error, zip) => {
      if (error) return fail(error);
      zip.on('entry', ({ fileName, externalFileAttributes }) => {
        modes.set(fileName, (externalFileAttributes >>> 16) & 0o777);
      });
      zip.on('end', () => done(modes)).on('error', fail);
    });
  });
}
