import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { experiment } from '../../solutions/part7/experiment.ts';
import { xmlFaults } from '../charts/xml.ts';
import { temporaryFolders } from '../data/temporary-folder.ts';

const temporaryFolder = temporaryFolders();

interface Saved {
  name: string;
  result?: object;
  [more: string]: unknown;
}

const saved = (
  name: string,
  group: string,
  dataset: string,
  accuracies: number[],
  result?: object,
): Saved => ({
  name,
  group,
  dataset,
  steps_per_epoch: 100,
  steps: accuracies.map((_, i) => 50 * (i + 1)),
  loss_curve: accuracies.map((_, i) => 1 / (i + 2)),
  acc_curve: accuracies,
  ...(result === undefined ? { diverged_at_step: 70 } : { result }),
});

const digits = (name: string, testAccuracy: number, dataset = 'digits') =>
  saved(name, 'digits', dataset, [0.5, 0.75], { trainAccuracy: 1, testAccuracy });

/** Of 30 images of which the first class was never predicted, and the last has no image. */
const cnn = (name: string, group = 'cnn', dataset = 'cifar10') => {
  const row = (value: (column: number) => number | null) => Array.from({ length: 10 }, (_, i) => value(i)); // prettier-ignore
  const shares = row((i) => (i === 0 ? null : i === 9 ? null : 0.125 * i));
  return saved(name, group, dataset, [0.25, 0.375, 0.5, 0.4375], {
    validationAccuracy: 0.4375,
    testLoss: 1.25,
    testAccuracy: 0.40625,
    confusion: row(() => 3).map((count) => row((column) => (column === 0 ? 0 : count))),
    precisionMap: row(() => 0).map(() => row((column) => (column === 0 ? null : 0.1))),
    recallMap: row((i) => i).map((i) => row(() => (i === 9 ? null : 0.1))),
    precision: shares,
    recall: shares,
    classAccuracies: shares,
    macroPrecision: 0.5,
    macroRecall: null,
  });
};

async function resultsIn(folder: string, results: readonly { name: string }[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const run = { format: 1, part: 'part7', subject: 'solutions', options: { dataset: 'auto', seed: 1 }, settings: {}, runs: {} }; // prettier-ignore
  await writeFile(join(folder, 'run.json'), JSON.stringify(run));
  for (const result of results) {
    const file = `part7_${result.name.replaceAll(' ', '_')}.json`;
    await writeFile(join(folder, file), JSON.stringify(result));
  }
}

async function plotted(...folders: string[]) {
  const files = new Map<string, string>();
  let text = '';
  await experiment.plot!({
    part: 'part7',
    sources: folders.map((path) => ({ named: path, path })),
    canvas: { width: 80, colour: 'none', glyphs: 'unicode' },
    print: (more) => void (text += `${more}\n`),
    save: async (name, content) => void files.set(name, content),
  });
  return { text, files };
}

describe('results of part 7', () => {
  let folder: string;
  beforeEach(async () => {
    folder = join(await temporaryFolder(), 'first');
  });

  test('on digits stand beside the figures of the report, in its order', async () => {
    const all = [
      digits('rate 0.2', 0.9375),
      digits('benchmark', 0.90625),
      digits('rate 0.05', 0.5),
    ];
    await resultsIn(folder, [...all, saved('45 hidden units', 'digits', 'digits', [0.5])]);
    const { text, files } = await plotted(folder);
    expect(text).toMatch(
      /^benchmark +100 +0\.3333 +100\.0 +90\.6 +91\nrate 0\.2 +100 +0\.3333 +100\.0 +93\.8 +93\nrate 0\.05 +100 +0\.3333 +100\.0 +50\.0\n45 hidden units +50 +diverged +85\.9$/m,
    );
    expect([...files.keys()]).toEqual(['part7_digits.svg']);
    expect(xmlFaults(files.get('part7_digits.svg')!)).toEqual([]);
  });

  test('of other images are not held against the report', async () => {
    await resultsIn(folder, [digits('benchmark', 0.5, 'strokes'), cnn('augmented', 'cnn', 'shapes')]); // prettier-ignore
    const { text } = await plotted(folder);
    expect(text).toMatch(/^benchmark .* 50\.0$/m);
    expect(text).toMatch(/^hourglass +– +– +–$/m);
    expect(text).not.toContain('report');
  });

  test('of a CNN are its accuracies after whole epochs, its classes, and three maps', async () => {
    await resultsIn(folder, [cnn('augmented'), saved('plain', 'cnn', 'cifar10', [0.5])]);
    const { text, files } = await plotted(folder);
    expect(text).toMatch(/^augmented +2 +37\.5 +43\.8 +43\.8 +40\.6 +1\.250 +76\.3$/m);
    expect(text).toMatch(/^plain +0 +– +– +diverged +59\.2$/m);
    expect(text).toMatch(/^airplane +– +– +– +88\.2$/m);
    expect(text).toMatch(/^automobile +12\.5 +12\.5 +12\.5 +82\.8$/m);
    expect(text).toMatch(/^mean of the classes +50\.0 +– +71\.5$/m);
    expect(text).toMatch(/confusion matrix\n +taken for\nactual[^\n]*\nairplane +0 +3/);
    expect(text).toMatch(
      /precision, % of each column\n +taken for\nactual[^\n]*\nairplane +\? +10/,
    );
    expect(text).toMatch(/recall, % of each row[^]*\ntruck +\? +\?/);
    expect(text.indexOf('\nplain ')).toBeLessThan(text.indexOf('\naugmented '));
    const names = ['part7_cnn.svg', ...['confusion', 'precision', 'recall'].map((map) => `part7_${map}_augmented.svg`)]; // prettier-ignore
    expect([...files.keys()]).toEqual(names);
    for (const svg of files.values()) expect(xmlFaults(svg)).toEqual([]);
  });

  test('of a grid search have the combination marked that was chosen', async () => {
    const search = {
      name: 'grid search',
      trials: [{ name: '24 kernels 128 units', score: 0.25 }, { name: '48 kernels 128 units', score: 0.5 }], // prettier-ignore
      best: '48 kernels 128 units',
    };
    await resultsIn(folder, [cnn('24 kernels 128 units', 'grid'), cnn('48 kernels 128 units', 'grid'), search]); // prettier-ignore
    const { text } = await plotted(folder);
    expect(text).toMatch(/^24 kernels 128 units +43\.8 +40\.6\n48 kernels 128 units +43\.8 +40\.6 +← best$/m); // prettier-ignore
  });

  test('of recurrent networks stand beside those of another folder', async () => {
    const sequence = (name: string, testAccuracy: number) =>
      saved(name, 'sequences', 'digits', [0.5, 0.75], { trainAccuracy: 1, testAccuracy });
    const second = join(await temporaryFolder(), 'second');
    await resultsIn(folder, [sequence('RNN', 0.75), cnn('plain')]);
    await resultsIn(second, [sequence('RNN', 0.875), cnn('plain')]);
    const { text, files } = await plotted(folder, second);
    expect(text).toMatch(/^RNN, first +1 +0\.3333 +100\.0 +75\.0\nRNN, second +1 +0\.3333 +100\.0 +87\.5$/m); // prettier-ignore
    for (const source of ['first', 'second']) {
      expect([...files.keys()]).toContain(`part7_recall_plain_${source}.svg`);
    }
  });

  test.each([
    [{ ...digits('benchmark', 0.5), group: 'rates' }, /"group" is "rates"; wanted one of digits/],
    [{ ...digits('benchmark', 0.5), result: undefined }, /neither "result" nor "diverged_at_step" is there/], // prettier-ignore
    [{ ...digits('benchmark', 0.5), steps: [1] }, /"steps" has 1 numbers, and "acc_curve" 2/],
    [{ ...digits('benchmark', 0.5), steps_per_epoch: 0 }, /"steps_per_epoch" is 0; wanted a number above 0/], // prettier-ignore
    [digits('benchmark', 1.5), /"testAccuracy" is 1\.5; wanted a fraction/],
    [{ ...cnn('plain'), result: { ...cnn('plain').result, recall: [1] } }, /"recall" is no list of 10 numbers/], // prettier-ignore
    [{ ...cnn('plain'), result: { ...cnn('plain').result, confusion: [[1]] } }, /"confusion" is no matrix of 10×10/], // prettier-ignore
    [{ name: 'grid search', trials: 7, best: null }, /"trials" is no list of trials/],
    [{ name: 'grid search', trials: [], best: '24' }, /"best" is "24"; wanted the name of a trial/],
  ])('that are none are refused: %j', async (result, message) => {
    await resultsIn(folder, [result]);
    await expect(plotted(folder)).rejects.toThrow(message);
  });
});
