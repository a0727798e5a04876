import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { UserError } from '#src/common/user-error';
import type { RunFile } from '#src/training/runs/run-file';
import { temporaryFolders } from '../../data/temporary-folder.ts';
import { searchToys, type ToyOutcome, withoutTimes } from './toy-search.ts';
import type { ToySettings } from './toy-settings.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 }); // every process takes a while to start on a busy machine

const temporaryFolder = temporaryFolders();
const five: ToySettings['does'][] = Array<ToySettings['does']>(5).fill('learns');

describe.skipIf(process.platform === 'win32')('a search that is stopped', () => {
  let whole: ToyOutcome;
  let folder = '';
  beforeAll(async () => {
    folder = join(await temporaryFolder(), 'whole');
    whole = await searchToys(five, { folder });
  });

  test('in the end has some trials finished, some stopped, and the best one tested', async () => {
    const { state, best } = whole.outcome!;
    const statuses = state.rows.map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set(['finished', 'stopped']));
    expect(best?.notes).toHaveLength(state.rows[best!.trial].epochs.length);
    expect(best?.test.loss).toBeCloseTo(best!.notes.at(-1)!.step_losses.at(-1)!, 6);
    expect(whole.failures).toEqual([]);
    expect((await readdir(folder)).sort()).toEqual(['checkpoints', 'run.json', 'run.lock', 'search.json']); // prettier-ignore
    const { runs, backend } = JSON.parse(await readFile(join(folder, 'run.json'), 'utf8')) as RunFile; // prettier-ignore
    expect(Object.values(runs).map(({ state: is }) => is)).toEqual(statuses);
    expect(backend?.name).toBe('cpu');
  });

  test('by a kill goes on to the very end that it would have come to', async () => {
    const broken = join(await temporaryFolder(), 'killed');
    const program = fileURLToPath(new URL('./killed-search.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', program, broken], { stdio: ['ignore', 'pipe', 'inherit'] }); // prettier-ignore
    let reports = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      reports += text;
      if (reports.split('\n').length > 4) child.kill('SIGKILL');
    });
    await once(child, 'close');
    const rest = await searchToys(five, { folder: broken, isResumed: true });
    expect(withoutTimes(rest)).toEqual(withoutTimes(whole));
    // What was reported before is not again, but for what was not yet written down.
    expect(whole.out.split('\n').length).toBeGreaterThan(rest.out.split('\n').length);
    expect(whole.out.endsWith(rest.out)).toBe(true);
  });

  test('by a signal, again and again, too; and a damaged checkpoint is trained anew', async () => {
    const broken = join(await temporaryFolder(), 'signalled');
    let last: ToyOutcome | undefined;
    for (let round = 0; round < 3; round++) {
      const stop = new AbortController();
      const reports = { left: round === 2 ? Infinity : 2 };
      const onPrint = (text: string) => {
        if (/epoch \d/.test(text) && --reports.left === 0) stop.abort();
      };
      last = await searchToys(five, { folder: broken, isResumed: round > 0, signal: stop.signal, onPrint }); // prettier-ignore
      expect(last.error).toBeUndefined();
      expect(last.outcome?.best === undefined).toBe(round < 2);
      if (round > 0) continue;
      const [name] = await readdir(join(broken, 'checkpoints'));
      await writeFile(join(broken, 'checkpoints', name), '{"half of');
    }
    expect(withoutTimes(last!)).toEqual(withoutTimes(whole));
    expect(await readdir(join(broken, 'checkpoints'))).toContainEqual(expect.stringMatching(/\.damaged$/)); // prettier-ignore
  });

  test('is the same without a folder, and without a checkpoint for the best', async () => {
    expect(withoutTimes(await searchToys(five))).toEqual(withoutTimes(whole));
  });

  test('with a terminal shows the table as it fills', async () => {
    const { pictures, out } = await searchToys(five.slice(0, 2), { rows: 20 });
    expect(pictures.at(0)).toMatch(/^ trial +does epoch +loss acc % status\n/);
    expect(pictures[0]).toMatch(/^ +0 learns .*running$/m);
    expect(pictures.at(-1)).toMatch(/^ +\*?\d learns +[1-4]\/4 \d\.\d{4} /m);
    expect(out).toBe('');
  });
});

describe('of trials that fail', () => {
  test('each ends none other, and is told in the end; one that diverges is a result', async () => {
    const { outcome, failures, out } = await searchToys(['throws', 'diverges', 'learns', 'prints', 'throws']); // prettier-ignore
    const rows = outcome!.state.rows.map(({ status, epochs }) => [status, epochs.length]);
    expect(rows[0]).toEqual(['failed', 0]);
    expect(rows[1]).toEqual(['stopped', 1]);
    expect(rows[2][0]).not.toBe('failed');
    expect(failures).toEqual([expect.stringMatching(/^trial_0, trial_4 failed\. .*TypeError: loss is no function/s)]); // prettier-ignore
    expect(out).toMatch(/^ trial_3│ epoch 1$/m);
    expect(out).toMatch(/^ {2}1 {2}diverges .* diverged$/m);
    expect([2, 3]).toContain(outcome!.best?.trial);
  });

  test('all for one reason that is not theirs, the search ends with it, and can be gone on with', async () => {
    const folder = join(await temporaryFolder(), 'no-data');
    const { outcome, error } = await searchToys(['has no data', 'learns'], { folder });
    expect(outcome).toBeUndefined();
    expect(error).toEqual(new UserError('There is no dataset.'));
    const { state } = JSON.parse(await readFile(join(folder, 'search.json'), 'utf8')) as { state: { rows: { status: string }[] } }; // prettier-ignore
    expect(state.rows.map(({ status }) => status)).not.toContain('failed');
  });

  test.each([
    ['is not written', /^Task 8\.5 \(trainEpoch\) is not implemented yet/],
    ['gives nothing', 'katas/part8/train.ts: trainEpoch gave undefined; wanted the losses of all steps, an array of numbers.'], // prettier-ignore
    ['measures nothing', 'katas/part8/train.ts: evaluate gave 0.5; wanted { loss, accuracy }, both of them numbers.'], // prettier-ignore
  ] as const)('one that %s ends the search', async (does, message) => {
    const { error } = await searchToys([does, 'learns']);
    expect(error).toBeInstanceOf(UserError);
    expect((error as Error).message).toMatch(message);
  });
});

describe('a search of the subject', () => {
  const row = { trial: 0, configuration: {}, status: 'done', epochs: [] };

  test.each([
    [{ rows: [] }, 'katas/part8/search.ts: a state of the search has 0 rows; wanted one for each of the 2 trials.'], // prettier-ignore
    [{ rows: [row, row] }, /the row of trial 0 has the status done/],
    [undefined, /a state of the search has "rows" that are undefined/],
  ])('that gives no table is refused: %j', async (state, message) => {
    const { error } = await searchToys(five.slice(0, 2), {
      more: { subject: { search: async () => state as never, bestTrial: () => null } },
    });
    expect((error as Error).message).toMatch(message);
  });

  test('that throws is told as it is, and leaves no process behind', async () => {
    const { error } = await searchToys(five.slice(0, 2), {
      more: {
        subject: {
          search: async (_, train) => {
            await train({ trial: 0, configuration: {} }, 1);
            throw new RangeError('no row of that number');
          },
          bestTrial: () => null,
        },
      },
    });
    expect(error).toEqual(new RangeError('no row of that number'));
  });

  test('that trains more trials at once than it may is ended', async () => {
    const { error } = await searchToys(five.slice(0, 3), {
      more: {
        subject: {
          search: async (state, train) => {
            await Promise.all(state.rows.map((each) => train(each, 1)));
            return state;
          },
          bestTrial: () => null,
        },
      },
    });
    expect((error as Error).message).toBe('katas/part8/search.ts: search wants to train trial 2 beside 2 others that are running; wanted at most 2 at once.'); // prettier-ignore
  });
});
