import { getEventListeners } from 'node:events';
import { describe, expect, test, vi } from 'vitest';
import { UsageError } from '#src/common/user-error';
import { type SideBySide, runSideBySide } from '#src/training/side-by-side';
import type { Call, Job, Span } from './jobs.ts';
import { isRunning } from './processes.ts';

const entry = new URL('./jobs.ts', import.meta.url);
const execArgv = ['--import', 'tsx'];

vi.setConfig({ testTimeout: 60_000 }); // every process takes a while to start on a busy machine

function run<Result>(calls: readonly Call[], options: Partial<SideBySide<Job<Result>>> = {}) {
  const onOutput = () => {};
  return runSideBySide<Job<Result>>({ entry, calls, execArgv, onOutput, ...options });
}

test('results come in the order of the calls, ends as they happen', async () => {
  const ends: number[] = [];
  const calls = [1500, 1].map((milliseconds) => ({ do: 'sleep' as const, milliseconds }));
  const outcomes = await run<Span>(calls, { jobs: 2, onEnd: (index) => ends.push(index) });
  const [first, second] = outcomes.map((outcome) => outcome.state === 'done' && outcome.result);
  expect(ends).toEqual([1, 0]);
  expect(first && second && first.end - second.end).toBeGreaterThan(0);
});

test('jobs begin in the order in which they came', async () => {
  const begun: number[] = [];
  const calls = Array.from({ length: 4 }, () => ({ do: 'count' as const, to: 1 }));
  await run(calls, { jobs: 1, onMessage: (index) => begun.push(index) });
  expect(begun).toEqual([0, 1, 2, 3]);
});

test('30 quick jobs all give their results, and never more run at once than may', async () => {
  const calls = Array.from({ length: 30 }, () => ({ do: 'sleep' as const, milliseconds: 20 }));
  const outcomes = await run<Span>(calls, { jobs: 3 });
  const spans = outcomes.map((outcome) => (outcome.state === 'done' ? outcome.result : undefined));
  const together = spans.map(
    (now) => spans.filter((span) => span!.start <= now!.start && now!.start < span!.end).length,
  );
  expect(Math.max(...together)).toBe(3);
});

test('large typed arrays cross both ways', async () => {
  const values = Float32Array.from({ length: 5_000_000 }, (_, i) => i / 8);
  const [outcome] = await run<Float32Array>([{ do: 'double', values }]);
  const result = outcome.state === 'done' ? outcome.result : undefined;
  expect(result).toBeInstanceOf(Float32Array);
  expect(result?.length).toBe(values.length);
  expect(result?.every((value, i) => value === i / 4)).toBe(true);
});

test('messages come in their order, before the end of their job', async () => {
  const news: unknown[] = [];
  await run([{ do: 'count', to: 200 }], {
    onMessage: (_, message) => news.push(message),
    onEnd: (_, { state }) => news.push(state),
  });
  expect(news).toEqual([...Array.from({ length: 200 }, (_, i) => i + 1), 'done']);
});

test('a job that waits for what it sends is slowed down by a slow parent, and keeps little', async () => {
  const flood = { do: 'flood', messages: 200, bytes: 2_000_000 } as const;
  let received = 0;
  const [outcome] = await run<number>([flood], {
    onMessage: () => {
      received++;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    },
  });
  expect(received).toBe(200);
  expect(outcome).toMatchObject({ state: 'done' });
  expect(outcome.state === 'done' && outcome.result).toBeLessThan(300e6); // 400 MB were sent
});

test('what a job prints goes to the caller', async () => {
  let text = '';
  await run([{ do: 'print' }], { onOutput: (_, more) => (text += more) });
  expect(text.split('\n').sort()).toEqual(['', 'said', 'warned ü']);
});

test('the end of a job is not held up by a timer that it leaves behind', async () => {
  const start = performance.now();
  expect(await run([{ do: 'leave a timer' }])).toEqual([{ state: 'done', result: 'left' }]);
  expect(performance.now() - start).toBeLessThan(10_000);
});

test('messages that are none of ours are passed over', async () => {
  const onMessage = () => expect.unreachable();
  const outcomes = await run([{ do: 'send nonsense' }], { onMessage });
  expect(outcomes).toEqual([{ state: 'done', result: 'sense' }]);
});

test('no calls are no work', async () => {
  expect(await run([])).toEqual([]);
});

test.each([0, -1, 1.5, Number.NaN])('%s jobs at once are refused', async (jobs) => {
  await expect(run([], { jobs })).rejects.toThrow(UsageError);
  await expect(run([], { jobs })).rejects.toThrow(
    `Jobs at once: a whole number of at least 1 is wanted, ${jobs} came.`,
  );
});

describe('stopping', () => {
  test('ends what runs, however deaf, and begins nothing more', async () => {
    const stop = new AbortController();
    const pids = new Set<number>();
    let text = '';
    const calls = ['loop', 'loop, deaf to SIGTERM', 'print', 'print'] as const;
    const ends: number[] = [];
    const start = performance.now();
    let asked = start;
    const outcomes = await run(
      calls.map((name) => ({ do: name })),
      {
        jobs: 2,
        signal: stop.signal,
        onMessage: (_, pid) => {
          expect(stop.signal.aborted).toBe(false);
          if (pids.add(pid as number).size < 2) return;
          asked = performance.now();
          stop.abort();
        },
        onOutput: (_, more) => (text += more),
        onEnd: (index) => ends.push(index),
      },
    );
    expect(outcomes).toEqual(calls.map(() => ({ state: 'stopped' })));
    expect(ends.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3]);
    expect(asked).toBeGreaterThan(start);
    expect(performance.now() - asked).toBeLessThan(10_000);
    expect(text).toBe('asked');
    expect(await Promise.all([...pids].map(isRunning))).toEqual([false, false]);
    expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
  });

  test('keeps what was done before', async () => {
    const stop = new AbortController();
    const outcomes = await run([{ do: 'count', to: 3 }, { do: 'loop' }], {
      jobs: 1,
      signal: stop.signal,
      onMessage: (index) => void (index === 1 && stop.abort()),
    });
    expect(outcomes).toEqual([{ state: 'done', result: 3 }, { state: 'stopped' }]);
  });

  test('before the beginning starts no process', async () => {
    const start = performance.now();
    const calls = Array.from({ length: 50 }, () => ({ do: 'print' as const }));
    const outcomes = await run(calls, { signal: AbortSignal.abort() });
    expect(outcomes).toEqual(calls.map(() => ({ state: 'stopped' })));
    expect(performance.now() - start).toBeLessThan(100);
  });

  test('comes from a callback that throws, whose error is passed on', async () => {
    const ends: string[] = [];
    const outcomes = run([{ do: 'count', to: 1 }, { do: 'loop' }, { do: 'print' }], {
      jobs: 2,
      onMessage: (index) => {
        if (index === 0) throw new Error('a mistake of the caller');
      },
      onEnd: (_, { state }) => ends.push(state),
    });
    await expect(outcomes).rejects.toThrow('a mistake of the caller');
    expect(ends).toEqual(['stopped', 'stopped', 'stopped']);
  });
});

test('many at once leave no listeners, no processes and no warnings behind', async () => {
  const handles = () =>
    process.getActiveResourcesInfo().filter((name) => /Process|Pipe/.test(name)).length;
  const before = handles();
  const warnings: Error[] = [];
  const warn = (warning: Error) => warnings.push(warning);
  process.on('warning', warn);
  const { signal } = new AbortController();
  const calls = Array.from({ length: 14 }, () => ({ do: 'print' as const }));
  await run(calls, { jobs: 14, signal });
  await new Promise((resolve) => void setImmediate(resolve));
  process.off('warning', warn);
  expect(warnings).toEqual([]);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
  await expect.poll(handles, { timeout: 5000 }).toBeLessThanOrEqual(before);
});
