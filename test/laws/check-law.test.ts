import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkLaw } from '#src/laws/check-law';
import { Unlawful } from '#src/laws/law';
import { NotImplemented } from '#src/laws/not-implemented';
import { call } from '#src/laws/subject';
import { brokenBy, equality, text } from './laws.ts';

const numbers = fc.integer({ min: 0, max: 1000 });
/** Wrong from 42 on. */
const clipped = equality({
  given: numbers,
  got: (n) => Math.min(n, 41),
  wanted: (n) => n,
});

describe('a law that holds', () => {
  test('says on how many cases it was tried: 50, unless it asks for others', async () => {
    const right = { given: numbers, got: (n: number) => n, wanted: (n: number) => n };
    expect(await checkLaw(equality(right), '9.1a', { seed: 1 })).toEqual({
      id: '9.1a',
      task: '9.1',
      claim: text.claim,
      points: 2,
      status: 'holds',
      cases: 50,
    });
    const asked = { ...right, draws: 7, examples: [1, 2] };
    expect(await checkLaw(equality(asked), '9.1a', { seed: 1 })).toMatchObject({ cases: 9 });
  });

  test('tries every example, also when it draws nothing', async () => {
    const tried: number[] = [];
    const law = equality({
      given: numbers,
      examples: [5000, 6000],
      draws: 0,
      got: (n) => (tried.push(n) > 0 ? 0 : 1),
      wanted: () => 0,
    });
    expect(await checkLaw(law, '9.1a', { seed: 1 })).toMatchObject({ status: 'holds', cases: 2 });
    expect(tried).toEqual([5000, 6000]);
  });
});

describe('a law that is broken', () => {
  test('comes with the smallest case, what came, what was wanted, and where they differ', async () => {
    const explanation = await brokenBy(clipped);
    expect(explanation).toMatchObject({
      given: { case: 42 },
      got: 41,
      wanted: 42,
      difference: { path: [], message: 'wanted 42, got 41' },
      why: text.why,
      look: text.look,
    });
  });

  test('is replayed by its seed and path: the same case, alone, whatever the seed', async () => {
    const pairs = equality({
      given: fc.record({ rows: fc.array(fc.nat(20)), factor: fc.nat(9) }),
      got: ({ rows }) => rows.filter((n) => n !== 13).length,
      wanted: ({ rows }) => rows.length,
    });
    for (const law of [clipped, pairs]) {
      for (let seed = 0; seed < 10; seed++) {
        const first = await checkLaw(law, '9.1a', { seed });
        if (first.status !== 'broken') continue;
        const { path } = first.explanation.replay;
        expect(await checkLaw(law, '9.1a', { seed, path })).toEqual(first);
      }
    }
  });

  test('gives the same result for the same seed, and tries other cases for another', async () => {
    const first: number[] = [];
    const noting = equality({ ...clipped, got: (n) => Math.min(first.push(n) && n, 41) });
    const a = await checkLaw(noting, '9.1a', { seed: 3 });
    const casesOfA = first.splice(0);
    expect(await checkLaw(noting, '9.1a', { seed: 3 })).toEqual(a);
    expect(first.splice(0)).toEqual(casesOfA);
    await checkLaw(noting, '9.1a', { seed: 4 });
    expect(first).not.toEqual(casesOfA);
  });

  test('by an example is reported and replayed with that example', async () => {
    const law = equality({ ...clipped, examples: [1, 7000], draws: 0 });
    const explanation = await brokenBy(law);
    expect(explanation.given).toEqual({ case: 7000 });
    const again = await brokenBy(law, explanation.replay);
    expect(again).toEqual(explanation);
  });

  test('shows the case as it was drawn, though the subject wrote into its arguments', async () => {
    const law = equality({
      given: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      got: (list) => list.fill(0),
      wanted: (list) => list,
    });
    expect(await brokenBy(law)).toMatchObject({ given: { case: [1] }, got: [0], wanted: [1] });
  });

  test('shows only the parts of a case that the law names', async () => {
    const law = equality({ ...clipped, show: (n) => ({ input: [n] }) });
    expect((await brokenBy(law)).given).toEqual({ input: [42] });
  });

  test.each([
    [[1, 2], [1, 2, 3], 'wanted 3 numbers, got 2'],
    [[[1]], [1], 'at [0]: wanted 1, got an array of 1'],
    [undefined, [[1]], 'wanted an array of 1, got undefined'],
    [[0, NaN], [0, 1], 'first difference at [1]: wanted 1, got NaN'],
    [[0, -Infinity], [0, Infinity], 'first difference at [1]: wanted Infinity, got -Infinity'],
    [{ a: [0] }, { a: [1] }, 'first difference at [a,0]: wanted 1, got 0'],
    [7, [7], 'wanted an array of 1, got 7'],
  ])('by %j where %j was wanted reads: %s', async (got, wanted, message) => {
    const law = equality({ given: fc.constant(0), got: () => got, wanted: () => wanted });
    expect((await brokenBy(law)).difference?.message).toBe(message);
  });

  test('by a check of its own gives the message, and what the law shows with it', async () => {
    const law = {
      ...text,
      given: numbers,
      check(n: number) {
        if (n > 9) throw new Unlawful('too large', { twice: 2 * n });
      },
    };
    const explanation = await brokenBy(law);
    expect(explanation).toMatchObject({ given: { case: 10, twice: 20 }, message: 'too large' });
    expect(explanation.isCrash).toBeUndefined();
  });

  test('is plain data: it can be sent to another thread, and written as JSON', async () => {
    const law = equality({ given: numbers, got: () => Promise.resolve, wanted: () => [0] });
    const result = await checkLaw(law, '9.1a', { seed: 1 });
    expect(structuredClone(result)).toEqual(result);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });
});

describe('a law on a task that is not written', () => {
  const missing = (task: string, from = 0) =>
    equality({
      given: numbers,
      got: (n) => call({ relu: stub }, 'relu', n).then((value) => value),
      wanted: (n) => n,
      show: () => ({ task, from }),
    });
  let stub: (n: number) => number = () => 0;

  test('is not started, or not checked when an earlier task is missing', async () => {
    stub = () => {
      throw new NotImplemented('9.1', 'relu');
    };
    expect(await checkLaw(missing('9.1'), '9.1a', { seed: 1 })).toMatchObject({
      status: 'not started',
    });
    stub = () => {
      throw new NotImplemented('8.3', 'softmax');
    };
    expect(await checkLaw(missing('8.3'), '9.1a', { seed: 1 })).toMatchObject({
      status: 'not checked',
      missing: '8.3',
    });
  });

  test('is recognised by another copy of the class, and tried on one case only', async () => {
    let calls = 0;
    stub = () => {
      calls++;
      throw Object.assign(new Error('…'), { name: 'NotImplemented', task: '9.1' });
    };
    const result = await checkLaw(missing('9.1'), '9.1a', { seed: 1 });
    expect(result).toMatchObject({ status: 'not started' });
    expect(calls).toBe(1);
  });
});
