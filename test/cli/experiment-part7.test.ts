import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SavedTraining } from '../../solutions/part7/experiment/outcome.ts';
import { type Ended, kata } from './stopped-kata.ts';

const epochs = (out: string) => out.split('\n').filter((line) => /^ (RNN|LSTM) .*epoch +\d/.test(line)); // prettier-ignore

async function saved(folder: string, name: string): Promise<SavedTraining> {
  return JSON.parse(await readFile(join(folder, `part7_${name}.json`), 'utf8')) as SavedTraining;
}

describe.skipIf(process.platform === 'win32')('the experiment of part 7', () => {
  let root = '';
  const folder = (name: string) => join(root, name);
  const run = (...more: string[]) =>
    kata(['experiment', 'part7', '--dataset', 'strokes', '--backend', 'wasm', ...more]);
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'ann-katas-test-'));
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  test(
    'killed and gone on with, it trains the same recurrent networks',
    { timeout: 90_000 },
    async () => {
      const call = ['experiment', 'part7', '--dataset', 'strokes', '--backend', 'wasm', '--only', 'sequences', '--samples', '300', '--epochs', '5', '--jobs', '2']; // prettier-ignore
      const whole = await kata([...call, '--out', folder('whole')]);
      expect([whole.code, whole.err]).toEqual([0, '']);
      expect(whole.out).toContain('strokes, 8×8, built in: 300 training, 75 test images');
      const killed = await kata([...call, '--out', folder('broken')], {
        once: (out) => epochs(out).length >= 3,
        by: 'SIGKILL',
      });
      expect(killed.code).toBeNull();
      const resumed = await kata(['experiment', 'part7', '--resume', folder('broken')]);
      expect([resumed.code, resumed.err]).toEqual([0, '']);
      expect(epochs(resumed.out).length).toBeLessThan(epochs(whole.out).length);
      for (const name of ['RNN', 'LSTM']) {
        const one = await saved(folder('whole'), name);
        expect(await saved(folder('broken'), name)).toEqual(one);
        expect(one.steps).toEqual([10, 20, 30, 40, 50]);
        expect(one.loss_curve.at(-1)).toBeLessThan(one.loss_curve[0]);
        expect(one.result!.testAccuracy).toBe(one.acc_curve.at(-1));
      }
    },
  );

  test('counts every test image of a CNN once', { timeout: 90_000 }, async () => {
    const ended: Ended = await run('--only', 'plain,augmented', '--samples', '100', '--epochs', '1', '--out', folder('cnn')); // prettier-ignore
    expect([ended.code, ended.err]).toEqual([0, '']);
    for (const name of ['plain', 'augmented']) {
      const { result } = await saved(folder('cnn'), name);
      if (!('confusion' in result!)) throw new Error('no confusion matrix');
      const { confusion, recall, classAccuracies, testAccuracy } = result;
      expect(confusion.map((row) => row.reduce((sum, count) => sum + count))).toEqual(Array.from({ length: 10 }, () => 2)); // prettier-ignore
      expect(recall).toEqual(confusion.map((row, i) => row[i] / 2));
      expect(classAccuracies).toEqual(recall);
      expect(testAccuracy).toBeCloseTo(confusion.reduce((sum, row, i) => sum + row[i], 0) / 20, 6);
      const svg = await readFile(join(folder('cnn'), `part7_confusion_${name}.svg`), 'utf8');
      expect(svg).toMatch(/^<svg[^]*<\/svg>\s*$/);
    }
  });

  test(
    'killed and gone on with, it trains the same CNN, dropouts included',
    { timeout: 90_000 },
    async () => {
      const call = ['experiment', 'part7', '--dataset', 'strokes', '--backend', 'wasm', '--only', 'plain', '--samples', '100', '--epochs', '2']; // prettier-ignore
      const whole = await kata([...call, '--out', folder('whole-cnn')]);
      expect([whole.code, whole.err]).toEqual([0, '']);
      await kata([...call, '--out', folder('broken-cnn')], {
        once: (out) => out.includes('epoch 1/2'),
        by: 'SIGKILL',
      });
      await kata(['experiment', 'part7', '--resume', folder('broken-cnn')]);
      expect(await saved(folder('broken-cnn'), 'plain')).toEqual(await saved(folder('whole-cnn'), 'plain')); // prettier-ignore
    },
  );

  test(
    'refuses too few images before it writes anything, exit code 2',
    { timeout: 30_000 },
    async () => {
      const { code, err } = await run('--samples', '50', '--out', folder('refused'));
      expect(err).toMatch(/--samples 50: .*wanted a multiple of 10, at least 100/);
      expect(code).toBe(2);
      await expect(readFile(join(folder('refused'), 'run.json'))).rejects.toThrow('ENOENT');
    },
  );
});
