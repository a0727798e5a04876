import { mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { experiment } from '../../solutions/part3/experiment.ts';
import { xmlFaults } from '../charts/xml.ts';
import { sharedPart3Room, solvePart3 } from './part3-room.ts';
import { kata, kataCalls, type Outcome } from './room.ts';

const room = sharedPart3Room();
vi.setConfig({ testTimeout: 60_000 });

const run = (...args: string[]) =>
  kata(room.root, ['experiment', 'part3', '--subject', 'katas', '--dataset', 'shapes', '--samples', '500', '--epochs', '3', '--backend', 'wasm', ...args]); // prettier-ignore
const inResults = (...names: string[]) => join(room.root, 'results', ...names);

test('an experiment with a task that is not written says which', async () => {
  const { code, out, err } = await run('--dataset', 'auto', '--only', 'mlp_1', '--out', inResults('none')); // prettier-ignore
  expect(out).toContain('cifar10 is not on this machine; shapes stands in, which is built in.');
  expect(err.trim()).toBe(
    'mlp_1 failed. Task 3.2 (stratifiedSplit) is not implemented yet. Read katas/part3/README.md, then write it in place of this line.\n' +
      'Without --subject katas, the experiment runs the reference solution.',
  );
  expect(code).toBe(1);
});

describe('an experiment of which one training diverges and one throws', () => {
  const folder = () => inResults('part3-1');
  let outcome: Outcome;
  beforeAll(async () => {
    await solvePart3(
      room.root,
      (train) =>
      train
        .replace('const records:', "if (model.countParams() === 11394) throw new Error('oops');\n  const records:") // prettier-ignore
        .replace('(await loss.data())[0]', 'model.countParams() === 98666 && step > 10 ? NaN : (await loss.data())[0]'), // prettier-ignore
    );
    outcome = await run('--only', 'mlp_1,mlp_2,cnn_3');
  }, 60_000);

  test('says what went wrong and where, and how to go on; exit code 1', () => {
    const { code, out, err } = outcome;
    expect(err.trim()).toMatch(
      /^cnn_3 failed\. Error: oops\n {2}at katas\/part3\/train\.ts:\d+:\d+$/,
    );
    expect(out).toMatch(/To go on: {2}npx kata experiment part3 --resume .*results\/part3-1/);
    expect(out).toContain('mlp_1: The loss is NaN at step 20');
    expect(code).toBe(1);
  });

  test('keeps the curve of the one, and the whole result of the third', async () => {
    const result = async (name: string) => JSON.parse(await readFile(join(folder(), `part3_${name}.json`), 'utf8')) as object; // prettier-ignore
    expect(await result('mlp_1')).toMatchObject({ loss_curve: { length: 1 }, test_acc: null, weights: null }); // prettier-ignore
    expect(await result('mlp_2')).toMatchObject({ loss_curve: { length: 2 }, test_acc: expect.any(Number) as number }); // prettier-ignore
    expect(outcome.out).toMatch(/^mlp_1 +98,666 +diverged/m);
    expect(outcome.out).toMatch(/^mlp_2 +101,034( +\d+\.\d){3}/m);
  });

  test('once put right is gone on with: the one that failed, and no other', async () => {
    await solvePart3(room.root);
    const { code, out, err } = await kata(room.root, ['experiment', 'part3', '--resume', folder()]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(' cnn_3  epoch 3/3');
    expect(out).not.toContain(' mlp_2  epoch 1/3');
    expect(out).toMatch(/^ mlp_1 .*diverged at step 20$/m);
    expect(await readdir(folder())).toContain('part3_cnn_3.json');
  });

  test('is drawn again', async () => {
    const saved = new Map<string, string>();
    let text = '';
    await experiment.plot!({
      part: 'part3',
      sources: [{ named: 'own', path: folder() }],
      canvas: { width: 80, colour: 'none', glyphs: 'unicode' },
      print: (more) => void (text += `${more}\n`),
      save: async (name, content) => void saved.set(name, content),
    });
    expect(text).toMatch(/^mlp_1 +98,666 +diverged/m);
    expect(text).toMatch(/^cnn_3 +11,394( +\d+\.\d){3} /m);
    expect(text).toContain('validation accuracy, smoothed over 50 steps');
    expect([...saved.keys()].sort()).toEqual(['loss', 'test_acc', 'train_acc', 'val_acc', 'weights_cnn_3', 'weights_mlp_2'].map((name) => `part3_${name}.svg`)); // prettier-ignore
    for (const svg of saved.values()) expect(xmlFaults(svg)).toEqual([]);
  });

  test('is drawn against another, beside it or where --out says', async () => {
    const sources = [folder(), join(folder(), 'part3_mlp_2.json')];
    const { code, out, err } = await kata(room.root, ['plot', 'part3', ...sources, '--out', inResults('drawn')]); // prettier-ignore
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^mlp_2 part3-1 .*\nmlp_2 part3_mlp_2\.json /m);
    expect(await readdir(inResults('drawn'))).toContain('part3_compared_mlp_2_val_acc.svg');
  });

  test('is not drawn where it is damaged: one clear message, exit code 1', async () => {
    await truncate(join(folder(), 'part3_mlp_2.json'), 100);
    const { code, err } = await kata(room.root, ['plot', 'part3', folder()]);
    expect(err.trim()).toMatch(/^\S*part3_mlp_2\.json cannot be read as JSON: [^\n]*$/);
    expect(code).toBe(1);
  });
});

describe('a call that cannot be gone on with is refused:', () => {
  const options = { dataset: 'shapes', epochs: 2, samples: 500, seed: 1, only: ['mlp_1', 'cnn_3'] };
  const file = { format: 1, part: 'part3', subject: 'katas', options, settings: {}, runs: {} };
  const calls: [call: string, code: number, message: RegExp][] = [
    ['--epochs 3', 2, /^--epochs 3: the experiment in \S+ was begun with 2\. Leave it away to go on, or begin anew without --resume\.$/],
    ['--only mlp_1', 2, /^--only mlp_1: .* begun with mlp_1,cnn_3\./],
    ['--subject solutions', 2, /begun with katas/],
    ['--validation 20', 2, /begun with none/],
    ['--dataset cifar10 --jobs 2', 2, /begun with shapes/],
    ['--seed 2', 2, /begun with 1/],
    ['--out elsewhere', 2, /--resume goes on in its own folder/],
  ]; // prettier-ignore
  let outcomes: Outcome[] = [];
  beforeAll(async () => {
    const folder = inResults('part3-7');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'run.json'), JSON.stringify(file));
    const resumed = calls.map(([call]) => `experiment part3 --resume ${folder} ${call}`);
    outcomes = await kataCalls(room.root, [...resumed, `experiment part3 --resume ${inResults('no')}`]); // prettier-ignore
  });

  test.each(calls.map(([call, code, message], i) => ({ call, code, message, i })))(
    '$call',
    ({ code, message, i }) => {
      expect(outcomes[i].err.trim()).toMatch(message);
      expect(outcomes[i].code).toBe(code);
    },
  );

  test('a folder without an experiment', () => {
    const { code, err } = outcomes[calls.length];
    expect(err).toMatch(
      /run\.json is not there; wanted the folder of an experiment that was begun/,
    );
    expect(code).toBe(1);
  });
});
