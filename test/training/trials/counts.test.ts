import { describe, expect, test } from 'vitest';
import { seededRandom } from '#src/common/random';
import { expectedEpochs } from '#src/training/trials/expected-epochs';
import { thin } from '#src/training/trials/thin';
import { report, startAsha } from '../../../solutions/part8/asha.ts';

describe('the epochs that the rungs predict', () => {
  test.each([
    [25, 3, 10, 147],
    [25, 10, 10, 250],
    [1, 3, 10, 10],
    [0, 3, 10, 0],
  ])('of %i trials, grace period %i and at most %i epochs', (trials, gracePeriod, maxEpochs, wanted) => {
    const halving = { gracePeriod, reductionFactor: 2, maxEpochs };
    expect(Math.round(expectedEpochs(trials, halving))).toBe(wanted);
  }); // prettier-ignore

  test('are about those of searches in which each loss is as likely the best as any other', () => {
    const halving = { gracePeriod: 1, reductionFactor: 3, maxEpochs: 12 };
    const random = seededRandom(1);
    let sum = 0;
    const searches = 400;
    for (let i = 0; i < searches; i++) {
      let state = startAsha(halving);
      for (let trial = 0; trial < 20; trial++) {
        for (let epoch = 1, decision = 'continue'; decision === 'continue'; epoch++, sum++) {
          ({ state, decision } = report(state, trial, epoch, random.uniform()));
        }
      }
    }
    const predicted = expectedEpochs(20, halving);
    expect(Math.abs(sum / searches - predicted)).toBeLessThan(0.02 * predicted);
  });
});

describe('thinning', () => {
  test.each([
    [[], 3, []],
    [[1, 2, 3], 3, [1, 2, 3]],
    [[1, 2, 3, 4], 3, [2, 4]],
    [[1, 2, 3, 4, 5, 6, 7], 2, [3, 7]],
  ])('%j to %i', (values, most, wanted) => {
    expect(thin(values, most)).toEqual(wanted);
  });

  test('leaves no more than asked for', () => {
    for (let length = 0; length < 60; length++) {
      const kept = thin([...Array(length).keys()], 7);
      expect(kept.length).toBeLessThanOrEqual(7);
      if (length > 0) expect(kept.at(-1)).toBe(length - 1);
    }
  });
});
