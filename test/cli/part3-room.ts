import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/**
 * A student's folder with part 3 alone, its originals as the student's files: a room for all tests of a
 * file, taken away after them.
 */
export function sharedPart3Room(): { readonly root: string } {
  const room = { root: '' };
  beforeAll(async () => {
    const root = await mkdtemp(join(tmpdir(), 'ann-katas-room-'));
    const copy = (path: string) =>
      cp(join(repository, path), join(root, path), { recursive: true });
    await mkdir(join(root, 'solutions'), { recursive: true });
    await Promise.all(['bin', 'src', 'package.json', 'tsconfig.json', 'katas/part3', 'solutions/part3'].map(copy)); // prettier-ignore
    await cp(join(repository, 'fixtures/originals/part3'), join(root, 'katas/part3'), { recursive: true }); // prettier-ignore
    await symlink(join(repository, 'node_modules'), join(root, 'node_modules'), 'junction');
    room.root = root;
  });
  afterAll(() => rm(room.root, { recursive: true, force: true }));
  return room;
}

/** Takes over the reference solutions of all tasks, that of training changed by `edit`. */
export async function solvePart3(
  root: string,
  edit: (train: string) => string = (train) => train,
): Promise<void> {
  for (const name of ['accuracy', 'networks', 'result', 'split', 'train']) {
    const code = await readFile(join(root, 'solutions/part3', `${name}.ts`), 'utf8');
    await writeFile(join(root, 'katas/part3', `${name}.ts`), name === 'train' ? edit(code) : code);
  }
}
