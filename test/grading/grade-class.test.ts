import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filesOf, gradeFolder, handIn } from './grading-room.ts';

const names = ['hw1_a_e1', 'hw1_b_e2', 'hw1_c_e3', 'hw1_d_e4'];

let [room, folder, results]: string[] = [];
beforeAll(async () => {
  room = await mkdtemp(join(tmpdir(), 'ann-katas-test-'));
  [folder, results] = [join(room, 'class'), join(room, 'results')];
  const stubs = await filesOf('fixtures/originals', 'part2');
  const right = await filesOf('solutions', 'part2');
  await handIn(folder, Object.fromEntries(names.map((name, i) => [name, i === 1 ? right : stubs])));
});

afterAll(() => rm(room, { recursive: true }));

test('every submission is graded, by a seed of its own, in its order', async () => {
  const all = await gradeFolder(folder, ['part2'], { results, jobs: 2 });
  expect(all.map(({ name }) => name)).toEqual(names);
  expect(all.map(({ grade }) => grade?.points.final)).toEqual([0, 59, 0, 0]);
  expect(new Set(all.map(({ grade }) => grade?.seed)).size).toBe(4);
});

test('what was stopped goes on, and nothing is graded twice', async () => {
  const results = join(room, 'stopped');
  const stop = new AbortController();
  const begun = gradeFolder(folder, ['part2'], { results, jobs: 1, signal: stop.signal });
  for (;;) {
    const done = await readdir(results).catch(() => []);
    if (done.filter((name) => name.endsWith('.json')).length >= 2) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  stop.abort();
  const before = await begun;
  const kept = before.filter(({ grade }) => grade !== undefined);
  expect(kept.length).toBeLessThan(4);
  expect(before.find(({ grade }) => grade === undefined)?.failure).toBe('stopped');
  const times = await Promise.all(kept.map(({ name }) => stat(`${results}/${name}.json`)));
  const after = await gradeFolder(folder, ['part2'], { results });
  expect(after.filter(({ isKept }) => isKept).map(({ name }) => name)).toEqual(kept.map(({ name }) => name)); // prettier-ignore
  expect(after.every(({ grade }) => grade !== undefined)).toBe(true);
  const again = await Promise.all(kept.map(({ name }) => stat(`${results}/${name}.json`)));
  expect(again.map(({ mtimeMs }) => mtimeMs)).toEqual(times.map(({ mtimeMs }) => mtimeMs));
});

test('times that become known later change what is kept, and nothing is graded again', async () => {
  const lateness = async (csv: string) => {
    await writeFile(join(folder, 'submissions.csv'), csv);
    const all = await gradeFolder(folder, ['part2'], { results, due: '2026-04-06T20:55:00Z' });
    expect(all.every(({ isKept }) => isKept)).toBe(true);
    return all[1].grade!;
  };
  const head = 'submission,submitted_at';
  const unknown = await lateness(head);
  expect(unknown.lateness.seconds).toBeUndefined();
  expect(unknown.points.final).toBe(59);
  const late = await lateness(`${head}\n${names[1]},2026-04-08T20:00:00Z`);
  expect(late.lateness).toMatchObject({ factor: 0.4 });
  expect(late.points).toEqual({ ...unknown.points, final: 23.6 });
  expect(late.submittedAt).toBe('2026-04-08T20:00:00.000Z');
  const inTime = await lateness(`${head}\n${names[1]},2026-04-06T20:55:00Z`);
  expect(inTime.points).toEqual(unknown.points);
  await rm(join(folder, 'submissions.csv'));
});

test('another seed grades anew', async () => {
  const [{ isKept }] = await gradeFolder(folder, ['part2'], { results, seed: 2 });
  expect(isKept).toBe(false);
});

test('a process that is killed costs the submission at which it was, and no other', async () => {
  const large = join(room, 'large');
  const stubs = await filesOf('fixtures/originals', 'part2');
  const many = Array.from({ length: 8 }, (_, i) => `hw1_${'abcdefgh'[i]}_e${i}`);
  await handIn(large, Object.fromEntries(many.map((name) => [name, stubs])));
  const done: string[] = [];
  const all = await gradeFolder(large, ['part2'], {
    results: join(room, 'killed'),
    jobs: 1,
    onDone({ name }) {
      done.push(name);
      if (done.length === 1) void killChildren(); // it has begun with the second of two
    },
  });
  expect(all.map(({ grade }) => grade !== undefined)).toEqual(many.map((_, i) => i !== 1));
  expect(all[1].failure).toContain('SIGKILL');
  expect(new Set(done)).toEqual(new Set(many));
});

/** Ends the grading processes of this one. */
async function killChildren(): Promise<void> {
  const text = await readFile(`/proc/self/task/${process.pid}/children`, 'utf8');
  for (const pid of text.trim().split(' ').map(Number)) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8');
    if (command.includes('grade-job')) process.kill(pid, 'SIGKILL');
  }
}
