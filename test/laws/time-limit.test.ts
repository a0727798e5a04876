import { expect, test } from 'vitest';
import { TimeLimitExceeded, withinTime } from '#src/laws/time-limit';

function forever(): never {
  for (;;);
}

test('what returns in time gives its value, at once and not as a promise', () => {
  const value = { rows: 2 };
  expect(withinTime(1000, () => value)).toBe(value);
  expect(withinTime(1000, () => undefined)).toBeUndefined();
});

test('what is thrown passes through, the very same', () => {
  const error = new RangeError('3 channels');
  const thrown = () => {
    throw error;
  };
  expect(() => withinTime(1000, thrown)).toThrow(error);
  try {
    void withinTime(1000, thrown);
  } catch (caught) {
    expect(caught).toBe(error);
  }
});

test.each<[string, () => unknown]>([
  ['an endless loop', () => forever()],
  [
    'an endless loop that catches everything',
    () => {
      try {
        forever();
      } catch {
        return 'caught';
      }
    },
  ],
  [
    'an endless loop with another one in its `finally`',
    () => {
      try {
        forever();
      } finally {
        forever();
      }
    },
  ],
  ['an endless loop in a callback of an array', () => [1].map(() => forever())],
  ['an endless loop in a getter', () => ({ get loss() { return forever(); } }).loss], // prettier-ignore
])('%s is interrupted', (_, work) => {
  const start = performance.now();
  expect(() => withinTime(60, work)).toThrow(TimeLimitExceeded);
  expect(performance.now() - start).toBeLessThan(2000);
});

test('the error says how long it ran, and that it did not return', () => {
  expect(() => withinTime(50, forever)).toThrow('ran for more than 0.05 s without returning');
});

test('an inner limit ends the inner call alone', () => {
  const outer = withinTime(5000, () => {
    expect(() => withinTime(50, forever)).toThrow(TimeLimitExceeded);
    return 'outer';
  });
  expect(outer).toBe('outer');
});

test('an outer limit ends everything inside', () => {
  const start = performance.now();
  expect(() => withinTime(60, () => withinTime(60_000, forever))).toThrow(TimeLimitExceeded);
  expect(performance.now() - start).toBeLessThan(5000);
});

test('a call inside a call leaves nothing behind', () => {
  expect(withinTime(1000, () => withinTime(1000, () => 1))).toBe(1);
  expect(globalThis.annKatasTimed).toBeUndefined();
});

test('a promise is waited for, and gives its value or its error', async () => {
  await expect(withinTime(1000, async () => 7)).resolves.toBe(7);
  await expect(withinTime(1000, () => Promise.reject(new TypeError('no')))).rejects.toThrow('no');
});

test('a promise that never settles is given up', async () => {
  await expect(withinTime(40, () => new Promise(() => undefined))).rejects.toThrow(
    TimeLimitExceeded,
  );
});

test('after an interruption, the next call works', () => {
  expect(() => withinTime(40, forever)).toThrow(TimeLimitExceeded);
  expect(withinTime(1000, () => [1, 2].map((n) => n * 2))).toEqual([2, 4]);
});
