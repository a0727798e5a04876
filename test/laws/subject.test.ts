import { beforeEach, describe, expect, test, vi } from 'vitest';
import { NotImplemented } from '#src/laws/not-implemented';
import type * as Subject from '#src/laws/subject';
import type * as Failed from '#src/laws/subject-failed';
import type { Handle } from '#src/laws/subject-here';
import { TimeLimitExceeded } from '#src/laws/time-limit';
import type * as TimeLimit from '#src/laws/time-limit';

// Each test gets a fresh copy: after one endless loop, later calls get less time.
let subject: typeof Subject;
let SubjectFailed: typeof Failed.SubjectFailed;
beforeEach(async () => {
  vi.resetModules();
  vi.doMock('#src/laws/time-limit', () => ({ TimeLimitExceeded, withinTime }));
  subject = await import('#src/laws/subject');
  ({ SubjectFailed } = await import('#src/laws/subject-failed'));
});
const { withinTime } = await vi.importActual<typeof TimeLimit>('#src/laws/time-limit');

const forever = (): number => {
  for (;;);
};
const failing = (error: unknown) => (): number => {
  throw error;
};

/** The message of the failure of a promise, which must be a SubjectFailed. */
async function failure(attempt: Promise<unknown>): Promise<string> {
  const error: unknown = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SubjectFailed);
  return (error as Error).message;
}

class Mlp {
  weights = [[1, 2]];
  layer: unknown = undefined;
  get loss(): number {
    throw new NotImplemented('1.3', 'loss');
  }
  get broken(): number {
    throw new RangeError('no loss yet');
  }
  scale(factor: number): number[] {
    return this.weights[0].map((weight) => weight * factor);
  }
}

describe('calling a function', () => {
  test('gives what it returns, waited for, with all arguments handed over', async () => {
    const module = { add: (a: number, b: number) => a + b, later: async () => [1] };
    expect(await subject.call(module, 'add', 2, 3)).toBe(5);
    expect(await subject.call(module, 'later')).toEqual([1]);
    expect(await subject.callAtOnce(module, 'add', 2, 3)).toBe(5);
    expect(await failure(subject.callAtOnce(module, 'later'))).toContain('without `async`');
  });

  test('that returns nothing asks for a `return`', async () => {
    expect(await failure(subject.call({ relu: () => undefined }, 'relu'))).toBe(
      '`relu` returned undefined: is a `return` missing?',
    );
  });

  test('that is missing names what the file exports, and what was meant', async () => {
    const module = { reLU: () => 1, tanh: () => 2 } as unknown as { relu: () => number };
    expect(await failure(subject.call(module, 'relu'))).toBe(
      'the file exports no `relu`; it exports `reLU`, `tanh`. Is `reLU` meant to be `relu`?',
    );
    expect(await failure(subject.call({} as { relu: () => number }, 'relu'))).toBe(
      'the file exports no `relu`; it exports nothing (is `export` missing?)',
    );
    const number = { relu: 3 } as unknown as { relu: () => number };
    expect(await failure(subject.call(number, 'relu'))).toContain('the file exports no `relu`');
  });

  test('that throws gives the name and the message of the error, and keeps it as the cause', async () => {
    const error = new RangeError('3 channels');
    const attempt = subject.call({ relu: failing(error) }, 'relu');
    expect(await failure(attempt)).toBe('`relu` threw RangeError: 3 channels');
    await expect(attempt).rejects.toMatchObject({ cause: error, what: 'relu' });
    const late = subject.call({ relu: () => Promise.reject(error) }, 'relu');
    expect(await failure(late)).toBe('`relu` threw RangeError: 3 channels');
  });

  test.each<[string, unknown]>([
    ['a text', 'oops'],
    ['undefined', undefined],
    ['a record', { code: 3 }],
    ['a record without a prototype', Object.create(null)],
    ['a symbol', Symbol('oops')],
  ])('that throws %s is said not to throw an Error', async (_, thrown) => {
    const message = await failure(subject.call({ relu: failing(thrown) }, 'relu'));
    expect(message).toMatch(/^`relu` threw .+, not an Error$/);
    expect(message).not.toContain('[object');
  });

  test('that is not written yet passes its NotImplemented on', async () => {
    const error = new NotImplemented('2.1', 'myConv2d');
    await expect(subject.call({ relu: failing(error) }, 'relu')).rejects.toBe(error);
  });

  test('that calls itself without end is worded so', async () => {
    const module = { relu: (): number => 1 + module.relu() };
    expect(await failure(subject.call(module, 'relu'))).toBe(
      '`relu` threw because it calls itself without end (the call stack is full)',
    );
  });

  test('that does not return is stopped after 2 s, and after that sooner', async () => {
    const start = performance.now();
    expect(await failure(subject.call({ relu: forever }, 'relu'))).toBe(
      '`relu` ran for more than 2 s without returning: is there an endless loop?',
    );
    expect(performance.now() - start).toBeGreaterThan(1900);
    const again = subject.call({ relu: forever }, 'relu');
    await expect(again).rejects.toMatchObject({ cause: { milliseconds: 250 } });
    expect(await subject.call({ relu: () => 1 }, 'relu')).toBe(1);
  });
});

describe('an instance of a class', () => {
  test('is made, called, read and written by its handle', async () => {
    const handle = await subject.create({ Mlp }, 'Mlp');
    expect(await subject.send(handle, 'scale', 3)).toEqual([3, 6]);
    expect(await subject.read(handle, ['weights'])).toEqual({ weights: [[1, 2]] });
    await subject.write(handle, { weights: [[5, 7]] });
    expect(await subject.send(handle, 'scale', 2)).toEqual([10, 14]);
  });

  test('gives away copies only: what is read later changed does not change it', async () => {
    const handle = await subject.create({ Mlp }, 'Mlp');
    const { weights } = await subject.read(handle, ['weights']);
    weights[0][0] = 99;
    expect(await subject.read(handle, ['weights'])).toEqual({ weights: [[1, 2]] });
  });

  test('that cannot be made says why', async () => {
    class Picky {
      size: number;
      constructor(size: number) {
        this.size = size;
        if (size < 1) throw new RangeError(`size ${size}`);
      }
    }
    expect(await failure(subject.create({ Picky }, 'Picky', 0))).toBe(
      '`new Picky` threw RangeError: size 0',
    );
    const misspelt = { Mpl: Mlp } as unknown as { Mlp: typeof Mlp };
    expect(await failure(subject.create(misspelt, 'Mlp'))).toContain('Is `Mpl` meant to be `Mlp`?');
  });

  test('without the wanted method or property says so', async () => {
    const handle = await subject.create({ Mlp }, 'Mlp');
    const other = handle as unknown as Handle<{ forward(): number; bias: number }>;
    expect(await failure(subject.send(other, 'forward'))).toBe('Mlp has no method `forward`');
    expect(await failure(subject.read(other, ['bias']))).toBe('Mlp.bias is undefined');
  });

  test('whose property throws, or cannot be copied, says so; NotImplemented passes', async () => {
    const handle = await subject.create({ Mlp }, 'Mlp');
    expect(await failure(subject.read(handle, ['broken']))).toContain('RangeError: no loss yet');
    await expect(subject.read(handle, ['loss'])).rejects.toThrow(NotImplemented);
    await subject.write(handle, { layer: () => 1 });
    expect(await failure(subject.read(handle, ['layer']))).toContain('`Mlp.layer` threw DataClone');
    Object.freeze(handle.instance);
    expect(await failure(subject.write(handle, { weights: [] }))).toContain('TypeError');
  });
});
