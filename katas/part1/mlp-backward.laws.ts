import fc from 'fast-check';
import * as subject from '#kata/part1/mlp';
import { compare } from '#src/laws/compare';
import { workingLaw } from '#src/laws/definitions/at-work';
import {
  centralDifferences,
  gradientsOf,
  lossOf,
  pairwise,
  parameterNames,
  scaled,
} from '#src/laws/definitions/mlp/network';
import { mlpCases, singleSamples, smallQuarters, stepCases } from '#src/laws/definitions/mlp/cases';
import { gradientMistakes } from '#src/laws/definitions/mlp/mistakes';
import { recordedNetworks } from '#src/laws/definitions/mlp/recorded';
import { driverOf } from '#src/laws/definitions/mlp/subject';
import { stepWork } from '#src/laws/definitions/mlp/work';
import { isUntouched } from '#src/laws/expectations';
import { law, Unlawful } from '#src/laws/law';
import { send } from '#src/laws/subject';

const { networkOf, outputsOf, afterSteps, descended } = driverOf(subject);

const working = stepWork((given) => afterSteps(given));

/**
 * A power of 2. With multiples of 1/4 a sum before an activation is 0 or at least 1/64 from it, and
 * a nudge moves it by 9 · NUDGE < 1/64 at most: no ReLU crosses its kink, where it is exact anyway.
 * The smooth ones err by NUDGE²/6 · |loss‴| (about 1e-6 for |loss‴| of a thousand).
 */
const NUDGE = 2 ** -14;

law({
  task: '1.4',
  claim: 'the step follows the slope of the loss ½ Σ (output − target)², for every parameter',
  points: 1,
  given: stepCases(mlpCases({ awayFromKinks: true })),
  got: descended,
  wanted: (given) => centralDifferences(given, NUDGE),
  tolerance: { absolute: 1e-5, relative: 1e-6 },
  suspects: gradientMistakes,
  why: 'Shown is (before − after) / learningRate, the gradient that you descended. Wanted is how fast the loss changes when that one parameter is nudged up and down.',
  look: 'katas/part1/README.md, "The backward pass".',
});

law({
  task: '1.4',
  claim: 'the step equals the definition: deltas, times what came in, summed over the samples',
  points: 2,
  given: stepCases(mlpCases()),
  got: descended,
  wanted: (given) => gradientsOf(given),
  suspects: gradientMistakes,
  why: 'Shown is (before − after) / learningRate, the gradient that you descended. A weight’s gradient is the sum over the samples of what came in times the delta where it arrives; a bias’s is the sum of the deltas.',
  look: 'katas/part1/README.md, "The backward pass".',
});

workingLaw(working, {
  task: '1.4',
  claim: 'a batch moves the network by the sum of what its samples would',
  points: 1,
  given: stepCases(mlpCases({ samples: [2, 4] })),
  got: descended,
  async wanted(given) {
    let sum = scaled(0, given);
    for (const sample of singleSamples(given)) {
      const gradient = await descended({ ...sample, learningRate: given.learningRate });
      sum = pairwise(sum, gradient, (a, b) => a + b);
    }
    return sum;
  },
  suspects: gradientMistakes,
  why: 'The loss is a sum over the samples, so its gradient is one too. Shown is (before − after) / learningRate; wanted is the sum of the same for each sample alone, each from the same weights.',
  look: 'katas/part1/README.md, "Sum, not mean".',
});

workingLaw(working, {
  task: '1.4',
  claim: 'twice the learning rate goes twice as far, in the same direction',
  points: 1,
  given: stepCases(mlpCases()),
  got: (given) => descended({ ...given, learningRate: 2 * given.learningRate }),
  wanted: descended,
  why: 'The gradient belongs to the weights before the step, so it does not depend on the learning rate. Shown is (before − after) / learningRate at twice the rate; wanted is the same at the rate of the case.',
  look: 'katas/part1/README.md, "The backward pass".',
});

const recordedSteps = recordedNetworks.flatMap(({ given, after }) =>
  after.map((end) => ({ given, ...end })),
);

law<(typeof recordedSteps)[number]>({
  task: '1.4',
  claim: 'one step and five steps end where PyTorch’s ended',
  points: 1,
  given: fc.constantFrom(...recordedSteps),
  examples: recordedSteps,
  draws: 0,
  show: ({ given, steps }) => ({ steps, ...given }),
  got: ({ given, steps }) => afterSteps(given, steps),
  wanted: ({ parameters }) => parameters,
  why: 'These weights were recorded from PyTorch after plain gradient descent on ½ Σ (output − target)²; each step was a forward and a backward pass.',
  look: 'katas/part1/README.md, "The backward pass".',
});

workingLaw(working, {
  task: '1.4',
  claim: 'a network without error stays as it is',
  points: 1,
  given: stepCases(mlpCases()),
  show: ({ targets, ...given }) => given,
  async check(given) {
    const targets = await outputsOf(await networkOf(given), given.inputs, given.biasOutput.length);
    const after = await afterSteps({ ...given, targets });
    for (const name of parameterNames) {
      if (compare(after[name], given[name]) === undefined) continue;
      throw new Unlawful(
        `the targets were the network’s own outputs, but \`${name}\` was changed`,
        { targets, [`${name} after`]: after[name] },
      );
    }
  },
  why: 'Every delta is a multiple of output − target. Where that is 0 there is nothing to learn.',
  look: 'katas/part1/README.md, "The backward pass".',
});

law({
  task: '1.4',
  claim: 'a small step lowers the loss',
  points: 1,
  // Smooth activations and small numbers: |loss″| is below 1000, so a step of 1/1024 cannot overshoot.
  given: stepCases(
    mlpCases({ activations: ['sigmoid', 'tanh'], element: smallQuarters }).filter((given) => {
      const gradient = parameterNames.flatMap((name) => gradientsOf(given)[name].flat());
      return gradient.some((slope) => Math.abs(slope) > 1e-3);
    }),
    fc.constant(1 / 1024),
  ),
  async check(given) {
    const before = lossOf(given);
    const after = lossOf({ ...given, ...(await afterSteps(given)) });
    if (after < before) return;
    const change = after === before ? 'stayed' : 'rose';
    throw new Unlawful(`the loss ${change}: ${before} before the step, ${after} after it`);
  },
  why: 'Against the gradient the loss falls, as long as the step is short enough. Its values were computed from your weights before and after the step.',
  look: 'katas/part1/README.md, "The backward pass".',
});

workingLaw(working, {
  task: '1.4',
  claim: 'inputs and targets are left as they were',
  points: 1,
  given: stepCases(mlpCases()),
  show: ({ activation, inputs, targets }) => ({ activation, inputs, targets }),
  async check(given) {
    const network = await networkOf(given);
    const { inputs, targets } = structuredClone(given);
    await send(network, 'forward', inputs);
    await send(network, 'backward', inputs, targets, given.learningRate);
    isUntouched('inputs', given.inputs, inputs);
    isUntouched('targets', given.targets, targets);
  },
  why: 'The same samples come again in the next epoch, thousands of times. One that is overwritten is another sample.',
  look: 'every assignment in your loops: does one write into an argument?',
});
