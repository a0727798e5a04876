import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Checkpoint } from '#src/training/runs/checkpoint';
import { type Ended, kata } from './stopped-kata.ts';

/** All that is left of a training, but for how long it took. */
async function left(folder: string, name: string): Promise<unknown[]> {
  const result = await readFile(join(folder, `part3_${name}.json`), 'utf8');
  const { checkpoint } = JSON.parse(await readFile(join(folder, `checkpoints/${name}.json`), 'utf8')) as { checkpoint: Checkpoint }; // prettier-ignore
  return [result, { ...checkpoint, seconds: 0 }];
}

describe.skipIf(process.platform === 'win32')('an experiment that is stopped', () => {
  let root = '';
  let [whole, broken]: [string, string] = ['', ''];
  const outcomes: Record<'whole' | 'stopped' | 'killed' | 'ended', Ended> = {} as never;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'ann-katas-test-'));
    [whole, broken] = [join(root, 'whole'), join(root, 'broken')];
    const call = ['experiment', 'part3', '--dataset', 'shapes', '--only', 'cnn_3', '--samples', '400', '--epochs', '4', '--seed', '5', '--backend', 'wasm']; // prettier-ignore
    const other = kata([...call, '--out', whole]);
    outcomes.stopped = await kata([...call, '--out', broken], { once: (out) => out.includes('cnn_3  epoch 1/4'), by: 'SIGINT' }); // prettier-ignore
    const resume = ['experiment', 'part3', '--resume', broken, '--jobs', '1'];
    outcomes.killed = await kata(resume, {
      once: (out) => out.includes('cnn_3  epoch 2/4'),
      by: 'SIGKILL',
    });
    outcomes.ended = await kata(resume);
    outcomes.whole = await other;
  }, 120_000);
  afterAll(() => rm(root, { recursive: true, force: true }));

  test('by Ctrl-C says how to go on, exit code 130', () => {
    const { code, out, err } = outcomes.stopped;
    expect(err).toBe('');
    expect(out).toContain('Stopped. What was saved so far is complete.');
    expect(out).toMatch(/To go on: {2}npx kata experiment part3 --resume \S*broken\n/);
    expect(out).toMatch(/^ cnn_3 {2}epoch 2\/4 .*stopped$/m);
    expect(code).toBe(130);
  });

  test('goes on from its last whole epoch, and does none twice', () => {
    expect(outcomes.killed.out).not.toContain('cnn_3  epoch 1/4');
    expect(outcomes.killed.code).toBeNull();
    expect(outcomes.ended.out).not.toContain('cnn_3  epoch 2/4');
    expect(outcomes.ended.out).toMatch(/cnn_3 {2}epoch 4\/4 .*done/);
    expect([outcomes.ended.code, outcomes.ended.err]).toEqual([0, '']);
  });

  test('ends with the curves and the weights of one that was not', async () => {
    expect(outcomes.whole.code).toBe(0);
    expect(await left(broken, 'cnn_3')).toEqual(await left(whole, 'cnn_3'));
  });

  test('leaves no half-written file', async () => {
    expect(await readdir(join(broken, 'checkpoints'))).toEqual(['cnn_3.json']);
    expect((await readdir(broken)).sort()).toEqual((await readdir(whole)).sort());
  });

  test('has a result with the keys of the assignment, and no others', async () => {
    const result = JSON.parse(await readFile(join(whole, 'part3_cnn_3.json'), 'utf8')) as Record<string, unknown>; // prettier-ignore
    expect(Object.keys(result)).toEqual(['name', 'loss_curve', 'train_acc_curve', 'val_acc_curve', 'test_acc', 'weights']); // prettier-ignore
    // 360 training images in batches of 50 are 8 steps an epoch: records after steps 10, 20 and 30 of 32.
    expect(result).toMatchObject({ name: 'cnn_3', loss_curve: { length: 3 } });
  });
});
