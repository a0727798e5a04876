import { setTimeout as pause } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { type SideBySide, runSideBySide } from '#src/training/side-by-side';
import type { Call, Job } from './jobs.ts';
import { isRunning } from './processes.ts';

vi.setConfig({ testTimeout: 60_000 }); // every process takes a while to start on a busy machine

function run(calls: readonly Call[], options: Partial<SideBySide<Job>> = {}) {
  const entry = new URL('./jobs.ts', import.meta.url);
  return runSideBySide<Job>({
    entry,
    calls,
    execArgv: ['--import', 'tsx'],
    onOutput: () => {},
    ...options,
  });
}

test('each job is told the answers to its own questions, in their order', async () => {
  const asked: [number, number][] = [];
  const outcomes = await run(
    [
      { do: 'ask', questions: [1, 2, 3] },
      { do: 'ask', questions: [5] },
    ],
    {
      onQuestion: async (index, question) => {
        asked.push([index, question]);
        await pause(question === 1 ? 50 : 0);
        return 10 * question + index;
      },
    },
  );
  expect(outcomes).toEqual([{ state: 'done', result: [10, 20, 30] }, { state: 'done', result: [51] }]); // prettier-ignore
  expect(asked.filter(([index]) => index === 0)).toEqual([[0, 1], [0, 2], [0, 3]]); // prettier-ignore
  expect(asked).toContainEqual([1, 5]);
});

test('a job waits for an answer as long as it takes, and that is no silence of its own', async () => {
  const heard: unknown[] = [];
  const [outcome] = await run([{ do: 'ask', questions: [1, 2] }], {
    silenceMs: 8000,
    onMessage: (_, message) => heard.push(message),
    onQuestion: async (_, question) => {
      if (question === 1) await pause(9000);
      return question;
    },
  });
  expect(outcome).toEqual({ state: 'done', result: [1, 2] });
  expect(heard).toEqual([[1], [1, 2]]);
});

test('once it is answered, a job that waits for nothing more comes to its end', async () => {
  const [outcome] = await run([{ do: 'ask, then wait for nothing' }], {
    onQuestion: async () => 1,
  });
  expect(outcome).toEqual({ state: 'failed', message: 'It waits for a promise that nothing will settle.' }); // prettier-ignore
});

test('one that waits for an answer is stopped as any other', async () => {
  const stop = new AbortController();
  let pid = 0;
  const outcomes = await run([{ do: 'ask, then wait for nothing' }], {
    signal: stop.signal,
    onMessage: (_, message) => void (pid = message as number),
    onQuestion: () => {
      stop.abort();
      return new Promise(() => {});
    },
  });
  expect(outcomes).toEqual([{ state: 'stopped' }]);
  expect(await isRunning(pid)).toBe(false);
});

test('an answer that fails stops all jobs, and is passed on', async () => {
  const ends: string[] = [];
  const outcomes = run([{ do: 'ask', questions: [1] }, { do: 'loop' }], {
    jobs: 2,
    onQuestion: () => Promise.reject(new Error('no answer is known')),
    onEnd: (_, { state }) => ends.push(state),
  });
  await expect(outcomes).rejects.toThrow('no answer is known');
  expect(ends).toEqual(['stopped', 'stopped']);
});

test('a question that nobody answers is a mistake of the caller', async () => {
  await expect(run([{ do: 'ask', questions: [1] }])).rejects.toThrow(
    'Job 0 asks, and onQuestion is missing.',
  );
});

test('an answer that cannot be copied ends the job with a message', async () => {
  const [outcome] = await run([{ do: 'ask', questions: [1] }], {
    onQuestion: async () => (() => {}) as unknown as number,
  });
  expect(outcome).toMatchObject({ state: 'failed', message: expect.stringMatching(/^The answer cannot be sent/) as string }); // prettier-ignore
});
