import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { kata, sharedRoom, write } from './room.ts';

const first = sharedRoom();
const second = sharedRoom();
const third = sharedRoom();

// Blocks its thread as an endless loop does, but leaves the processor to other tests.
const block = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);';

const plain = (out: string) => out.replaceAll(/\s+/g, ' ');

async function timed(root: string, file: string) {
  const start = performance.now();
  const { code, out } = await kata(root, ['test', `part2/${file}`]);
  return { code, text: plain(out), seconds: (performance.now() - start) / 1000 };
}

describe.concurrent('an endless loop', () => {
  test('in a call is interrupted and named, in every law', { timeout: 30_000 }, async () => {
    const loop = 'try { for (;;); } catch {} finally { for (;;); }';
    await write(second.root, 'conv2d-backward', `export function conv2dBackward() { ${loop} }\n`);
    const { code, text, seconds } = await timed(second.root, 'conv2d-backward');
    expect(text).toContain(
      '`conv2dBackward` ran for more than 2 s without returning: is there an endless loop?',
    );
    expect(text).toMatch(/ 0 of \d laws hold/);
    expect(code).toBe(1);
    expect(seconds).toBeLessThan(15);
  });

  test(
    'for some arguments only is found by a second, careful run',
    { timeout: 60_000 },
    async () => {
      const solution = await readFile(join(third.root, 'solutions/part2/conv2d.ts'), 'utf8');
      const loop = '  if (height === 5) for (;;);\n  const rows =';
      await write(third.root, 'conv2d', solution.replace('  const rows =', loop));
      const { code, text, seconds } = await timed(third.root, 'conv2d');
      expect(text).toContain('`myConv2d` ran for more than 2 s without returning');
      expect(text).toContain('✓ channels that do not match are refused with a clear error');
      expect(code).toBe(1);
      expect(seconds).toBeLessThan(40);
    },
  );

  test('at the top level of a file is stopped and named', { timeout: 60_000 }, async () => {
    await write(first.root, 'conv2d', `${block}\nexport const myConv2d = () => [];\n`);
    const { code, text, seconds } = await timed(first.root, 'conv2d');
    expect(text).toContain(
      'katas/part2/conv2d.ts was stopped after 15 s: it does not finish loading: is there an endless loop at its top level?',
    );
    expect(code).toBe(1);
    expect(seconds).toBeLessThan(40);
  });
});
