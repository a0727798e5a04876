import { cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { UserError } from '#src/common/user-error';
import type { Checkpoint } from '#src/training/runs/checkpoint';
import type { RunFile } from '#src/training/runs/run-file';
import type { RunState } from '#src/training/runs/run-state';
import { temporaryFolders } from '../../data/temporary-folder.ts';
import { type ToyOutcome, trainToys } from './toy-runs.ts';

const temporaryFolder = temporaryFolders();

vi.setConfig({ testTimeout: 60_000 }); // every process takes a while to start on a busy machine

const names = [
  'learns',
  'says nothing',
  'diverges',
  'diverges, and tells it in the end',
  'gives no records',
  'throws',
  'crashes once',
  'leaks',
  'prints',
] as const;
let folder = '';
let outcome: ToyOutcome;
const of = (name: (typeof names)[number]) => outcome.runs[names.indexOf(name)];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ann-katas-test-'));
  outcome = await trainToys(names, { folder, jobs: 3 });
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A copy of the folder of all of them. */
async function copyOfFolder(): Promise<string> {
  const copy = await temporaryFolder();
  await cp(folder, copy, { recursive: true });
  return copy;
}

const json = async <T>(...path: string[]) => JSON.parse(await readFile(join(...path), 'utf8')) as T;

/** What a training has learnt, as its checkpoint keeps it. */
async function learntBy(name: string, where = folder) {
  const file = await json<{ checkpoint: Checkpoint }>(where, 'checkpoints', `${name}.json`);
  const { records, state, ended, epochsDone } = file.checkpoint;
  return { records, state, ended, epochsDone };
}

describe('of many trainings side by side', () => {
  test('one that learns has all its records, and a result', () => {
    expect(of('learns')).toMatchObject({
      state: 'done',
      epochsDone: 3,
      settled: 12,
      parameters: 3,
    });
    expect(of('learns').records.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]); // prettier-ignore
    expect(of('learns').records[11].loss).toBeLessThan(of('learns').records[0].loss);
    expect(of('learns').result).toMatchObject({ count: 12 });
  });

  test('one whose records come only at the end of an epoch has the same', () => {
    expect(of('says nothing').records).toEqual(of('learns').records);
  });

  test.each(['diverges', 'diverges, and tells it in the end'] as const)(
    'one that %s has its curve up to there, and where it was',
    (name) => {
      expect(of(name)).toMatchObject({ state: 'diverged', divergedAt: 6, epochsDone: 1 });
      expect(of(name).records).toEqual(of('learns').records.slice(0, 5));
      expect(outcome.out).toContain('The loss is NaN at step 6: the training has diverged');
    },
  );

  test('those that failed are told once, with what went wrong', () => {
    expect(outcome.failures).toEqual([
      'gives-no-records failed. katas/part3/train.ts: an epoch gave undefined; wanted its records, an array.',
      expect.stringMatching(/^throws failed\. TypeError: loss is no function\n\s+at .*toy-job/),
      expect.stringMatching(/^crashes-once failed\. Its process crashed \(SIGABRT\)/),
    ]);
  });

  test('one that leaks is told which file to look at, once', () => {
    expect(of('leaks').state).toBe('done');
    const notes = outcome.out.split('\n').filter((line) => line.includes('tf.tidy'));
    expect(notes).toEqual([
      expect.stringMatching(/^ leaks: katas\/part3\/train\.ts: 4 more tensors are in memory/),
    ]);
  });

  test('what one prints is told to be its own', () => {
    expect(outcome.out).toContain(' prints│ epoch 2\n');
  });

  test('without a live terminal there is a line for every whole epoch, and one for every training in the end', () => {
    expect(outcome.pictures).toEqual([]);
    const of = (name: string) => outcome.out.split('\n').filter((line) => line.startsWith(` ${name} `)); // prettier-ignore
    expect(of('learns')).toEqual([
      expect.stringMatching(/^ learns +epoch 1\/3 {2}loss +18\.8 {2}of +0 {2}0:0\d$/),
      expect.stringMatching(/^ learns +epoch 2\/3 {2}loss +1\.48 {2}of +1 {2}0:0\d$/),
      expect.stringMatching(/^ learns +epoch 3\/3 {2}loss +2\.38 {2}of +2 {2}0:0\d$/),
      ' learns  done',
      expect.stringMatching(/^ learns +epoch 3\/3 .*done 0:0\d$/),
    ]);
    expect(of('diverges')).toEqual([
      expect.stringMatching(/epoch 1\/3/),
      expect.stringMatching(/epoch 2\/3 .*diverged at step 6$/),
    ]);
    expect(of('crashes-once').at(-1)).toMatch(/epoch 2\/3 .*failed$/);
  });

  test('run.json tells how far each is', async () => {
    const { runs, backend } = await json<RunFile>(folder, 'run.json');
    expect(backend).toMatchObject({ name: 'cpu' });
    expect(Object.keys(runs).length).toBe(names.length);
    expect(runs).toMatchObject({
      learns: { state: 'done', epochs: 3, epochs_done: 3, parameters: 3 },
      diverges: { state: 'diverged', epochs_done: 1, diverged_at: 6 },
      'crashes-once': { state: 'failed', epochs_done: 1 },
      throws: { state: 'failed', message: 'TypeError: loss is no function' },
    });
  });
});

describe('going on', () => {
  test('where one crashed within an epoch ends with the numbers of one that did not', async () => {
    const where = await copyOfFolder();
    expect(await learntBy('crashes-once')).toMatchObject({ epochsDone: 1 });
    const { runs, out, failures } = await trainToys(['crashes once'], { folder: where, isResumed: true }); // prettier-ignore
    expect(failures).toEqual([]);
    expect(runs[0]).toMatchObject({ state: 'done', result: of('learns').result });
    expect(out).not.toContain('epoch 1/3');
    // Every bit of the weights and of what Adam remembers.
    const learnt = await learntBy('learns');
    expect(await learntBy('crashes-once', where)).toEqual(learnt);
    expect(learnt.state.powers.map(({ name }) => name)).toEqual(['accBeta1', 'accBeta2']);
    expect(learnt.state.optimizer.map(({ name }) => name).length).toBe(5);
  });

  test('sets a damaged checkpoint aside, says so, and begins that training anew, and no other', async () => {
    const where = await copyOfFolder();
    const path = join(where, 'checkpoints/learns.json');
    await truncate(path, 200);
    const damaged = await readFile(path, 'utf8');
    const again = ['learns', 'diverges'] as const;
    const ended: string[] = [];
    const onEnd = async ({ name }: RunState) => void ended.push(name);
    const { runs, out } = await trainToys(again, { folder: where, isResumed: true, more: { onEnd } }); // prettier-ignore
    expect(out).toMatch(/learns\.json is damaged: .* set aside as .*learns\.json\.damaged, and learns begins anew\./); // prettier-ignore
    expect(await readFile(`${path}.damaged`, 'utf8')).toBe(damaged);
    const known = ({ records, result, state }: RunState) => ({ records, result, state });
    expect(runs.map(known)).toEqual([of('learns'), of('diverges')].map(known));
    expect(out).not.toMatch(/^ diverges +epoch 1\/3/m); // that one was over
    expect(ended.sort()).toEqual(['diverges', 'learns']);
  });

  test('on another backend is said', async () => {
    const where = await copyOfFolder();
    const path = join(where, 'run.json');
    const file = await json<RunFile>(path);
    await writeFile(
      path,
      JSON.stringify({ ...file, backend: { name: 'webgpu', description: '' } }),
    );
    const { out } = await trainToys(['crashes once'], { folder: where, isResumed: true });
    expect(out).toContain('begun on webgpu, and goes on on cpu');
  });

  test('with a training that is told something else changes nothing', async () => {
    const where = await copyOfFolder();
    const before = await readFile(join(where, 'checkpoints/learns.json'), 'utf8');
    const again = trainToys(['learns'], { folder: where, isResumed: true, epochs: 5 });
    await expect(again).rejects.toThrow(/"epochs":3.*wanted.*"epochs":5/);
    expect(await readFile(join(where, 'checkpoints/learns.json'), 'utf8')).toBe(before);
  });

  test('is refused to a new experiment: nothing is overwritten', async () => {
    const where = await copyOfFolder();
    await expect(trainToys(['learns'], { folder: where })).rejects.toThrow(/holds an experiment already/); // prettier-ignore
    for (const name of [
      'run.json',
      ...(await readdir(join(where, 'checkpoints'))).map((name) => `checkpoints/${name}`),
    ]) {
      // prettier-ignore
      expect(await readFile(join(where, name), 'utf8')).toBe(await readFile(join(folder, name), 'utf8')); // prettier-ignore
    }
  });
});

test('one that hangs is ended, and the others go on', async () => {
  const patience = () => ({ first: 30, least: 1, times: 2 });
  const { runs, failures } = await trainToys(['hangs', 'learns'], { more: { patience } });
  expect(runs.map(({ state }) => state)).toEqual(['failed', 'done']);
  expect(failures).toEqual([
    expect.stringMatching(/^hangs failed\. In epoch 2, after step 4, nothing came for \d+ s, .* endless loop/), // prettier-ignore
  ]);
});

test('stopped, all trainings end at once, and run.json tells how far each was', async () => {
  const where = await temporaryFolder();
  const stop = new AbortController();
  let told = 0;
  const onPrint = (text: string) => void (text.includes('waiting') && ++told === 2 && stop.abort());
  const { runs, failures } = await trainToys(['waits', 'waits', 'learns'], { folder: where, signal: stop.signal, onPrint }); // prettier-ignore
  expect(runs.map(({ state }) => state)).toEqual(['stopped', 'stopped', 'stopped']);
  expect(failures).toEqual([]);
  const file = await json<RunFile>(where, 'run.json');
  expect(file.runs).toMatchObject({ waits: { state: 'stopped' }, learns: { epochs_done: 0 } });
});

test('a result that cannot be written ends all trainings, with one message', async () => {
  const onEnd = async () => {
    throw new UserError('the disk is full');
  };
  await expect(trainToys(['learns', 'waits'], { more: { onEnd } })).rejects.toThrow('the disk is full'); // prettier-ignore
});

test('in a live terminal there are pictures, and in the end no line is left of them', async () => {
  const { pictures, out } = await trainToys(['learns'], { rows: 23 });
  expect(pictures.length).toBeGreaterThan(0);
  for (const picture of pictures) expect(picture.split('\n').length).toBeLessThanOrEqual(23);
  expect(out.match(/^ learns/gm)?.length).toBe(1);
});
