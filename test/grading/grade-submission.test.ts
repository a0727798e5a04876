import { expect, test } from 'vitest';
import type { Grade } from '#src/grading/grade';
import { temporaryFolders } from '../data/temporary-folder.ts';
import { filesOf, gradeOf } from './grading-room.ts';

const temporaryFolder = temporaryFolders();
const lawsOf = ({ parts }: Grade) =>
  parts.flatMap(({ report }) => report.tasks.flatMap(({ laws }) => laws));
const tasksOf = ({ parts }: Grade) => parts[0].report.tasks;

test.each(['part0', 'part1', 'part2', 'part5'])(
  'the solutions of %s get all points',
  async (part) => {
    const grade = await gradeOf(await temporaryFolder(), await filesOf('solutions', part), part);
    const { earned, possible, bonus, bonusPossible, final } = grade.points;
    expect([earned, bonus, final]).toEqual([possible, bonusPossible, possible + bonusPossible]);
    expect(grade.student).toMatchObject({ id: 'e1234567' });
  },
);

test('stubs have begun nothing', async () => {
  const grade = await gradeOf(
    await temporaryFolder(),
    await filesOf('fixtures/originals', 'part2'),
  );
  expect(new Set(lawsOf(grade).map(({ status }) => status))).toEqual(new Set(['not started']));
  expect(grade.points.final).toBe(0);
});

test('what is wrong reads as it does in `npm test`, with the place', async () => {
  const files = await filesOf('solutions', 'part2', {
    'part2/conv2d.ts': `export function myConv2d(input: number[][][][], kernel: number[][][][]) {
  const [, rows] = kernel[0][0];
  return rows.map((weight) => input[99][0][0][0] * weight);
}`,
  });
  const grade = await gradeOf(await temporaryFolder(), files);
  const [law] = lawsOf(grade).filter(({ status }) => status === 'broken');
  expect(law).toMatchObject({
    id: '2.1a',
    explanation: {
      message: expect.stringContaining('`myConv2d` threw TypeError') as string,
      place: expect.stringMatching(/^katas\/part2\/conv2d\.ts:3:\d+$/) as string,
    },
  });
});

test('a file that is missing, or does not parse or load, costs its tasks alone', async () => {
  const files = await filesOf('solutions', 'part2', {
    'part2/conv2d-options.ts': 'export const = 1;',
    'part2/conv2d-backward.ts': 'throw new Error("at the top"); export const x = 1;',
  });
  const tasks = tasksOf(await gradeOf(await temporaryFolder(), files));
  expect(tasks[0].laws.every(({ status }) => status === 'holds')).toBe(true);
  expect(tasks[1].problem?.message).toMatch(
    /^katas\/part2\/conv2d-options\.ts:1:14 does not parse/,
  );
  expect(tasks[2].problem?.message).toMatch(/conv2d-backward\.ts does not load: .*at the top/);
  delete files['part2/conv2d.ts'];
  const without = tasksOf(await gradeOf(await temporaryFolder(), files));
  expect(without[0].problem?.message).toBe('katas/part2/conv2d.ts was not handed in');
});

test('who hangs or exits is stopped, and the other tasks are judged', async () => {
  const files = await filesOf('solutions', 'part2', {
    'part2/conv2d.ts': 'export function myConv2d() { for (;;); }',
    'part2/conv2d-options.ts': 'export function conv2d() { process.exit(0); }',
  });
  const tasks = tasksOf(await gradeOf(await temporaryFolder(), files));
  const [hanging, exiting] = tasks.map(({ laws }) => laws);
  expect(JSON.stringify(hanging[0])).toContain('is there an endless loop?');
  expect(exiting.every(({ status }) => status === 'broken')).toBe(true);
  expect(tasks[2].laws.every(({ status }) => status === 'holds')).toBe(true);
});

test('a forbidden import makes a part worth nothing, and its line is named', async () => {
  const files = await filesOf('solutions', 'part2');
  files['part2/conv2d.ts'] = `import * as tf from '@tensorflow/tfjs';\n${files['part2/conv2d.ts']}`;
  const grade = await gradeOf(await temporaryFolder(), files);
  expect(grade.points.final).toBe(0);
  expect(grade.parts[0].zero).toMatchObject({
    file: 'katas/part2/conv2d.ts',
    line: 1,
    excerpt: expect.stringContaining('@tensorflow/tfjs') as string,
  });
});

test('the seed decides: the same gives the same grade', async () => {
  const files = await filesOf('solutions', 'part2', {
    'part2/conv2d.ts': 'export const myConv2d = (input: number[][][][]) => input;',
  });
  const folder = await temporaryFolder();
  const laws = [];
  for (const seed of [7, 7, 8]) {
    laws.push(lawsOf(await gradeOf(folder, files, 'part2', { seed, results: `${folder}/${laws.length}` }))); // prettier-ignore
  }
  expect(laws[1]).toEqual(laws[0]);
  expect(laws[2]).not.toEqual(laws[0]);
});
