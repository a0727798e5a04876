import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare } from '../../../src/laws/compare.ts';
import { asRows, backOf, outputOf, statisticsOf } from '../../../src/laws/definitions/normalisation/batch-norm.ts'; // prettier-ignore
import { batchCases, batchesCases } from '../../../src/laws/definitions/normalisation/cases.ts';
import { runningAfter } from '../../../src/laws/definitions/normalisation/mistakes.ts';
import { recordedBatchNorms } from '../../../src/laws/definitions/normalisation/recorded.ts';
import { tf } from '../../../src/laws/tensors/tensorflow.ts';

const NUDGE = 2 ** -12;

test.each([
  ['in training', undefined],
  ['out of training', true],
])('%s, what comes back is what central differences give', (_, isRunning) => {
  fc.assert(
    fc.property(batchCases, ({ rows, gradOutput, ...layer }) => {
      fc.pre(layer.epsilon > 0.1); // else x̂ is too bent for differences
      const running = isRunning
        ? {
            mean: layer.beta,
            variance: layer.gamma.map((g) => g * g + 1),
          }
        : undefined;
      const loss = () =>
        outputOf(rows, layer, running ?? statisticsOf(rows))
          .flatMap((row, n) => row.map((y, k) => y * gradOutput[n][k]))
          .reduce((sum, y) => sum + y, 0);
      const slopes = (list: number[]) =>
        list.map((value, i) => {
          const [above, below] = [NUDGE, -NUDGE].map((by) => {
            list[i] = value + by;
            return loss();
          });
          list[i] = value;
          return (above - below) / (2 * NUDGE);
        });
      const got = backOf(rows, gradOutput, layer, running);
      expect(compare(got.input, rows.map(slopes), { absolute: 1e-4 })).toBeUndefined();
      const parameters = running ? [] : [slopes(layer.gamma), slopes(layer.beta)];
      if (running) return;
      expect(compare([got.gamma, got.beta], parameters, { absolute: 1e-4 })).toBeUndefined();
    }),
    { seed: 1, numRuns: 150 },
  );
});

test.each(recordedBatchNorms)('$name: as PyTorch', (record) => {
  const { channels, training, inference } = record;
  const exact = { absolute: 1e-11, relative: 1e-11 };
  for (const pass of [...training, inference]) {
    const running =
      pass === inference ? { mean: pass.runningMean, variance: pass.runningVariance } : undefined;
    const rows = asRows(pass.x, channels);
    const output = outputOf(rows, record, running ?? statisticsOf(rows));
    const { input, gamma, beta } = backOf(rows, asRows(pass.gradOutput, channels), record, running);
    const got = { output, input, gamma, beta };
    const wanted = {
      output: asRows(pass.output, channels),
      input: asRows(pass.input, channels),
      gamma: pass.gamma,
      beta: pass.beta,
    };
    expect(compare(got, wanted, exact)).toBeUndefined();
  }
  const batches = training.map(({ x }) => ({ rows: asRows(x, channels), training: true }));
  const { mean, variance } = runningAfter({ shape: [], batches, momentum: record.momentum });
  const last = training.at(-1)!;
  expect(
    compare([mean, variance], [last.runningMean, last.runningVariance], exact),
  ).toBeUndefined();
});

test('the running statistics are those of tf.layers.batchNormalization, as are its defaults', () => {
  fc.assert(
    fc.property(batchesCases, ({ shape, batches, momentum }) => {
      const layer = tf.layers.batchNormalization({
        inputShape: shape.slice(1),
        ...(momentum === undefined ? {} : { momentum }),
      });
      const model = tf.sequential({ layers: [layer] });
      let output: unknown;
      tf.tidy(() => {
        for (const { rows, training } of batches) {
          const x = tf.tensor2d(rows).reshape(shape);
          output = (model.apply(x, { training }) as typeof x).arraySync();
        }
      });
      const [gamma, beta, mean, variance] = model.getWeights().map((one) => one.arraySync());
      const got = runningAfter({ shape, batches, ...(momentum === undefined ? {} : { momentum }) });
      const near = { absolute: 1e-5, relative: 1e-5 };
      expect(compare(got, { mean, variance }, near)).toBeUndefined();
      const { rows, training } = batches.at(-1)!;
      const plain = { gamma: gamma as number[], beta: beta as number[], epsilon: 0.001 };
      const mine = outputOf(rows, plain, training ? statisticsOf(rows) : got);
      const wanted = asRows(output, shape.at(-1)!);
      expect(compare(mine, wanted, { absolute: 1e-3, relative: 1e-3 })).toBeUndefined();
      model.dispose();
    }),
    { seed: 2, numRuns: 30 },
  );
});
