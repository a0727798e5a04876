import fc from 'fast-check';
import * as subject from '#kata/part7/batch-norm';
import { vector } from '#src/laws/arbitraries';
import {
  backOf,
  outputOf,
  type Statistics,
  statisticsOf,
} from '#src/laws/definitions/normalisation/batch-norm';
import { type BatchCase, batchCases, batchesCases, inShape, shownBatch } from '#src/laws/definitions/normalisation/cases'; // prettier-ignore
import { runningAfter, runningMistakes } from '#src/laws/definitions/normalisation/mistakes'; // prettier-ignore
import { type RecordedBatchNorm, recordedBatchNorms } from '#src/laws/definitions/normalisation/recorded'; // prettier-ignore
import { law } from '#src/laws/law';
import { create } from '#src/laws/subject';
import { setVariables, variablesOf } from '#src/laws/tensors/layers';
import { backward, forward, forwardIn, freeingVariables, work } from '#src/laws/tensors/modules';

const look = 'katas/part7/README.md, "The running statistics".';

const rounded = { absolute: 3e-4, relative: 1e-4 };

law({
  task: '7.4',
  claim: 'each training step moves the running mean and variance towards those of the batch',
  points: 1,
  given: batchesCases,
  show: ({ shape, batches, momentum }) => ({
    momentum: momentum ?? 'left out: 0.99',
    ...Object.fromEntries(
      batches.map(({ rows, training }, i) => [
        `batch ${i + 1}, ${training ? 'in training' : 'not in training'}`,
        inShape(rows, { shape }),
      ]),
    ),
  }),
  got: ({ shape, batches, momentum }) =>
    freeingVariables(async () => {
      const options = momentum === undefined ? [] : [{ momentum }];
      const layer = await create(subject, 'BatchNorm', shape.at(-1)!, ...options);
      const rounds = batches.map(({ rows, training }) => [
        forwardIn(training, inShape(rows, { shape })),
      ]);
      await work(layer, rounds);
      const [mean, variance] = await variablesOf(layer, 'runningMean', 'runningVariance');
      return { mean, variance };
    }),
  wanted: (given) => runningAfter(given),
  tolerance: { absolute: 1e-5, relative: 1e-5 },
  suspects: runningMistakes,
  why: 'running ← momentum · running + (1 − momentum) · batch, from mean 0 and variance 1. Out of training there is nothing to learn from.',
  look,
});

/** Both passes, where these statistics are constants. */
function inferenceOf(batch: BatchCase, statistics: Statistics) {
  const { input, ...parameters } = backOf(batch.rows, batch.gradOutput, batch, statistics);
  const output = inShape(outputOf(batch.rows, batch, statistics), batch);
  return { output, input: inShape(input, batch), ...parameters };
}

law({
  task: '7.4',
  claim: 'out of training, both passes use the running statistics, which are constants',
  points: 1,
  given: batchCases.chain((batch) =>
    fc.record({
      batch: fc.constant(batch),
      running: fc.record({
        mean: vector(batch.gamma.length, fc.constantFrom(0, 0.5, -1, 2)),
        variance: vector(batch.gamma.length, fc.constantFrom(1, 0.25, 2, 4)),
      }),
    }),
  ),
  show: ({ batch, running }) => ({
    ...shownBatch(batch),
    runningMean: running.mean,
    runningVariance: running.variance,
    gradOutput: inShape(batch.gradOutput, batch),
  }),
  got: ({ batch, running }) =>
    freeingVariables(async () => {
      const { gamma, beta, epsilon } = batch;
      const layer = await create(subject, 'BatchNorm', gamma.length, { epsilon });
      await setVariables(layer, { runningMean: running.mean, runningVariance: running.variance });
      const passes = [forward(inShape(batch.rows, batch)), backward(inShape(batch.gradOutput, batch))]; // prettier-ignore
      const worked = await work(layer, [passes], [gamma, beta]);
      const [[gradGamma, gradBeta]] = worked.gradients;
      const [output, input] = worked.results;
      return { output, input, gamma: gradGamma, beta: gradBeta };
    }),
  wanted: ({ batch, running }) => inferenceOf(batch, running),
  tolerance: rounded,
  suspects: [
    {
      says: 'Yours goes back as in training: here the mean and the variance do not depend on x.',
      as: ({ batch, running }) => {
        const right = inferenceOf(batch, running);
        return {
          ...right,
          input: inShape(backOf(batch.rows, batch.gradOutput, batch).input, batch),
        };
      },
    },
    {
      says: 'Yours normalises by the batch, as in training.',
      as: ({ batch }) => inferenceOf(batch, statisticsOf(batch.rows)),
    },
  ],
  why: 'A single image must be classified alone, whatever is beside it: its channels are normalised by what training has seen. These numbers do not depend on x, so what goes back is gradOutput · γ / √(variance + ε).',
  look,
});

law<RecordedBatchNorm>({
  task: '7.4',
  claim: 'batches in training, and then one that is not, give what PyTorch gave',
  points: 1,
  given: fc.constantFrom(...recordedBatchNorms),
  examples: recordedBatchNorms,
  draws: 0,
  show: ({ gamma, beta, epsilon, momentum, training: [{ x }] }) => ({
    γ: gamma,
    β: beta,
    ε: epsilon,
    momentum,
    'first x': x,
  }),
  got: ({ channels, epsilon, momentum, gamma, beta, training, inference }) =>
    freeingVariables(async () => {
      const layer = await create(subject, 'BatchNorm', channels, { epsilon, momentum });
      const passes = [];
      for (const pass of [...training, inference]) {
        const isInference = pass === inference;
        const { runningMean, runningVariance } = pass;
        if (isInference) await setVariables(layer, { runningMean, runningVariance });
        const round = [forwardIn(!isInference, pass.x), backward(pass.gradOutput)];
        const { results, gradients } = await work(layer, [round], [gamma, beta]);
        const [mean, variance] = await variablesOf(layer, 'runningMean', 'runningVariance');
        passes.push({
          output: results[0],
          input: results[1],
          gamma: gradients[0][0],
          beta: gradients[0][1],
          runningMean: mean,
          runningVariance: variance,
        });
      }
      return passes;
    }),
  wanted: ({ training, inference }) =>
    [...training, inference].map(({ x: _, gradOutput: __, ...pass }) => pass),
  tolerance: rounded,
  why: 'These numbers were recorded from PyTorch, images turned so that channels come last. Its momentum is 1 less ours, and its running variance has n − 1 for n: both were turned into ours.',
  look,
});
