import {
  dotDivide,
  map,
  matrix,
  max,
  multiply,
  ones,
  reshape,
  subtract,
  sum as sumAlong,
  type Matrix,
} from 'mathjs';
import * as reference from '../../../solutions/part0/probability.ts';
import type { Implementation } from '../implementation.ts';

type Module = typeof reference;
type Rows = number[][];

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
const mean = (numbers: readonly number[]) => sum(numbers) / numbers.length;
const softmax = (name: string, write: (logits: Rows) => unknown): Implementation<Module> => ({
  name: `softmax: ${name}`,
  module: { softmax: write },
});
const loss = (
  name: string,
  write: (logits: Rows, labels: number[]) => unknown,
): Implementation<Module> => ({ name: `crossEntropy: ${name}`, module: { crossEntropy: write } });

const check = (logits: Rows, labels: number[]) => {
  if (logits.length !== labels.length) {
    throw new Error(`got ${labels.length} labels for ${logits.length} examples`);
  }
  labels.forEach((label, n) => {
    const classes = logits[n].length;
    if (!Array.from({ length: classes }, (_, k) => k).includes(label)) {
      throw new TypeError(`label ${label} at ${n}: there are ${classes} classes`);
    }
  });
};

/** ln Σ exp by folding two at a time: ln(eᵃ + eᵇ) = max + ln(1 + e^−|a − b|). */
const logAddExp = (a: number, b: number) => Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));

export const rightProbabilities: Implementation<Module>[] = [
  {
    name: 'plain loops and indices',
    module: {
      softmax(logits: Rows) {
        const result: Rows = [];
        for (let n = 0; n < logits.length; n++) {
          let largest = -Infinity;
          for (let k = 0; k < logits[n].length; k++) {
            if (logits[n][k] > largest) largest = logits[n][k];
          }
          let total = 0;
          const row: number[] = [];
          for (let k = logits[n].length - 1; k >= 0; k--) total += Math.exp(logits[n][k] - largest);
          for (let k = 0; k < logits[n].length; k++) {
            row.push(Math.exp(logits[n][k] - largest) / total);
          }
          result.push(row);
        }
        return result;
      },
      crossEntropy(logits: Rows, labels: number[]) {
        check(logits, labels);
        let total = 0;
        for (let n = 0; n < logits.length; n++) {
          let largest = logits[n][0];
          for (const x of logits[n]) largest = Math.max(largest, x);
          let exponentials = 0;
          for (const x of logits[n]) exponentials += Math.exp(x - largest);
          total -= logits[n][labels[n]] - largest - Math.log(exponentials);
        }
        return total / logits.length;
      },
    },
  },
  softmax('exp of log-softmax', (logits) =>
    logits.map((row) => {
      const largest = Math.max(...row);
      const lse = largest + Math.log(sum(row.map((x) => Math.exp(x - largest))));
      return row.map((x) => Math.exp(x - lse));
    }),
  ),
  softmax('one over the sum of exponentials of differences', (logits) =>
    logits.map((row) => row.map((x) => 1 / sum(row.map((other) => Math.exp(other - x))))),
  ),
  softmax('rows of Float64Array', (logits) =>
    reference.softmax(logits).map((row) => Float64Array.from(row)),
  ),
  softmax('sorted, summed from the smallest', (logits) =>
    logits.map((row) => {
      const largest = Math.max(...row);
      const e = row.map((x) => Math.exp(x - largest));
      const total = sum(e.toSorted((a, b) => a - b));
      return e.map((x) => x * (1 / total));
    }),
  ),
  {
    name: 'mathjs, vectorised over the batch',
    module: {
      softmax(logits: Rows) {
        const spread = matrix(ones([1, logits[0].length]) as Rows); // [1, classes]: a column times it fills the row
        const filled = (column: Matrix) => multiply(column, spread) as Matrix;
        const column = (values: unknown) => reshape(matrix(values as number[]), [-1, 1]);
        const e = map(subtract(matrix(logits), filled(column(max(logits, 1)))), (x) => Math.exp(x));
        return dotDivide(e, filled(column(sumAlong(e, 1)))).valueOf();
      },
    },
  },
  {
    name: 'recursion, two logits at a time',
    module: {
      crossEntropy(logits: Rows, labels: number[]) {
        check(logits, labels);
        const fold = ([first, ...rest]: number[]): number =>
          rest.length === 0 ? first : logAddExp(first, fold(rest));
        const losses = logits.map((row, n) => fold(row) - row[labels[n]]);
        const add = ([first, ...rest]: number[]): number => first + (rest.length ? add(rest) : 0);
        return add(losses) / losses.length;
      },
    },
  },
  loss('ln(1 + Σ exp of differences), shifted', (logits, labels) => {
    check(logits, labels);
    return logits.reduce((total, row, n) => {
      const gaps = row.map((x) => x - row[labels[n]]);
      const largest = Math.max(...gaps);
      const one = largest + Math.log(sum(gaps.map((gap) => Math.exp(gap - largest))));
      return total + one / logits.length;
    }, 0);
  }),
  loss('one-hot times log-softmax', (logits, labels) => {
    check(logits, labels);
    const losses = logits.map((row, n) => {
      const largest = Math.max(...row);
      const logTotal = Math.log(sum(row.map((x) => Math.exp(x - largest))));
      const logs = row.map((x) => x - largest - logTotal);
      return -sum(logs.map((value, k) => value * (k === labels[n] ? 1 : 0)));
    });
    return mean(losses);
  }),
];
