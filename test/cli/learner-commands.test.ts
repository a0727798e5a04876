import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { kata, kataCalls, sharedRoom, solve, studentFiles, write } from './room.ts';

// One room, and one student's way through it: the tests build on each other.
const room = sharedRoom();
const calls = (...list: string[]) => kataCalls(room.root, list);

test('hints come one by one, are remembered, and --tier shows one again', async () => {
  const before = await studentFiles(room.root);
  const outcomes = await calls(...Array.from({ length: 4 }, () => 'hint part2 2.1'));
  const headings = outcomes.map(({ out }) => /hint \d of 3 · \S+/.exec(out)?.[0]);
  expect(headings).toEqual([
    'hint 1 of 3 · Nudge',
    'hint 2 of 3 · Concept',
    'hint 3 of 3 · Near-code',
    'hint 3 of 3 · Near-code',
  ]);
  expect(outcomes[0].out).toContain('Still stuck? npx kata hint part2 2.1 shows hint 2.');
  expect(outcomes[2].out).toContain('katas/part2/README.md');
  expect(outcomes[3].out).toContain('That was the last hint; --tier 1 and --tier 2 show');
  expect(outcomes.map(({ code }) => code)).toEqual([0, 0, 0, 0]);

  const [again, other, next] = await calls('hint 2 2.1 --tier 1', 'hint part2 2.2', 'hint part2 2.1'); // prettier-ignore
  expect(again.out).toContain('hint 1 of 3 · Nudge');
  expect(other.out).toContain('hint 1 of 3 · Nudge');
  expect(next.out).toContain('hint 3 of 3');
  expect(await studentFiles(room.root)).toBe(before);
});

test(
  'a hint without a task is one for the first task that is not done',
  { timeout: 20_000 },
  async () => {
    await solve(room.root, 'conv2d');
    const { code, out } = await kata(room.root, ['hint', 'part2']);
    expect(out).toContain('Task 2.2 · hint 2 of 3');
    expect(code).toBe(0);
  },
);

test(
  'progress shows points and what is next, and exits with 0 though the bonus is open',
  { timeout: 30_000 },
  async () => {
    const before = await studentFiles(room.root);
    const { code, out } = await kata(room.root, ['progress']);
    expect(out).toMatch(/ann-katas +(\d+) of \1 points\n/);
    expect(out).toMatch(
      / 2 A convolution layer by hand {2}█{18} +(\d+)\/\1 {2}(done; )?bonus 2\.2 is open\n/,
    );
    expect(out).toContain('next: everything holds');
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect(code).toBe(0);
    expect(await studentFiles(room.root)).toBe(before);
  },
);

test('reset puts a stub back and keeps what was there, byte by byte', async () => {
  const own = 'export const mine = "α\u0000β";\r\n';
  await write(room.root, 'conv2d', own);
  await rm(join(room.root, 'katas/part2/conv2d-options.ts'));
  const [{ code, out }] = await calls('reset part2');
  const [, folder] = /Yours is in (\S+); to have it back:\n {3}cp \1\* katas\/part2\//.exec(out)!;
  expect(await readFile(join(room.root, folder, 'conv2d.ts'), 'utf8')).toBe(own);
  expect(out).toContain('katas/part2/conv2d-options.ts was missing; the stub is back');
  expect(out).toContain('katas/part2/conv2d-backward.ts is the stub already');
  expect(code).toBe(0);
  for (const file of ['conv2d.ts', 'conv2d-options.ts', 'conv2d-backward.ts']) {
    const original = await readFile(join(room.root, 'fixtures/originals/part2', file));
    expect(await readFile(join(room.root, 'katas/part2', file))).toEqual(original);
  }
});

test('reset of one file, or of the answers, leaves the others alone', async () => {
  await write(room.root, 'conv2d', 'one');
  await write(room.root, 'conv2d-backward', 'two');
  await writeFile(join(room.root, 'katas/part2/answers.md'), 'three');
  const [file, answers] = await calls('reset katas/part2/conv2d.ts', 'reset part2 --answers');
  expect(file.out.match(/is the stub again/g)).toHaveLength(1);
  expect(answers.out).toContain('katas/part2/answers.md is the stub again');
  expect(await readFile(join(room.root, 'katas/part2/conv2d-backward.ts'), 'utf8')).toBe('two');
  const stamps = await readdir(join(room.root, '.kata/backups'));
  expect(new Set(stamps).size).toBe(3);
});

test('a backup that cannot be made is one clear message, exit code 1, and nothing is lost', async () => {
  await rm(join(room.root, '.kata'), { recursive: true });
  await writeFile(join(room.root, '.kata'), 'in the way');
  await write(room.root, 'conv2d', 'mine');
  const [{ code, err }] = await calls('reset part2');
  expect(err).toMatch(/^\S+ could not be written: .+ What was there is unchanged\.\n$/);
  expect(code).toBe(1);
  expect(await readFile(join(room.root, 'katas/part2/conv2d.ts'), 'utf8')).toBe('mine');
});

test('doctor says what is missing, and exits with 1 if something is bad', async () => {
  await rm(join(room.root, '.kata'));
  const [good, json] = await calls('doctor', 'doctor --json');
  expect(good.out).toMatch(/✓ katas +part2: all files are there/);
  expect(good.out).toMatch(/✓ backend \w+ +chosen: /);
  expect(good.out).toMatch(/ backend cpu +\S+.*: plain JavaScript/);
  expect(good.code).toBe(0);
  expect(JSON.parse(json.out)).toContainEqual(expect.objectContaining({ topic: 'terminal' }));
  await rm(join(room.root, 'katas/part2/conv2d.test.ts'));
  const [bad] = await calls('doctor');
  const text = bad.out.replaceAll(/\s+/g, ' ');
  expect(text).toContain(
    '✗ katas/part2 missing: conv2d.test.ts; npx kata reset part2 brings stubs back',
  );
  expect(bad.code).toBe(1);
});
