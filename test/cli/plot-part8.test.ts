import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { experiment } from '../../solutions/part8/experiment.ts';
import { xmlFaults } from '../charts/xml.ts';
import { temporaryFolders } from '../data/temporary-folder.ts';

const temporaryFolder = temporaryFolders();

const configuration = { width: 256, hiddenLayers: 1, learningRate: 0.002236, batchSize: 1, criterion: 'multi-margin' }; // prettier-ignore

const trial = (
  number: number,
  status: string,
  accuracies: readonly number[],
  more: object = {},
) => ({
  // prettier-ignore
  trial: number,
  configuration,
  status,
  epochs: accuracies.map((accuracy) => ({ loss: 1 - accuracy, accuracy, seconds: 1.5 })),
  ...more,
});

const search = (more: object = {}) => ({
  dataset: 'mnist',
  images: { samples: 60_000, train: 50_000, validation: 10_000, test: 10_000 },
  seed: 1,
  jobs: 2,
  metric: 'error',
  grace_period: 3,
  reduction_factor: 2,
  max_epochs: 10,
  trials: [
    trial(0, 'finished', [0.5, 0.6, 0.7, 0.8, 0.9, 0.91, 0.92, 0.93, 0.94, 0.9679]),
    trial(1, 'stopped', [0.25, 0.375, 0.4], { configuration: { ...configuration, hiddenLayers: 0 } }), // prettier-ignore
    trial(2, 'stopped', [0.1, 0.1, 0.1], {
      epochs: [1, 2, 3].map((seconds) => ({ loss: null, accuracy: 0.1, seconds })),
    }),
    trial(3, 'failed', [], { error: 'no memory' }),
  ],
  best: 0,
  epochs_trained: 16,
  seconds: 3600,
  ...more,
});

const best = (more: object = {}) => ({
  trial: 0,
  configuration,
  epochs: [0.5, 0.9679].map((accuracy, i) => ({
    loss: 0.01,
    accuracy,
    seconds: 1,
    steps: 4,
    step_losses: [2 - i, 1.5 - i, 1 - i, 0.5],
  })),
  test: { loss: 0.0078, accuracy: 0.9661 },
  ...more,
});

async function resultsIn(folder: string, searched: object | undefined, tested?: object) {
  await mkdir(folder, { recursive: true });
  const run = { format: 1, part: 'part8', subject: 'solutions', options: { dataset: 'mnist', seed: 1 }, settings: {}, runs: {} }; // prettier-ignore
  await writeFile(join(folder, 'run.json'), JSON.stringify(run));
  if (searched) await writeFile(join(folder, 'part8_trials.json'), JSON.stringify(searched));
  if (tested) await writeFile(join(folder, 'part8_best.json'), JSON.stringify(tested));
}

async function plotted(...folders: string[]) {
  const files = new Map<string, string>();
  let text = '';
  await experiment.plot!({
    part: 'part8',
    sources: folders.map((path) => ({ named: path, path })),
    canvas: { width: 80, colour: 'none', glyphs: 'unicode' },
    print: (more) => void (text += `${more}\n`),
    save: async (name, content) => void files.set(name, content),
  });
  return { text, files };
}

describe('results of part 8', () => {
  let folder: string;
  beforeEach(async () => {
    folder = join(await temporaryFolder(), 'first');
    await resultsIn(folder, search(), best());
  });

  test('are a table of trials, what was trained, the best trial, and two charts', async () => {
    const { text, files } = await plotted(folder);
    expect([...files.keys()].sort()).toEqual(['part8_accuracy.svg', 'part8_best_loss.svg']);
    for (const svg of files.values()) expect(xmlFaults(svg)).toEqual([]);
    expect(text).toMatch(/^ +\*0 +256 +1 +0\.00224 +1 +multi-margin +10\/10 +0\.0321 +96\.79 +finished$/m); // prettier-ignore
    expect(text).toMatch(/^ +2 .* 3\/10 +NaN +10\.00 +diverged\n +3 .* failed$/m);
    expect(text).toContain(' 16 of 40 epochs · 14 saved by stopping · 1:00:00');
    const said = text.replaceAll(/\s+/g, ' ');
    expect(said).toContain('Trained: 16 epochs, 40 % of the 40 that all trials have in full.');
    expect(said).toContain('The search of the report trained 157.');
    expect(said).toContain('Best: trial 0, 1 hidden layer of 256, learning rate 0.00224, batches of 1, multi-margin. After epoch 2: 96.79 % of the validation images, by which it was chosen, and 96.61 % of the test images'); // prettier-ignore
    for (const name of ['A 0 best', 'B 1', 'C 2'])
      expect(text).toMatch(new RegExp(` ${name}$`, 'm'));
    expect(text).not.toMatch(/ D 3$/m);
    for (const name of ['A epoch 1', 'B epoch 2'])
      expect(text).toMatch(new RegExp(` ${name}$`, 'm'));
    expect(files.get('part8_best_loss.svg')).toContain('epoch 2');
  });

  test('of other images, or of fewer epochs, are not held against the report', async () => {
    await resultsIn(folder, search({ dataset: 'strokes' }));
    expect((await plotted(folder)).text).not.toContain('report');
    await resultsIn(folder, search({ max_epochs: 11 }));
    expect((await plotted(folder)).text).not.toContain('report');
  });

  test('of a search that was stopped have no best trial yet', async () => {
    const stopped = join(await temporaryFolder(), 'stopped');
    await resultsIn(stopped, search({ trials: [trial(0, 'running', [0.5]), trial(1, 'waiting', [])], best: null })); // prettier-ignore
    const { text, files } = await plotted(stopped);
    expect([...files.keys()]).toEqual(['part8_accuracy.svg']);
    expect(text).toMatch(/^ +0 .* 1\/10 +0\.5000 +50\.00 +running$/m);
    await resultsIn(stopped, search({ trials: [trial(0, 'waiting', [])], best: null }));
    expect((await plotted(stopped)).files.size).toBe(0);
  });

  test('stand beside those of other folders, trial by trial', async () => {
    const [second, third] = [join(await temporaryFolder(), 'second'), join(await temporaryFolder(), 'third')]; // prettier-ignore
    const linear = { ...configuration, hiddenLayers: 0, batchSize: 32, criterion: 'nll' };
    await resultsIn(second, undefined, best({ configuration: linear }));
    await resultsIn(third, search());
    const { text, files } = await plotted(folder, second, third);
    expect(text).toMatch(/^first +256 +1 +0\.00224 +1 +multi-margin +2 +96\.79 +96\.61\nsecond +256 +0 +0\.00224 +32 +nll +2 +96\.79 +96\.61\nthird +256 +1 .* +10 +96\.79$/m); // prettier-ignore
    expect([...files.keys()]).toEqual(['part8_compared_best.svg']);
    expect(xmlFaults(files.get('part8_compared_best.svg')!)).toEqual([]);
  });

  test.each([
    [search({ trials: [] }), undefined, /"best" is 0/],
    [search({ trials: 7 }), undefined, /a state of the search has "rows" that are number/],
    [search({ trials: [trial(0, 'done', [])] }), undefined, /the row of trial 0 has the status done/],
    [search({ trials: [trial(0, 'stopped', [1.5])] }), undefined, /trial 0: "accuracy" is 1\.5; wanted a fraction/],
    [search({ trials: [trial(0, 'stopped', [], { configuration: { ...configuration, width: 7 } })] }), undefined, /trial 0: width is 7; wanted one of 64, 128, 256\./],
    [search({ reduction_factor: 1 }), undefined, /"reduction_factor" is 1; wanted a number of at least 2/],
    [undefined, best({ epochs: 2 }), /"epochs" is no array/],
    [undefined, best({ epochs: [{ loss: 1, accuracy: 1, steps: 3 }] }), /epoch 1: "step_losses" is no array/],
    [undefined, best({ test: { loss: 'low', accuracy: 1 } }), /"test": "loss" is "low"; wanted a number/],
    [{ name: 'other' }, undefined, /"trials" is missing/],
  ])('that are none are refused: case %#', async (searched, tested, message) => {
    const other = join(await temporaryFolder(), 'other');
    await resultsIn(other, searched, tested);
    await expect(plotted(other)).rejects.toThrow(message);
  }); // prettier-ignore
});
