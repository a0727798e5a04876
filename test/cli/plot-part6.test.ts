import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { experiment } from '../../solutions/part6/experiment.ts';
import { xmlFaults } from '../charts/xml.ts';
import { temporaryFolders } from '../data/temporary-folder.ts';

const temporaryFolder = temporaryFolders();

const saved = (name: string, accuracies: number[], more: object = {}) => ({
  name,
  test_acc_curve: accuracies,
  result: {
    train: { loss: 0.125, accuracy: 1 },
    test: { loss: 0.25, accuracy: accuracies.at(-1) },
  },
  ...more,
});

async function resultsIn(folder: string, dataset: string, results: readonly { name: string }[]) {
  await mkdir(folder, { recursive: true });
  const run = { format: 1, part: 'part6', subject: 'solutions', options: { dataset, seed: 1 }, settings: {}, runs: {} }; // prettier-ignore
  await writeFile(join(folder, 'run.json'), JSON.stringify(run));
  for (const result of results) {
    const file = `part6_${result.name.replaceAll(' ', '_')}.json`;
    await writeFile(join(folder, file), JSON.stringify(result));
  }
}

async function plotted(...folders: string[]) {
  const files = new Map<string, string>();
  let text = '';
  await experiment.plot!({
    part: 'part6',
    sources: folders.map((path) => ({ named: path, path })),
    canvas: { width: 80, colour: 'none', glyphs: 'unicode' },
    print: (more) => void (text += `${more}\n`),
    save: async (name, content) => void files.set(name, content),
  });
  return { text, files };
}

describe('results of part 6', () => {
  let folder: string;
  beforeEach(async () => {
    folder = join(await temporaryFolder(), 'first');
    const diverged = saved('momentum 1', [], { result: undefined, diverged_at_step: 700 });
    await resultsIn(folder, 'mnist', [
      saved('2 ReLU SCE', [0.5, 0.75]),
      saved('momentum 0.8', [0.25, 0.5]),
      diverged,
    ]);
  });

  test('are drawn table by table, each network under the name that the table has for it', async () => {
    const { text, files } = await plotted(folder);
    expect([...files.keys()].sort()).toEqual(['batches', 'momenta', 'networks', 'rates'].map((name) => `part6_${name}.svg`)); // prettier-ignore
    for (const svg of files.values()) expect(xmlFaults(svg)).toEqual([]);
    expect(text).toMatch(/^2 ReLU SCE +0\.1250 +100\.00 +0\.2500 +75\.00 +98\.34$/m);
    expect(text).toMatch(/^momentum 0\.8 .* 50\.00 +98\.23\nmomentum 0\.9 .* 75\.00 +98\.34\nmomentum 1 +diverged +9\.80$/m); // prettier-ignore
    expect(text).toMatch(/^rate 0\.01 .* 75\.00 +98\.34$/m);
  });

  test('stand beside those of another folder', async () => {
    const second = join(await temporaryFolder(), 'second');
    await resultsIn(second, 'mnist', [saved('momentum 0.8', [0.875]), saved('rate 1', [0.125])]);
    const { text, files } = await plotted(folder, second);
    expect(text).toMatch(/first +second +report\nmomentum 0\.8 +50\.00 +87\.50 +98\.23\nmomentum 0\.9 +75\.00 +98\.34\nmomentum 1 +diverged +9\.80$/m); // prettier-ignore
    expect([...files.keys()]).toContain('part6_compared_momenta.svg');
  });

  test('that end with a loss above that of guessing have diverged, whatever number it is', async () => {
    const end = (loss: number) => ({ loss: 'SCE', result: { train: { loss, accuracy: 0.1 }, test: { loss, accuracy: 0.1 } } }); // prettier-ignore
    const other = join(await temporaryFolder(), 'other');
    await resultsIn(other, 'mnist', [
      saved('rate 1', [0.1], end(2.326)),
      saved('rate 0.00001', [0.1], end(2.3027)), // it has hardly begun
      saved('2 sigmoid MSE', [0.1], { ...end(3.7), loss: 'MSE' }),
    ]);
    const { text } = await plotted(other);
    expect(text).toMatch(/^rate 1 +2\.3260 .*\n.*\n rate 1 has diverged: its loss ends above 2\.3026, that of guessing\.$/m); // prettier-ignore
    expect(text.match(/has diverged/g)).toHaveLength(1);
    expect((await plotted(folder, other)).text).toMatch(/^rate 1 +diverged +11\.35$/m);
  });

  test('of other images are not held against the report', async () => {
    const strokes = join(await temporaryFolder(), 'strokes');
    await resultsIn(strokes, 'strokes', [saved('momentum 0.8', [0.875])]);
    expect((await plotted(strokes)).text).not.toContain('report');
    expect((await plotted(folder, strokes)).text).not.toContain('report');
  });

  test.each([
    [{ name: 'rate 1', test_acc_curve: [] }, /part6_rate_1\.json: neither "result" nor "diverged_at_step" is there/], // prettier-ignore
    [saved('rate 1', [1.5]), /"test_acc_curve" has 1\.5 at 0; wanted a fraction/],
    [saved('rate 1', [0.5], { result: { train: { loss: 1 } } }), /part6_rate_1\.json, "train": "accuracy" is missing/], // prettier-ignore
    [saved('rate 1', [0.5], { result: 7 }), /"result" is no result/],
  ])('that are none are refused: %j', async (result, message) => {
    await resultsIn(folder, 'mnist', [result]);
    await expect(plotted(folder)).rejects.toThrow(message);
  });
});
