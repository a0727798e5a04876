import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare } from '../../../src/laws/compare.ts';
import { gradientCases, lossCases } from '../../../src/laws/definitions/losses/cases.ts';
import {
  judged,
  type LossCase,
  logSoftmaxBackwardOf,
  logSoftmaxOf,
  type LossName,
  lossNames,
} from '../../../src/laws/definitions/losses/losses.ts';
import { lossMistakes } from '../../../src/laws/definitions/losses/mistakes.ts';
import {
  recordedLogSoftmaxes,
  recordedLosses,
} from '../../../src/laws/definitions/losses/recorded.ts';

const STEP = 2 ** -12;

/** How fast the loss changes with each output. */
const slopes = (name: LossName, { outputs, labels }: LossCase) =>
  outputs.map((row, n) =>
    row.map((_, k) => {
      const nudged = (by: number) => {
        const moved = outputs.map((values, i) =>
          values.map((x, j) => (i === n && j === k ? x + by : x)),
        );
        return judged(name, { outputs: moved, labels }).loss;
      };
      return (nudged(STEP) - nudged(-STEP)) / (2 * STEP);
    }),
  );

/** Where no margin is met exactly, and no output is 0 or 1. */
const isSmooth = ({ outputs, labels }: LossCase) =>
  outputs.every((row, n) =>
    row.every((x, k) => x !== 0 && x !== 1 && (k === labels[n] || row[labels[n]] - x !== 1)),
  );

test.each(lossNames)('the gradient of %s is that of central differences', (name) => {
  fc.assert(
    fc.property(lossCases().filter(isSmooth), (given) => {
      const { gradient } = judged(name, given);
      expect(compare(gradient, slopes(name, given), { absolute: 1e-6 })).toBeUndefined();
    }),
    { seed: 1, numRuns: 100 },
  );
});

test('the way back through the log-softmax is that of central differences', () => {
  fc.assert(
    fc.property(gradientCases(), ({ x, gradOutput }) => {
      x.forEach((row, n) => {
        const value = (moved: number[]) =>
          logSoftmaxOf(moved).reduce((sum, y, k) => sum + gradOutput[n][k] * y, 0);
        const wanted = row.map((_, k) => {
          const at = (by: number) => value(row.map((v, j) => (j === k ? v + by : v)));
          return (at(STEP) - at(-STEP)) / (2 * STEP);
        });
        const got = logSoftmaxBackwardOf(logSoftmaxOf(row), gradOutput[n]);
        expect(compare(got, wanted, { absolute: 1e-6 })).toBeUndefined();
      });
    }),
    { seed: 2, numRuns: 100 },
  );
});

test.each(recordedLosses)('$name, $case: as PyTorch', ({ name, outputs, labels, ...wanted }) => {
  const got = judged(name, { outputs, labels });
  const { loss, gradient } = wanted;
  expect(compare(got, { loss, gradient }, { absolute: 1e-12, relative: 1e-12 })).toBeUndefined();
});

test('all five losses were recorded', () => {
  expect(new Set(recordedLosses.map(({ name }) => name))).toEqual(new Set(lossNames));
});

test.each(recordedLogSoftmaxes)('log-softmax, $name: as PyTorch', (record) => {
  const y = record.x.map(logSoftmaxOf);
  const gradient = y.map((row, n) => logSoftmaxBackwardOf(row, record.gradOutput[n]));
  const wanted = { y: record.y, gradient: record.gradient };
  expect(compare({ y, gradient }, wanted, { absolute: 1e-12, relative: 1e-9 })).toBeUndefined();
});

test('by hand: a margin that is met exactly neither costs nor pulls', () => {
  const given = { outputs: [[1, 0, 0.5]], labels: [0] };
  expect(judged('multiMargin', given)).toEqual({
    loss: 0.5 / 3,
    gradient: [[-1 / 3, 0, 1 / 3]],
  });
});

test.each(lossNames)('every mistake of %s is one', (name) => {
  for (const { says, as } of lossMistakes[name]) {
    const cases = fc.sample(lossCases(), { seed: 3, numRuns: 60 });
    const isWrong = cases.some((given) => {
      const wanted = judged(name, given);
      return compare(as(given), wanted) !== undefined;
    });
    expect(isWrong, says).toBe(true);
  }
});
