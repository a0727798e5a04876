import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { kata, sharedRoom, solve, write } from './room.ts';

const room = sharedRoom();
const run = (...args: string[]) => kata(room.root, ['experiment', 'part2', ...args]);

describe('an experiment', { timeout: 30_000 }, () => {
  test('runs the solution on the digit of the student number, and keeps JSON and SVG', async () => {
    await mkdir(join(room.root, 'results/part2-7'), { recursive: true });
    const { code, out, err } = await run('--student', 'e1234567');
    expect(out).toContain('5 images of the digit 7 from samples_7.npy, 8 kernels of 5×5');
    expect(out).toContain('output [5, 8, 24, 24]');
    expect(out).not.toContain('\u001b');
    expect([code, err]).toEqual([0, '']);

    // Results are never overwritten: the next folder that is free.
    const folder = join(room.root, 'results/part2-8');
    const names = ['part2_7.json', 'part2_7_kernels.svg', 'part2_7_output.svg'];
    expect((await readdir(folder)).sort()).toEqual(names);
    const json = JSON.parse(await readFile(join(folder, names[0]), 'utf8')) as object;
    expect(json).toMatchObject({ digit: 7, dataset: 'fixtures', shape: [5, 8, 24, 24] });
    for (const name of names.slice(1)) {
      expect(await readFile(join(folder, name), 'utf8')).toMatch(/^<svg[^]*<\/svg>\s*$/);
    }
  });

  test('with an unknown dataset is refused, exit code 2', async () => {
    const { code, err } = await run('--dataset', 'mnits');
    expect(err.trim()).toBe(
      'This experiment has no dataset "mnits"; it has fixtures, strokes, mnist. Did you mean mnist?',
    );
    expect(code).toBe(2);
  });
});

describe("an experiment on the student's code", { timeout: 30_000 }, () => {
  const out = () => join(room.root, 'own');
  const own = () => run('--subject', 'katas', '--samples', '1', '--out', out());

  test('that is not written says so once, exit code 1', async () => {
    const { code, err } = await own();
    expect(err.trim()).toBe(
      'Task 2.1 (myConv2d) is not implemented yet. Read katas/part2/README.md, then write it in place of this line.\n' +
        'Without --subject katas, the experiment runs the reference solution.',
    );
    expect(code).toBe(1);
  });

  test('that throws gives what and where, without a stack', async () => {
    await write(room.root, 'conv2d', "export function myConv2d() {\n  throw new Error('oops');\n}");
    const { code, err } = await own();
    expect(err.trim()).toBe('Error: oops\n  at katas/part2/conv2d.ts:2:9');
    expect(code).toBe(1);
  });

  test('that is right is run; --out says where the results go', async () => {
    await solve(room.root, 'conv2d');
    expect((await own()).code).toBe(0);
    expect(await readdir(out())).toContain('part2_8.json');
  });
});

test('a damaged fixture is one clear message, exit code 1', { timeout: 30_000 }, async () => {
  const fixture = join(room.root, 'fixtures/part2/samples_3.npy');
  const bytes = await readFile(fixture);
  await writeFile(fixture, bytes.subarray(0, 200));
  const { code, err } = await run('--student', 'e1234563');
  expect(err.trim()).toMatch(/samples_3\.npy/);
  expect(err).not.toMatch(/\n\s+at /);
  expect(code).toBe(1);
});
