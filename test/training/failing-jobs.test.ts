import { beforeAll, describe, expect, test } from 'vitest';
import type { JobTypes, Outcome } from '#src/training/job-messages';
import { runSideBySide } from '#src/training/side-by-side';
import type { Call, Job } from './jobs.ts';

const entry = new URL('./jobs.ts', import.meta.url);
const execArgv = ['--import', 'tsx', '--max-old-space-size=60'];

const calls = [
  { do: 'count', to: 1 },
  { do: 'throw', message: 'loss is no function', isForUser: false },
  { do: 'throw', message: 'There is no dataset.', isForUser: true },
  { do: 'throw later' },
  { do: 'reject later' },
  { do: 'exit' },
  { do: 'wait for nothing' },
  { do: 'kill' },
  { do: 'abort' },
  { do: 'fill memory' },
  { do: 'give a function' },
  { do: 'crash after the result' },
  { do: 'count', to: 2 },
] as const satisfies readonly Call[];

describe('of many jobs that fail', () => {
  let outcomes: Outcome<unknown>[] = [];
  const output: string[] = calls.map(() => '');
  beforeAll(async () => {
    const onOutput = (index: number, text: string) => void (output[index] += text);
    outcomes = await runSideBySide<Job>({ entry, calls, execArgv, onOutput });
  }, 60_000);

  /** What became of the job of a name: the first, or the one after `skip` others. */
  const of = (name: Call['do'], skip = 0) => {
    const indices = calls.flatMap((call, i) => (call.do === name ? [i] : []));
    return outcomes[indices[skip]];
  };

  test('none ends another', () => {
    expect(of('count')).toEqual({ state: 'done', result: 1 });
    expect(of('count', 1)).toEqual({ state: 'done', result: 2 });
  });

  test('an error has its message, and its place in the code', () => {
    expect(of('throw')).toEqual({
      state: 'failed',
      message: 'TypeError: loss is no function',
      stack: expect.stringContaining('jobs.ts') as string,
    });
  });

  test('an error for the user has its message alone', () => {
    expect(of('throw', 1)).toEqual({ state: 'failed', message: 'There is no dataset.' });
  });

  test.each([
    ['throw later', 'RangeError: nobody catches this'],
    ['reject later', 'RangeError: nobody awaits this'],
    ['exit', /^Its process ended with exit code 0 before it gave a result\. Does it call/],
    ['wait for nothing', 'It waits for a promise that nothing will settle.'],
    ['kill', /^Its process was killed \(SIGKILL\), .*--jobs 1/],
    ['abort', /^Its process crashed \(SIGABRT\)/],
    ['fill memory', /^Its process ran out of memory: a smaller batch .*--max-old-space-size/],
    ['give a function', /could not be cloned/],
  ] as const)('%s is told', (name, message) => {
    expect(of(name)).toMatchObject({ state: 'failed', message: expect.stringMatching(message) as string }); // prettier-ignore
  });

  test('a crash after the result takes nothing from it', () => {
    expect(of('crash after the result')).toEqual({ state: 'done', result: 'given' });
  });

  test('nothing that a job reports is printed by its process too', () => {
    const reported = calls.flatMap(({ do: name }, i) =>
      ['abort', 'fill memory', 'crash after the result'].includes(name) ? [] : [output[i]],
    );
    expect(reported.join('')).toBe('');
  });
});

test('a call that cannot be copied fails, and starts nothing that stays', async () => {
  const outcomes = await runSideBySide<JobTypes>({
    entry,
    calls: [() => {}, { do: 'count', to: 1 }],
    execArgv,
    onOutput: () => {},
  });
  expect(outcomes).toEqual([
    { state: 'failed', message: expect.stringMatching(/^The call cannot be sent .*cloned/) as string },
    { state: 'done', result: 1 },
  ]); // prettier-ignore
});

test('a module that does not load is named', async () => {
  const [outcome] = await runSideBySide<JobTypes>({
    entry: new URL('./no-such-module.ts', import.meta.url),
    calls: [1],
    execArgv,
    onOutput: () => {},
  });
  expect(outcome).toEqual({
    state: 'failed',
    message: expect.stringMatching(
      /^Its process ended with exit code 1 before it gave a result: Error.*no-such-module\.ts/,
    ) as string,
  });
});

test('one that says nothing for too long is ended; one that speaks may take its time', async () => {
  const outcomes = await runSideBySide<Job>({
    entry,
    calls: [{ do: 'loop' }, { do: 'count', to: 3 }],
    execArgv,
    silenceMs: 6000,
    onOutput: () => {},
  });
  expect(outcomes).toEqual([
    { state: 'failed', message: 'It said nothing for 6 s, and was ended.' },
    { state: 'done', result: 3 },
  ]);
});
