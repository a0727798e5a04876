import { cp, mkdir, readdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { kata } from '../cli/room.ts';
import { temporaryFolders } from '../data/temporary-folder.ts';

const repository = join(import.meta.dirname, '../..');

/** A copy of the repository, as handed out, in which TensorFlow.js is not installed. */
async function withoutTensorFlow(room: string): Promise<void> {
  const copied = ['bin', 'src', 'fixtures', 'solutions', 'package.json', 'tsconfig.json'];
  for (const name of copied)
    await cp(join(repository, name), join(room, name), { recursive: true });
  await cp(join(repository, 'katas'), join(room, 'katas'), { recursive: true });
  await cp(join(repository, 'fixtures/originals'), join(room, 'katas'), { recursive: true });
  for (const name of await packages()) {
    if (/^(@tensorflow|@webgpu|webgpu)\b/.test(name)) continue;
    const link = join(room, 'node_modules', name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(repository, 'node_modules', name), link, 'junction');
  }
}

async function packages(): Promise<string[]> {
  const folder = join(repository, 'node_modules');
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.'));
  const scopes = names.filter((name) => name.startsWith('@'));
  const scoped = await Promise.all(
    scopes.map(async (scope) => (await readdir(join(folder, scope))).map((name) => `${scope}/${name}`)), // prettier-ignore
  );
  return [...names.filter((name) => !name.startsWith('@')), ...scoped.flat()];
}

const folder = temporaryFolders();

test('parts 0, 1 and 2 load nothing of TensorFlow.js: they run where it is not installed', async () => {
  const room = await folder();
  await withoutTensorFlow(room);
  // First, that it would be missed.
  const doctor = await kata(room, ['doctor', '--json']);
  expect(JSON.parse(doctor.out)).toContainEqual(
    expect.objectContaining({
      topic: 'backend wasm',
      message: '@tensorflow/tfjs is not installed',
    }),
  );

  const parts = ['part0', 'part1', 'part2'];
  for (const part of parts) {
    const epochs = part === 'part1' ? ['--epochs', '5'] : [];
    const { code, err } = await kata(room, ['experiment', part, ...epochs]);
    expect({ part, code, err }).toEqual({ part, code: 0, err: '' });
  }
  const laws = await kata(room, ['test', ...parts.map((part) => `katas/${part}`), '--json']);
  const report = JSON.parse(laws.out) as { parts: { tasks: { laws: unknown[] }[] }[] };
  expect(report.parts.map(({ tasks }) => tasks[0].laws.length > 0)).toEqual([true, true, true]);
  expect(laws.out + laws.err).not.toMatch(/tensorflow/i);
}, 120_000);
