import * as reference from '../../solutions/part0/cross-entropy-gradient.ts';
import { softmax } from '../../solutions/part0/probability.ts';
import { proveCorpus } from './corpus.ts';
import type { Implementation } from './implementation.ts';

type Module = typeof reference;
type Rows = number[][];
type Gradient = (logits: Rows, labels: number[]) => unknown;

const gradient = (name: string, crossEntropyGradient: Gradient): Implementation<Module> => ({
  name,
  module: { crossEntropyGradient },
});

/** Each element from its probability and whether it is the label's. */
const from =
  (element: (p: number, hit: number, batch: number, classes: number) => number): Gradient =>
  (logits, labels) =>
    softmax(logits).map((row, n) =>
      row.map((p, k) => element(p, Number(labels[n] === k), logits.length, row.length)),
    );

const wrong: Implementation<Module>[] = [
  gradient(
    'not divided by the batch',
    from((p, hit) => p - hit),
  ),
  gradient(
    'divided by the classes',
    from((p, hit, _, classes) => (p - hit) / classes),
  ),
  gradient(
    'divided by both',
    from((p, hit, batch, classes) => (p - hit) / batch / classes),
  ),
  gradient(
    'the wrong sign',
    from((p, hit, batch) => (hit - p) / batch),
  ),
  gradient(
    'the softmax alone',
    from((p, _, batch) => p / batch),
  ),
  gradient(
    'the label alone',
    from((p, hit, batch) => (hit * (p - 1)) / batch),
  ),
  gradient(
    'with respect to probabilities',
    from((p, hit, batch) => (hit === 0 ? 0 : -1 / p / batch)),
  ),
  gradient(
    'of the squared error',
    from((p, hit, batch) => ((p - hit) * p * (1 - p)) / batch),
  ),
  gradient('only the first row', (logits, labels) =>
    reference.crossEntropyGradient(logits, labels).slice(0, 1),
  ),
  gradient('the label of the first row for all', (logits, labels) =>
    reference.crossEntropyGradient(
      logits,
      labels.map(() => labels[0]),
    ),
  ),
  gradient('summed over the batch', (logits, labels) => {
    const rows = reference.crossEntropyGradient(logits, labels);
    return rows[0].map((_, k) => rows.reduce((total, row) => total + row[k], 0));
  }),
  gradient('a softmax that overflows', (logits, labels) =>
    logits.map((row, n) => {
      const e = row.map(Math.exp);
      const total = e.reduce((a, b) => a + b);
      return e.map((x, k) => (x / total - Number(k === labels[n])) / logits.length);
    }),
  ),
  gradient('coarse differences', (logits, labels) => {
    const loss = (rows: Rows) =>
      rows.reduce((total, row, n) => total - Math.log(softmax([row])[0][labels[n]]), 0);
    return logits.map((row, n) =>
      row.map((z, k) => {
        const above = logits.with(n, row.with(k, z + 0.01));
        return (loss(above) - loss(logits)) / 0.01 / logits.length;
      }),
    );
  }),
  gradient('written into the logits', (logits, labels) => {
    reference.crossEntropyGradient(logits, labels).forEach((row, n) => (logits[n] = row));
    return logits;
  }),
];

const right: Implementation<Module>[] = [
  gradient('loops, subtracting 1 at the label afterwards', (logits, labels) => {
    const rows = softmax(logits);
    for (let n = 0; n < rows.length; n++) {
      rows[n][labels[n]] -= 1;
      for (let k = 0; k < rows[n].length; k++) rows[n][k] /= rows.length;
    }
    return rows;
  }),
  gradient('exp of log-softmax, typed arrays', (logits, labels) =>
    logits.map((row, n) => {
      const largest = Math.max(...row);
      const logTotal = Math.log(row.reduce((total, z) => total + Math.exp(z - largest), 0));
      return Float64Array.from(
        row,
        (z, k) =>
          Math.exp(z - largest - logTotal - Math.log(logits.length)) -
          (k === labels[n] ? 1 / logits.length : 0),
      );
    }),
  ),
  gradient('minus the sum of the others at the label', (logits, labels) =>
    softmax(logits).map((row, n) => {
      const others = row.reduce((total, p, k) => (k === labels[n] ? total : total + p), 0);
      return row.map((p, k) => (k === labels[n] ? -others : p) / logits.length);
    }),
  ),
];

proveCorpus({ part: 'part0', file: 'cross-entropy-gradient', reference, wrong, right });
