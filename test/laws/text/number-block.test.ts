import { describe, expect, test } from 'vitest';
import type { Snapshot } from '#src/laws/snapshot';
import { beside } from '#src/laws/text/beside';
import { number, numberBlock } from '#src/laws/text/number-block';

/** Laid out as in a report, within `width` columns. */
const layOut = (value: Snapshot, marked?: (number | string)[], digits = 4, width = 60) =>
  `\n${beside(numberBlock('got', value, digits, marked), width).join('\n')}\n`;

const counted = (rows: number, columns: number) =>
  Array.from({ length: rows }, (_, y) =>
    Array.from({ length: columns }, (__, x) => y * columns + x),
  );

describe('numbers', () => {
  test.each<[Snapshot, string]>([
    [0, '0'],
    [-0, '0'],
    [-2.75, '-2.75'],
    [1 / 3, '0.3333'],
    [0.1 + 0.2, '0.3'],
    [999_999, '999999'],
    [1_000_000, '1e6'],
    [-1_234_567, '-1.235e6'],
    [1e21, '1e21'],
    [1.5e-7, '1.5e-7'],
    [100.04, '100'],
    [NaN, 'NaN'],
    [-Infinity, '-Infinity'],
    ['‹undefined›', '‹undefined›'],
    [null, 'null'],
    [true, 'true'],
  ])('%s is written %s', (value, text) => {
    expect(number(value, 4)).toBe(text);
  });

  test('more digits are written where they are asked for', () => {
    expect(number(1 / 3, 9)).toBe('0.333333333');
    expect(number(1_234_567, 9)).toBe('1234567');
  });
});

test('a number, a vector, a matrix: each with its shape, the marked element between arrows', () => {
  expect(layOut(0.5, [])).toMatchInlineSnapshot(`
    "
    got
    >0.5<
    "
  `);
  expect(layOut([1, -0.25, 3], [1])).toMatchInlineSnapshot(`
    "
    got, 3 numbers
    1 >-0.25< 3
    "
  `);
  expect(layOut([[1, 10], [-2.5, 0]], [1, 0])).toMatchInlineSnapshot(`
    "
    got 2×2
         1 10
    >-2.5<  0
    "
  `); // prettier-ignore
});

test('four dimensions: a matrix per image and channel, the marked one always among them', () => {
  expect(layOut([[[[1, 2], [3, 4]]]], [0, 0, 1, 1])).toMatchInlineSnapshot(`
    "
    got 1×1×2×2
    1   2
    3 >4<
    "
  `); // prettier-ignore
  const planes = [0, 1, 2].map((n) => [0, 1, 2].map((c) => [[n, c]]));
  expect(layOut(planes, [2, 1, 0, 1])).toMatchInlineSnapshot(`
    "
    got 3×3×1×2
    [0,0]
    0 0
    [0,1]
    0 1
    [0,2]
    0 2
    [2,1]
    2 >1<
    … 5 more
    "
  `);
});

test('a large matrix is shown through a window that holds the marked element', () => {
  expect(layOut(counted(12, 14))).toMatchInlineSnapshot(`
    "
    got 12×14
     0  1   2   3   4   5   6   7   8   9
    14 15  16  17  18  19  20  21  22  23
    28 29  30  31  32  33  34  35  36  37
    42 43  44  45  46  47  48  49  50  51
    56 57  58  59  60  61  62  63  64  65
    70 71  72  73  74  75  76  77  78  79
    84 85  86  87  88  89  90  91  92  93
    98 99 100 101 102 103 104 105 106 107
    … of 12×14
    "
  `);
  expect(layOut(counted(12, 14), [11, 12])).toMatchInlineSnapshot(`
    "
    got 12×14
     59  60  61  62  63  64  65  66  67    68
     73  74  75  76  77  78  79  80  81    82
     87  88  89  90  91  92  93  94  95    96
    101 102 103 104 105 106 107 108 109   110
    115 116 117 118 119 120 121 122 123   124
    129 130 131 132 133 134 135 136 137   138
    143 144 145 146 147 148 149 150 151   152
    157 158 159 160 161 162 163 164 165 >166<
    … of 12×14
    "
  `);
});

test('a record: a block for each field, the mark in its own', () => {
  const gradients = { input: [[1, 2]], kernel: [[3]] };
  expect(layOut(gradients, ['kernel', 0, 0])).toMatchInlineSnapshot(`
    "
    got.input 1×2    got.kernel 1×1
    1 2              >3<
    "
  `);
});

test('what has no shape, or no elements, is said in words', () => {
  expect(layOut('‹undefined›')).toMatchInlineSnapshot(`
    "
    got
    ‹undefined›
    "
  `);
  expect(layOut([[1, 2], [3]])).toMatchInlineSnapshot(`
    "
    got
    [[1,2],[3]]
    "
  `);
  expect(layOut([[], []])).toMatchInlineSnapshot(`
    "
    got 2×0
    (empty)
    "
  `);
  expect(layOut([])).toMatchInlineSnapshot(`
    "
    got, 0 numbers
    (empty)
    "
  `);
});

test('blocks stand side by side as long as they fit, and under each other beyond', () => {
  const blocks = ['input', 'kernel', 'other'].flatMap((name) =>
    numberBlock(name, counted(2, 3), 4),
  );
  expect(`\n${beside(blocks, 50).join('\n')}\n`).toMatchInlineSnapshot(`
    "
    input 2×3    kernel 2×3    other 2×3
    0 1 2        0 1 2         0 1 2
    3 4 5        3 4 5         3 4 5
    "
  `);
  expect(`\n${beside(blocks, 30).join('\n')}\n`).toMatchInlineSnapshot(`
    "
    input 2×3    kernel 2×3
    0 1 2        0 1 2
    3 4 5        3 4 5

    other 2×3
    0 1 2
    3 4 5
    "
  `);
});
