import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { Unlawful } from '#src/laws/law';
import { call } from '#src/laws/subject';
import type * as TimeLimit from '#src/laws/time-limit';
import { brokenBy, equality, text } from './laws.ts';

// The same machinery, with a shorter patience.
vi.mock('#src/laws/time-limit', async (original) => {
  const real = await original<typeof TimeLimit>();
  const withinTime = <T>(ms: number, work: () => T) => real.withinTime(Math.min(ms, 500), work);
  return { ...real, withinTime };
});

const numbers = fc.integer({ min: 0, max: 1000 });

describe('a subject that fails', () => {
  test('by an exception is said to have thrown it, on the smallest case, with its stack', async () => {
    const subject = {
      relu(n: number): number {
        if (n > 6) throw new TypeError('n is large');
        return n;
      },
    };
    const law = equality({
      given: numbers,
      got: (n) => call(subject, 'relu', n),
      wanted: (n) => n,
    });
    const explanation = await brokenBy(law);
    expect(explanation).toMatchObject({
      given: { case: 7 },
      message: '`relu` threw TypeError: n is large',
      isCrash: true,
    });
    expect(explanation.stack).toContain('check-law-crashes.test.ts');
    expect(explanation.got).toBeUndefined();
  });

  test('by an endless loop is named, is stopped once, and its case is not shrunk', async () => {
    const tried: number[] = [];
    const subject = {
      relu(n: number): number {
        tried.push(n);
        while (Math.max(n, 300) !== 300);
        return n;
      },
    };
    const law = equality({
      given: numbers,
      got: (n) => call(subject, 'relu', n),
      wanted: (n) => n,
    });
    const explanation = await brokenBy(law);
    expect(explanation.message).toMatch(
      /^`relu` ran for more than .+: is there an endless loop\?$/,
    );
    expect(explanation).toMatchObject({ given: { case: tried.at(-1) }, isCrash: true });
    expect(tried.filter((n) => n > 300)).toHaveLength(1);
    expect(explanation.stack).toBeUndefined();
    expect(explanation.replay.path).not.toContain(':');
    expect((await brokenBy(law, explanation.replay)).given).toEqual(explanation.given);
  });

  test('on a law with a check is told from what the law complains about', async () => {
    const subject = {
      relu: (): number => {
        throw new RangeError('no');
      },
    };
    const law = { ...text, given: numbers, check: () => call(subject, 'relu') };
    expect(await brokenBy(law)).toMatchObject({ message: '`relu` threw RangeError: no' });
  });
});

describe('what the subject returns', () => {
  const returning = (value: unknown) => ({ conv: (): number[][] => value as number[][] });
  const usedBy = (value: unknown) =>
    brokenBy(
      equality({
        given: numbers,
        got: () => call(returning(value), 'conv'),
        wanted: async () => (await call(returning(value), 'conv'))[0].map((n) => n + 1),
      }),
    );

  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'undefined'],
    ['a number', 3, '3'],
    ['an empty array', [], 'an empty array'],
  ])('%s, where a law goes on with it, is blamed on the subject', async (_, value, words) => {
    const { message } = await usedBy(value);
    expect(message).not.toContain('the law itself failed');
    expect(message).toContain('`conv`');
    expect(message).toContain(words);
  });

  test.each<[string, () => unknown]>([
    ['a record with a getter that throws', () => Object.defineProperty({}, 'a', { enumerable: true, get: () => { throw new Error('no'); } })], // prettier-ignore
    ['an array that contains itself', () => { const a: unknown[] = []; a.push(a); return a; }], // prettier-ignore
    ['a million numbers', () => new Float64Array(1_000_000)],
    ['a function', () => () => 1],
  ])('%s, where a number was wanted, is a broken law like any other', async (_, make) => {
    const subject = { conv: make };
    const law = equality({ given: numbers, got: () => call(subject, 'conv'), wanted: () => 1 });
    const { difference, isCrash } = await brokenBy({ ...law, draws: 3 });
    expect(difference?.message).toMatch(/^wanted 1, got /);
    expect(isCrash).toBeUndefined();
  });
});

describe('a law with a mistake of its own', () => {
  const slip = () => {
    throw new TypeError('cannot read properties of undefined');
  };

  test('says so, and does not blame the student', async () => {
    const law = equality({ given: numbers, got: (n) => n, wanted: slip });
    const explanation = await brokenBy(law);
    expect(explanation.message).toContain('the law itself failed, which is not your mistake');
    expect(explanation.message).toContain('cannot read properties of undefined');
    expect(explanation).toMatchObject({ isCrash: true });
    const checked = await brokenBy({ ...text, given: numbers, check: slip });
    expect(checked.message).toContain('the law itself failed');
  });

  test('is not what a law says by Unlawful', async () => {
    const law = { ...text, given: numbers, check: () => Promise.reject(new Unlawful('no')) };
    expect(await brokenBy(law)).toMatchObject({ message: 'no' });
  });
});

test(
  'a law whose cases take more than 8 s in all is too slow to be judged',
  { timeout: 20_000 },
  async () => {
    const slow = (n: number) => new Promise((resolve) => void setTimeout(resolve, 200, n));
    const law = equality({ given: numbers, got: slow, wanted: (n) => n });
    expect(await brokenBy(law)).toMatchObject({
      given: {},
      message: 'its cases took more than 8 s: too slow to be judged',
    });
  },
);
