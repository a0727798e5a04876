import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LawResult } from '#src/laws/law-result';
import { isGreen } from '#src/laws/part-report';
import { judgeParts } from '#src/learner/judge-parts';
import type { FileResult } from '#src/learner/law-collector';
import type { Target } from '#src/learner/katas';

const root = join(import.meta.dirname, '../..');
const options = { seed: 1, expect: 'green' } as const;
const law = (id: string, task: string): LawResult => ({ id, task, claim: '', points: 1, status: 'holds', cases: 1 }); // prettier-ignore
const file = (name: string, ...laws: LawResult[]): FileResult => ({
  part: 'part2',
  file: name,
  laws,
});
const all = [
  file('conv2d', law('2.1a', '2.1')),
  file('conv2d-options', law('2.2a', '2.2')),
  file('conv2d-backward', law('2.3a', '2.3')),
];
const judged = async (
  results: FileResult[],
  targets: Target[] = [{ part: 'part2' }],
  only?: string,
) => (await judgeParts(root, targets, results, { ...options, ...(only ? { only } : {}) }, 5))[0];
const ids = ({ tasks }: Awaited<ReturnType<typeof judged>>) => tasks.map(({ task }) => task.id);

describe('of a part', () => {
  test('every task gets the laws of its file, in the order of the manifest', async () => {
    const report = await judged(all.toReversed());
    expect(ids(report)).toEqual(['2.1', '2.2', '2.3']);
    expect(report.tasks.map(({ laws }) => laws.map(({ id }) => id))).toEqual([['2.1a'], ['2.2a'], ['2.3a']]); // prettier-ignore
    expect(report).toMatchObject({ isPartial: false, seed: 1, milliseconds: 5 });
    expect(isGreen(report)).toBe(true);
  });

  test('a missing file of laws is a problem, and no success', async () => {
    const report = await judged(all.slice(1));
    expect(report.tasks[0].problem?.message).toBe(
      'katas/part2/conv2d.test.ts, its file of laws, is missing.',
    );
    expect(isGreen(report)).toBe(false);
  });

  test('a file of laws that declares none is no success', async () => {
    expect(isGreen(await judged([file('conv2d'), ...all.slice(1)]))).toBe(false);
  });

  test('only the files and tasks that were asked for are reported, as a part of the whole', async () => {
    const one = await judged(all, [{ part: 'part2', file: 'conv2d-options' }]);
    expect([ids(one), one.isPartial]).toEqual([['2.2'], true]);
    const task = await judged(all, [{ part: 'part2' }], '2.3');
    expect([ids(task), task.isPartial]).toEqual([['2.3'], true]);
    expect(ids(await judged(all, [{ part: 'part2' }], '2.1a'))).toEqual(['2.1']);
    const both: Target[] = [{ part: 'part2', file: 'conv2d' }, { part: 'part2' }];
    expect(ids(await judged(all, both))).toEqual(['2.1', '2.2', '2.3']);
  });
});

test('two targets in one part make one report', async () => {
  const targets = [
    { part: 'part2', file: 'conv2d' },
    { part: 'part2', file: 'conv2d-backward' },
  ];
  const reports = await judgeParts(root, targets, all, options, 5);
  expect(reports.map(ids)).toEqual([['2.1', '2.3']]);
});
