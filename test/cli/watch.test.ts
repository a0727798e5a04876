import { once } from 'node:events';
import { afterAll, expect, test } from 'vitest';
import { sharedRoom, solve, start } from './room.ts';

const room = sharedRoom();
let child: ReturnType<typeof start> | undefined;
afterAll(async () => {
  if (child === undefined || child.exitCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
});

/** Waits until the output so far, from `from` on, holds `text`; gives its length then. */
async function seen(output: () => string, text: string, from = 0): Promise<number> {
  const start = performance.now();
  while (!output().slice(from).includes(text)) {
    if (performance.now() - start > 25_000)
      throw new Error(`no "${text}" in ${output().slice(from)}`);
    await new Promise((resolve) => void setTimeout(resolve, 20));
  }
  return output().length;
}

test('watch judges at once, and again on every save', { timeout: 60_000 }, async (context) => {
  child = start(room.root, ['watch', 'part2/conv2d']);
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (more: string) => (text += more));
  child.stderr.setEncoding('utf8').on('data', (more: string) => (text += more));
  const output = () => text;
  let from = await seen(output, 'Watching: save a file to run again, Ctrl-C to stop.');
  expect(text).toMatch(/not started · \d+ pts/);

  const start1 = performance.now();
  await solve(room.root, 'conv2d');
  from = await seen(output, 'next: npx kata experiment part2', from);
  const green = performance.now() - start1;

  const start2 = performance.now();
  await solve(room.root, 'conv2d', (code) => `${code}\nconst x = ;\n`);
  from = await seen(output, 'does not parse', from);
  const red = performance.now() - start2;

  await solve(room.root, 'conv2d');
  await seen(output, 'next: npx kata experiment part2', from);
  expect(text).not.toContain('\u001b');
  await context.annotate(`save to report: ${green.toFixed(0)} ms, ${red.toFixed(0)} ms`);
});
