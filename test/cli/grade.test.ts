import { once } from 'node:events';
import { cp, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { seededRandom } from '#src/common/random';
import { kata, kataCalls, sharedRoom, start } from './room.ts';

const room = sharedRoom();
/** Whatever walls stand here: what they hold is tried elsewhere. */
const grade = ['grade', 'class', '--require-sandbox', 'none'];

let folder: string;
beforeAll(async () => {
  folder = join(room.root, 'class');
  await handIn('hw1_ada_lovelace_e1000001', 'solutions');
  await handIn('hw1_bo_stub_e1000002', 'fixtures/originals');
  await mkdir(join(folder, 'hw1_cy_empty_e1000003'));
});

const handIn = (name: string, from: string) =>
  cp(join(room.root, from, 'part2'), join(folder, name, 'part2'), { recursive: true });

const inRoom = (...args: string[]) =>
  kata(
    room.root,
    args.map((arg) => (arg === 'class' ? folder : arg)),
  );

test('a class is graded, and what its course platform wants lies in the folder', async () => {
  const out = join(room.root, 'grades');
  const { code, out: said, err } = await inRoom(...grade, '--parts', '2', '--out', out);
  expect(code, err).toBe(0);
  expect(err).toContain('3 submissions · part 2\n walls: ');
  expect(said).toContain('3 submissions · part 2');
  for (const line of said.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
  const rows = (await readFile(join(out, 'grades.csv'), 'utf8')).trim().split('\n');
  expect(rows).toHaveLength(4);
  expect(rows.find((row) => row.includes('e1000001'))).toContain(',59,');
  const files = ['feedback', 'grades.csv', 'grades.json', 'grading.json', 'junit.xml', 'results', 'similarity.html']; // prettier-ignore
  expect((await readdir(out)).sort()).toEqual(files);
  expect(await readdir(join(out, 'results'))).toHaveLength(3);

  // A second time: nothing is overwritten; with --resume nothing is graded again.
  const again = await inRoom(...grade, '--parts', '2', '--out', out);
  expect([again.code, again.err]).toEqual([1, expect.stringMatching(/holds a grading already, and is not overwritten.*--resume/)]); // prettier-ignore
  const other = await inRoom(...grade, '--parts', '2', '--out', out, '--resume', '--seed', '7');
  expect([other.code, other.err]).toEqual([2, expect.stringContaining('cannot change by --seed')]);
  const before = await timesOf(join(out, 'results'));
  const resumed = await inRoom(...grade, '--out', out, '--resume', '--json');
  expect(resumed.code, resumed.err).toBe(0);
  expect(JSON.parse(resumed.out)).toMatchObject({ grades: [{}, {}, {}] });
  expect(await timesOf(join(out, 'results'))).toEqual(before);
});

/** `KATA_KILLED=50 npx vitest run test/cli/grade.test.ts -t killed` tries a larger class. */
const SIZE = Number(process.env.KATA_KILLED ?? 6);

test('killed at any moment, it goes on: every submission is graded once', async () => {
  const large = join(room.root, 'large');
  for (let i = 0; i < SIZE; i++) {
    const name = `hw1_student_e${2_000_000 + i}`;
    await cp(join(folder, 'hw1_bo_stub_e1000002'), join(large, name), { recursive: true });
  }
  const out = join(room.root, 'killed');
  const args = ['grade', large, '--require-sandbox', 'none', '--parts', '2', '--out', out, '--jobs', '2']; // prettier-ignore
  const results = join(out, 'results');
  let known: Record<string, number> = {};
  const random = seededRandom(1);
  for (let kills = 0; kills < SIZE / 3; kills++) {
    const child = start(room.root, kills === 0 ? args : [...args, '--resume']);
    const ended = once(child, 'close');
    const before = Object.keys(known).length;
    // The first time before anything is graded, then at some moment after one more is.
    const isMore = async () => Object.keys(await timesOf(results)).length > before;
    if (kills > 0) while (child.exitCode === null && !(await isMore())) await wait(20);
    await wait(2000 * random.uniform());
    child.kill('SIGKILL');
    await ended;
    await wait(300); // its processes end with it
    const now = await timesOf(results);
    expect(now).toMatchObject(known);
    known = now;
  }
  const { code, err } = await kata(room.root, [...args, '--resume']);
  expect(code, err).toBe(0);
  const last = await timesOf(join(out, 'results'));
  expect(last).toMatchObject(known);
  expect(Object.keys(last)).toHaveLength(SIZE);
  const rows = (await readFile(join(out, 'grades.csv'), 'utf8')).trim().split('\n');
  expect(rows).toHaveLength(SIZE + 1);
}, 600_000);

/** When each result was written. */
async function timesOf(results: string): Promise<Record<string, number>> {
  const names = await readdir(results).catch(() => []);
  const whole = names.filter((name) => name.endsWith('.json'));
  const times = await Promise.all(whole.map((name) => stat(join(results, name))));
  return Object.fromEntries(whole.map((name, i) => [name, times[i].mtimeMs]));
}

describe('a call that cannot be meant', () => {
  test('is told what is wrong and what to do, in a line or two, and grades nothing', async () => {
    await mkdir(join(room.root, 'nobody'), { recursive: true });
    await writeFile(join(room.root, 'policy.json'), '{"late": true}');
    const calls: [call: string, code: number, says: RegExp][] = [
      [`grade`, 2, /missing required argument 'submission'/],
      [`grade ${folder} --parts 9`, 2, /there is no part9; there is part2/],
      [`grade ${folder} --format csv,exel`, 2, /there is no "exel"; there is csv, json/],
      [`grade ${folder} --canvas book.csv`, 2, /--canvas needs the title of the assignment/],
      [`grade ${folder} --due yesterday`, 1, /"yesterday" is no time; wanted is one like/],
      [`grade ${folder} --jobs none`, 2, /--jobs/],
      [`grade ${folder} --require-sandbox much`, 2, /Allowed choices are full, reduced, none/],
      [`grade ${folder} --policy ${room.root}/policy.json`, 1, /policy\.json/],
      [`grade ${folder} --policy /no/such.json`, 1, /The policy \/no\/such\.json cannot be read/],
      [`grade ${room.root}/nobody`, 1, /There is no submission in /],
      [`grade /no/such/folder`, 1, /\/no\/such\/folder/],
      [`grade ${folder} --roster /no/such.csv`, 1, /\/no\/such\.csv/],
    ];
    const out = join(room.root, 'unused');
    const outcomes = await kataCalls(room.root, calls.map(([call]) => `${call} --out ${out}`)); // prettier-ignore
    for (const [i, { code, err }] of outcomes.entries()) {
      const [call, wanted, says] = calls[i];
      expect(err, call).toMatch(says);
      expect(err, call).not.toMatch(/\n\s+at /);
      expect(code, call).toBe(wanted);
    }
    await expect(stat(out)).rejects.toThrow('ENOENT');
  });
});
