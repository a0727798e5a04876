import { describe, expect, test } from 'vitest';
import { chooseDatasets } from '../../solutions/part7/experiment/datasets.ts';
import { networksOf, searched, type Searcher } from '../../solutions/part7/experiment/grid.ts';
import { planCnns, planDigits, planGrid, planSequences } from '../../solutions/part7/experiment/plans.ts'; // prettier-ignore
import { grid } from '../../solutions/part7/experiment/settings.ts';
import { combinations, gridSearch } from '../../solutions/part7/grid-search.ts';
import type { RunState } from '#src/training/runs/run-state';
import { temporaryFolders } from '../data/temporary-folder.ts';

const temporaryFolder = temporaryFolders();
const real = { digits: 'digits', cnn: 'cifar10', sequences: 'digits' } as const;
const builtIn = { digits: 'strokes', cnn: 'shapes', sequences: 'strokes' } as const;
const seed = 1;

describe('the data of part 7', () => {
  test('is what lies on the machine, and else what is built in', async () => {
    const empty = await temporaryFolder();
    const env = { KATA_DATA_DIR: empty, XDG_CACHE_HOME: empty };
    expect(await chooseDatasets('auto', env)).toEqual(builtIn);
  });

  test('is of one kind for all, by whichever name', async () => {
    for (const name of ['digits', 'cifar10'] as const) expect(await chooseDatasets(name, {})).toEqual(real); // prettier-ignore
    for (const name of ['strokes', 'shapes'] as const) expect(await chooseDatasets(name, {})).toEqual(builtIn); // prettier-ignore
    expect(await chooseDatasets('mnist', {})).toEqual({ ...real, sequences: 'mnist' });
  });
});

describe('what part 7 trains', () => {
  test('on digits is the benchmark and one change at a time', () => {
    const plans = planDigits(real, { seed });
    const facts = plans.map(({ name, epochs, settings }) => {
      const { learningRate, hidden, iterationsPerEpoch } = settings as Extract<typeof settings, { kind: 'digits' }>; // prettier-ignore
      return [name, learningRate, epochs * iterationsPerEpoch, hidden];
    });
    expect(facts).toEqual([
      ['benchmark', 0.1, 5000, 32],
      ['rate 0.2', 0.2, 5000, 32],
      ['rate 0.05', 0.05, 5000, 32],
      ['twice the iterations', 0.1, 10_000, 32],
      ['half the iterations', 0.1, 2500, 32],
      ['45 hidden units', 0.1, 5000, 45],
      ['16 hidden units', 0.1, 5000, 16],
    ]);
  });

  test('on colour images is the report’s network for 10 epochs, and with augmentation for 50', () => {
    const facts = planCnns(real, { seed }).map(({ epochs, stepsPerEpoch, settings }) => ({ epochs, stepsPerEpoch, ...settings })); // prettier-ignore
    const network = { kernels: [48, 96], units: 512, stepsPerEpoch: 900 };
    expect(facts).toMatchObject([
      { ...network, epochs: 10, learningRate: 0.001, isAugmented: false },
      { ...network, epochs: 50, learningRate: 0.0008, isAugmented: true },
    ]);
    expect(facts[0]).toMatchObject({ counts: { train: 45_000, validationUsed: 1000, test: 10_000 } }); // prettier-ignore
  });

  test('has curves of CNNs on a thousand validation images, unless others are asked for', () => {
    const used = (validation?: number) =>
      planCnns(real, { seed, ...(validation === undefined ? {} : { validation }) }).map(({ settings }) => 'validationUsed' in settings.counts && settings.counts.validationUsed); // prettier-ignore
    expect(used()).toEqual([1000, 1000]);
    expect(used(5000)).toEqual([5000, 5000]);
    expect(() => used(5010)).toThrow('--validation 5010');
  });

  test('as sequences are fewer epochs of MNIST', () => {
    expect(planSequences(real, { seed }).map(({ epochs }) => epochs)).toEqual([100, 100]);
    const mnist = planSequences({ ...real, sequences: 'mnist' }, { seed });
    expect(mnist.map(({ epochs, stepsPerEpoch }) => [epochs, stepsPerEpoch])).toEqual([[10, 600], [10, 600]]); // prettier-ignore
  });

  test('is as long as was asked for', () => {
    const asked = { epochs: 3, samples: 200, seed };
    const all = [planDigits(real, asked), planCnns(real, asked), planSequences(real, asked), planGrid(networksOf(searcher), real, asked)].flat(); // prettier-ignore
    expect(all).toHaveLength(15);
    for (const { epochs, settings } of all) {
      expect(epochs).toBe(3);
      expect('samples' in settings.counts ? settings.counts.samples : settings.counts.train).toBe(200); // prettier-ignore
    }
    expect(new Set(all.map(({ name }) => name)).size).toBe(15);
  });
});

const searcher: Searcher = { combinations, gridSearch };

describe('the grid search of part 7', () => {
  const run = (name: string, validationAccuracy: number) =>
    ({ name, state: 'done', result: { validationAccuracy } }) as unknown as RunState;
  const runs = networksOf(searcher).map(({ name }, i) => run(name, [0.25, 0.5, 0.375, 0.125][i]));

  test('trains each combination once', () => {
    expect(networksOf(searcher).map(({ choices }) => choices)).toEqual([
      { kernels: [24, 48], units: 128 },
      { kernels: [24, 48], units: 512 },
      { kernels: [48, 96], units: 128 },
      { kernels: [48, 96], units: 512 },
    ]);
  });

  test('scores by the validation images', async () => {
    const search = await searched(searcher, runs);
    expect(search.trials.map(({ score }) => score)).toEqual([0.25, 0.5, 0.375, 0.125]);
    expect(search.best).toBe('24 kernels 512 units');
  });

  test('goes on where a network diverged or failed', async () => {
    const diverged = { ...runs[1], state: 'diverged' } as RunState;
    const failed = { ...runs[2], state: 'failed', message: 'oops' } as RunState;
    const { trials, best } = await searched(searcher, [runs[0], diverged, failed, runs[3]]);
    expect(trials.slice(1, 3)).toEqual([
      { name: '24 kernels 512 units', score: null },
      { name: '48 kernels 128 units', score: null, error: 'oops' },
    ]);
    expect(best).toBe('24 kernels 128 units');
  });

  test.each([
    ['too few', () => combinations(grid).slice(1)],
    ['one twice', () => [...combinations(grid).slice(1), combinations(grid)[1]]],
    ['others', () => combinations({ kernels: [24, 48], units: [128, 256] })],
  ])('refuses combinations that are not those of the grid: %s', (_, wrong) => {
    const subject = { ...searcher, combinations: wrong };
    expect(() => networksOf(subject)).toThrow('wanted each of the 4 combinations');
  });
});
