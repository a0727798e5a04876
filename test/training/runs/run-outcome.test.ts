import { expect, test } from 'vitest';
import { failures, takeOutcome } from '#src/training/runs/run-outcome';
import { newRun } from '#src/training/runs/run-state';

const failed = (name: string, message: string, stack?: string) => {
  const run = newRun({ name, epochs: 1, stepsPerEpoch: 1, settings: {} });
  const outcome = { state: 'failed' as const, message, ...(stack === undefined ? {} : { stack }) };
  takeOutcome(run, outcome, undefined);
  return run;
};

test('what failed for the same reason is told once; what did not fail is not told', () => {
  const done = newRun({ name: 'd', epochs: 1, stepsPerEpoch: 1, settings: {} });
  const runs = [failed('a', 'No data.'), done, failed('b', 'No backend.'), failed('c', 'No data.')];
  expect(failures(runs, 'part3')).toEqual(['a, c failed. No data.', 'b failed. No backend.']);
});

test("a mistake in the student's file has its place there, any other its stack", () => {
  const stack = (file: string) => `Error: oops\n    at f (/room/${file}:3:9)\n    at g (/room/src/x.ts:1:1)`; // prettier-ignore
  expect(failures([failed('a', 'Error: oops', stack('katas/part3/train.ts'))], 'part3')).toEqual([
    'a failed. Error: oops\n  at katas/part3/train.ts:3:9',
  ]);
  const ours = stack('solutions/part3/train.ts');
  expect(failures([failed('a', 'Error: oops', ours)], 'part3')).toEqual([`a failed. ${ours}`]);
});
