import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare, isArray, shapeOf } from '#src/laws/compare';

const exact = { absolute: 0, relative: 0 };

describe('numbers', () => {
  test.each([
    [NaN, NaN],
    [Infinity, Infinity],
    [-Infinity, -Infinity],
    [-0, 0],
    [0.1 + 0.2, 0.3],
  ])('%s equals %s', (got, wanted) => {
    expect(compare(got, wanted)).toBeUndefined();
  });

  test.each([
    [0, NaN],
    [NaN, 0],
    [5, Infinity],
    [-Infinity, Infinity],
    [Infinity, -Infinity],
    [Infinity, 5],
    [NaN, Infinity],
    [1.000001, 1],
  ])('%s is not %s', (got, wanted) => {
    expect(compare(got, wanted)).toEqual({ path: [], reason: 'value', got, wanted });
    expect(compare([got], [wanted], { absolute: 1e-9, relative: 0 })).toMatchObject({ path: [0] });
  });

  test('without a tolerance of its own, a law allows 1e-9, absolute and relative', () => {
    expect(compare(0.9e-9, 0)).toBeUndefined();
    expect(compare(1.1e-9, 0)).toBeDefined();
    expect(compare(1e9 + 0.9, 1e9)).toBeUndefined();
    expect(compare(1e9 + 1.1, 1e9)).toBeDefined();
  });

  test('the absolute tolerance does not scale, the relative one scales with what was wanted', () => {
    expect(compare(100.5, 100, { absolute: 0.5, relative: 0 })).toBeUndefined();
    expect(compare(100.6, 100, { absolute: 0.5, relative: 0 })).toBeDefined();
    expect(compare(101, 100, { absolute: 0, relative: 0.01 })).toBeUndefined();
    expect(compare(1.011, 1, { absolute: 0, relative: 0.01 })).toBeDefined();
    expect(compare(1, 0, { absolute: 0, relative: 1 })).toBeDefined();
  });
});

describe('what is not the same sort of thing', () => {
  test.each([
    ['a text where a number was wanted', '1', 1, 'kind'],
    ['a number where an array was wanted', 1, [1], 'kind'],
    ['an array where a number was wanted', [1], 1, 'kind'],
    ['undefined where an array was wanted', undefined, [1], 'kind'],
    ['null where a record was wanted', null, { a: 1 }, 'kind'],
    ['an array where a record was wanted', [1], { a: 1 }, 'kind'],
    ['a view without elements where an array was wanted', new DataView(new ArrayBuffer(1)), [0], 'kind'], // prettier-ignore
    ['a bigint where a number was wanted', 1n, 1, 'kind'],
    ['a shorter array', [1, 2], [1, 2, 3], 'shape'],
    ['a longer array', [1, 2, 3], [1, 2], 'shape'],
    ['another text', 'relu', 'tanh', 'value'],
    ['true where false was wanted', true, false, 'value'],
  ])('%s is a difference', (_, got, wanted, reason) => {
    expect(compare(got, wanted)).toEqual({ path: [], reason, got, wanted });
    expect(compare([0, { a: got }], [0, { a: wanted }])).toMatchObject({ path: [1, 'a'], reason });
  });

  test('arrays of which no two have the same shape differ first where their shapes do', () => {
    expect(compare([[1, 2], [3]], [[1, 2], [3, 4]])).toMatchObject({ path: [1], reason: 'shape' }); // prettier-ignore
  });
});

test('a typed array counts as an array of numbers', () => {
  expect(compare(Float32Array.of(0.5, 1), [0.5, 1])).toBeUndefined();
  expect(compare([[1], [2]], [Float64Array.of(1), Uint8Array.of(2)])).toBeUndefined();
  expect(compare(Float32Array.of(0.1), [0.1], { relative: 2 ** -23 })).toBeUndefined();
  expect(compare(Float32Array.of(0.1), [0.1])).toMatchObject({ path: [0], reason: 'value' });
  expect(isArray(Int32Array.of(1))).toBe(true);
});

test('of a record, the wanted fields are compared, and others may be there', () => {
  expect(compare({ kernel: [1], note: 'mine' }, { kernel: [1] })).toBeUndefined();
  expect(compare({ input: [1] }, { input: [1], kernel: [2] })).toMatchObject({
    path: [],
    reason: 'kind',
  });
});

const trees = fc.letrec<{ tree: unknown; leaf: unknown }>((tie) => ({
  leaf: fc.oneof(fc.double(), fc.boolean(), fc.string(), fc.float32Array()),
  tree: fc.oneof(
    { maxDepth: 4 },
    tie('leaf'),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), tie('tree'), { maxKeys: 4 }),
  ),
})).tree;

test('everything equals itself and its copy, without any tolerance', () => {
  fc.assert(
    fc.property(trees, (value) => {
      expect(compare(value, value, exact)).toBeUndefined();
      expect(compare(structuredClone(value), value, exact)).toBeUndefined();
    }),
  );
});

test('a changed element is found at its index, wherever it lies', () => {
  const shapes = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 }));
  const changes = shapes.chain(([rows, columns]) =>
    fc.record({
      rows: fc.constant(rows),
      columns: fc.constant(columns),
      row: fc.nat(rows - 1),
      column: fc.nat(columns - 1),
      wrong: fc.constantFrom<unknown>(1.5, NaN, Infinity, -Infinity, '1', undefined, null, [1]),
    }),
  );
  fc.assert(
    fc.property(changes, ({ rows, columns, row, column, wrong }) => {
      const wanted = Array.from({ length: rows }, (_, y) =>
        Array.from({ length: columns }, (__, x) => y * columns + x),
      );
      const got: unknown[][] = structuredClone(wanted);
      got[row][column] = wrong;
      if (wrong === wanted[row][column]) return;
      expect(compare(got, wanted)).toMatchObject({ path: [row, column], got: wrong });
    }),
  );
});

test('of several differences, the first in reading order is given', () => {
  expect(compare([[1, 9], [9, 4]], [[1, 2], [3, 4]])?.path).toEqual([0, 1]); // prettier-ignore
});

describe('the shape', () => {
  test.each([
    ['of a number is empty', 1, []],
    ['of two rows of three', [[1, 2, 3], [4, 5, 6]], [2, 3]], // prettier-ignore
    ['of rows that are typed arrays', [Float32Array.of(1, 2)], [1, 2]],
    ['of an empty array', [], [0]],
    ['of two empty rows', [[], []], [2, 0]],
    ['of rows of different length is undefined', [[1, 2], [3]], undefined],
    ['of a mix of numbers and rows is undefined', [1, [2]], undefined],
    ['of texts is undefined', ['1'], undefined],
    ['of an array with holes is undefined', [1, undefined, 3], undefined],
    ['of nothing is undefined', undefined, undefined],
    ['of a record is undefined', { length: 1 }, undefined],
    ['of bigints is undefined', BigInt64Array.of(1n), undefined],
  ])('%s', (_, value, wanted) => {
    expect(shapeOf(value)).toEqual(wanted);
  });

  test('of an array that contains itself is undefined', () => {
    const cyclic: unknown[] = [];
    cyclic.push(cyclic);
    expect(shapeOf(cyclic)).toBeUndefined();
    expect(compare(cyclic, [[1]])).toMatchObject({ path: [0, 0], reason: 'kind' });
  });
});
