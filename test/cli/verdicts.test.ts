import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import type { LawResult } from '#src/laws/law-result';
import { kata, sharedRoom, solve, studentFiles, write } from './room.ts';

const room = sharedRoom();

interface Json {
  green: boolean;
  parts: { tasks: { id: string; earned: number; problem?: string; laws: LawResult[] }[] }[];
}

const lines = (text: string) => text.split('\n').map((line) => line.trimEnd());
const broken = (laws: LawResult[]) =>
  laws.flatMap((law) => (law.status === 'broken' ? [law.explanation] : []));

test('stubs: nothing is started, nothing is changed, exit code 1, no colour', async () => {
  const before = await studentFiles(room.root);
  const { code, out, err } = await kata(room.root, ['test', 'katas/part2']);
  expect(out).toMatch(/ Task 2\.1 {2}myConv2d +not started · \d+ pts\n/);
  expect(out).toContain('next: write task 2.1 in katas/part2/conv2d.ts');
  expect(out).not.toContain('\u001b');
  expect([code, err]).toEqual([1, '']);
  expect(await studentFiles(room.root)).toBe(before);
}, 20_000);

test('the solution: exit code 0 though the bonus is not started; FORCE_COLOR=1 gives colour', async () => {
  await solve(room.root, 'conv2d');
  const { code, out } = await kata(room.root, ['test', 'part2'], { FORCE_COLOR: '1' });
  expect(out).toContain('\u001b[32m✓\u001b[39m');
  const text = stripVTControlCharacters(out);
  expect(text).toMatch(/Task 2\.1 {2}myConv2d +(\d+) of \1 pts/);
  expect(text).toContain('next: npx kata experiment part2 --subject katas, or bonus 2.2');
  expect(code).toBe(0);
}, 20_000);

const flip = (code: string) => code.replace('filter[c][i][j]', 'filter[c][kernelHeight - 1 - i][kernelWidth - 1 - j]'); // prettier-ignore

test('a flipped kernel is named, a syntax error and a missing file are told, all in one run', async () => {
  await solve(room.root, 'conv2d', flip);
  await solve(room.root, 'conv2d-options', (code) => `${code}\nconst x = ;\n`);
  await rm(join(room.root, 'katas/part2/conv2d-backward.ts'));
  const { code, out, err } = await kata(room.root, ['test', 'part2'], {
    FORCE_COLOR: '1',
    NO_COLOR: '1',
  });
  expect(out).toContain('✗ a kernel with a single 1 copies its window');
  expect(out).toMatch(/smallest case\n {5}input 1×1×\S+ {4}kernel 1×1×\S+\n/);
  expect(out).toContain('Yours is mirrored: is the kernel flipped?');
  expect(out).toMatch(/katas\/part2\/conv2d-options\.ts:\d+:11 does not parse: /);
  expect(out).toContain('│ const x = ;');
  expect(out.replaceAll(/\s+/g, ' ')).toContain(
    'katas/part2/conv2d-backward.ts is missing. `npx kata reset katas/part2/conv2d-backward.ts` brings the stub back.',
  );
  expect(`${out}${err}`).not.toMatch(/node_modules|\n\s+at .*:\d+:\d+\)/);
  expect(out).not.toContain('\u001b');
  for (const line of lines(out)) expect(line.length).toBeLessThanOrEqual(80);
  expect(code).toBe(1);

  const [, id, seed, path] = /npm test katas\/part2 -- --law (\S+) --seed (\S+) --path (\S+)/.exec(
    out,
  )!;
  const replay = ['test', 'part2/conv2d', '--law', id, '--seed', seed, '--path', path];
  const again = await kata(room.root, replay);
  const explanation = (text: string) => /smallest case[^]*?(?=Yours is mirrored)/.exec(text)?.[0];
  expect(explanation(again.out)).toBe(explanation(out));
  expect(again.out).toContain(`replay   npm test katas/part2 -- ${replay.slice(2).join(' ')}`);
  expect(again.code).toBe(1);
}, 30_000);

test('a wrong name, nothing returned, an exception: JSON says each, and holds no stack', async () => {
  await write(room.root, 'conv2d', 'export const myConv2D = () => [];');
  await write(room.root, 'conv2d-options', 'export function conv2d() {}');
  await write(
    room.root,
    'conv2d-backward',
    "export function conv2dBackward() {\n  throw new RangeError('no gradient yet');\n}\n",
  );
  const { code, out, err } = await kata(room.root, ['test', 'part2', '--json']);
  const { green, parts } = JSON.parse(out) as Json;
  const [named, silent, throwing] = parts[0].tasks;
  for (const { message } of broken(named.laws)) {
    expect(message).toContain('Is `myConv2D` meant to be `myConv2d`?');
  }
  expect(broken(silent.laws).length).toBeGreaterThan(4);
  for (const { message, difference } of broken(silent.laws)) {
    expect(`${message} ${difference?.message}`).not.toContain('the law itself failed');
    expect(`${message} ${difference?.message}`).toContain('undefined');
  }
  for (const { message, place } of broken(throwing.laws)) {
    expect(message).toBe('`conv2dBackward` threw RangeError: no gradient yet');
    expect(place).toBe('katas/part2/conv2d-backward.ts:2:9');
  }
  expect(out).not.toMatch(/"stack"|node_modules|\n\s+at /);
  expect([code, green, err]).toEqual([1, false, '']);
}, 20_000);

test('a law that cannot be judged does not pass for one that holds', async () => {
  // A path that no case lies on makes fast-check itself give up.
  await solve(room.root, 'conv2d');
  const args = ['test', 'part2/conv2d', '--law', '2.1a', '--path', '0:99999:3'];
  const { code, out, err } = await kata(room.root, args);
  expect(code).toBe(1);
  expect(out.replaceAll(/\s+/g, ' ')).toMatch(/the law "2\.1a .+" could not be judged/);
  expect(`${out}${err}`).not.toContain('There is no law');
}, 20_000);

test('a law that does not exist is refused, exit code 2', async () => {
  const { code, err } = await kata(room.root, ['test', 'part2/conv2d', '--law', '2.1y']);
  expect(err.trim()).toBe(
    'There is no law or task "2.1y" in part2/conv2d. Without --law, the run lists them all.',
  );
  expect(code).toBe(2);
}, 20_000);
