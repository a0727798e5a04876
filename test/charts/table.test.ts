import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { table } from '#src/charts/table';
import { canvases, faults, plain } from './canvases.ts';

const heads = ['', 'parameters', 'test %'];
const rows = [
  ['mlp_1', '98,666', '34.8'],
  ['cnn_5', '8,490'],
];

test('a table has names on the left and numbers under the ends of their heads', () => {
  expect(`\n${table({ heads, rows }, plain)}`).toMatchInlineSnapshot(`
    "
           parameters  test %
    mlp_1      98,666    34.8
    cnn_5       8,490"
  `);
});

test('a table fits every terminal', () => {
  fc.assert(
    fc.property(canvases, (canvas) => {
      expect(faults(table({ heads, rows: [...rows, ['a'.repeat(90)]] }, canvas), canvas)).toEqual(
        [],
      );
    }),
  );
});
