import { matrix } from 'mathjs';
import fc from 'fast-check';
import { describe as group, expect, test } from 'vitest';
import { describe, snapshot } from '#src/laws/snapshot';

test('numbers, nested arrays and plain records are kept as they are', () => {
  const value = { input: [[1, NaN, -Infinity]], on: true, name: 'relu', none: null };
  expect(snapshot(value)).toEqual(value);
});

test('a snapshot is a copy: what is changed later does not change it', () => {
  const rows = [[1], [2]];
  const taken = snapshot(rows);
  rows[0][0] = 9;
  expect(taken).toEqual([[1], [2]]);
});

test('a typed array becomes an array', () => {
  expect(snapshot([Float32Array.of(0.5), Uint8Array.of(7)])).toEqual([[0.5], [7]]);
});

test.each([
  ['undefined', undefined, '‹undefined›'],
  ['a function', () => 1, '‹a function›'],
  ['a symbol', Symbol('x'), '‹a symbol›'],
  ['a bigint', 1n, '‹a bigint›'],
  ['a promise', Promise.resolve(1), '‹Promise›'],
  [
    'an instance of a class',
    new (class Layer {
      size = 1;
    })(),
    '‹Layer›',
  ],
  [
    'an instance of a class without a name',
    new (class {
      size = 1;
    })(),
    { size: 1 },
  ],
  ['a map', new Map([[1, 2]]), '‹Map›'],
  ['a mathjs matrix', matrix([[1, 2]]), '‹DenseMatrix›'],
  ['a record without a prototype', Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
  ['a record of functions', { run: () => 1 }, { run: '‹a function›' }],
])('%s is described in words or copied', (_, value, wanted) => {
  expect(snapshot(value)).toEqual(wanted);
  expect(snapshot([value])).toEqual([wanted]);
});

test('a long text is cut', () => {
  expect(snapshot('x'.repeat(1000))).toBe(`${'x'.repeat(200)}…`);
});

test('what contains itself ends', () => {
  const record: Record<string, unknown> = { a: 1 };
  record.self = record;
  const array: unknown[] = [1];
  array.push(array, array);
  expect(JSON.stringify(snapshot(record))).toContain('‹…›');
  expect(JSON.stringify(snapshot(array)).length).toBeLessThan(10_000);
});

test('a getter that throws does not keep the rest from being shown', () => {
  const value = {
    a: 1,
    get b(): number {
      throw new Error('no');
    },
  };
  expect(snapshot(value)).toMatchObject({ a: 1, b: expect.stringMatching(/^‹.+›$/) as string });
});

test.each([
  ['a vector of a million', () => new Float32Array(1_000_000)],
  ['a matrix of a million', () => Array.from({ length: 1000 }, () => new Float64Array(1000))],
  ['ten thousand texts', () => Array.from({ length: 10_000 }, () => 'x'.repeat(200))],
  ['a record of ten thousand fields', () => Object.fromEntries(Object.entries(new Uint8Array(10_000)))], // prettier-ignore
])('%s is cut to something bounded', (_, make) => {
  expect(JSON.stringify(snapshot(make())).length).toBeLessThan(1_000_000);
});

test('any value at all can be taken, cloned and described', () => {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withSparseArray: true,
    withTypedArray: true,
    withBoxedValues: true,
  });
  fc.assert(
    fc.property(anything, (value) => {
      const taken = snapshot(value);
      expect(structuredClone(taken)).toEqual(taken);
      expect(describe(value)).not.toMatch(/\[object|^$/);
    }),
  );
});

group('in a sentence', () => {
  test.each([
    [undefined, 'undefined'],
    [null, 'null'],
    [NaN, 'NaN'],
    ['abc', 'the text "abc"'],
    [[], 'an empty array'],
    [[1, 2], 'an array of 2'],
    [Float32Array.of(1), 'an array of 1'],
    [matrix([1]), 'a mathjs DenseMatrix (its .toArray() gives plain arrays)'],
    [Promise.resolve(1), 'a Promise (is an `await` missing?)'],
    [{ a: 1 }, 'an object with a'],
    [() => 1, 'a function'],
    [true, 'a boolean'],
  ])('%s reads "%s"', (value, words) => {
    expect(describe(value)).toBe(words);
  });
});
