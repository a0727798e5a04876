import * as subject from '#kata/part7/batch-norm';
import { compare, exactly } from '#src/laws/compare';
import { asksForForward, isAtWork, leavesNothing } from '#src/laws/definitions/modules/at-work';
import { backOf, outputOf } from '#src/laws/definitions/normalisation/batch-norm';
import { type BatchCase, batchCases, inShape, shownBatch } from '#src/laws/definitions/normalisation/cases'; // prettier-ignore
import { backMistakes, outputMistakes } from '#src/laws/definitions/normalisation/mistakes';
import { refuses } from '#src/laws/expectations';
import { law, Unlawful } from '#src/laws/law';
import { create } from '#src/laws/subject';
import type { Step, Worked } from '#src/laws/tensors/module-spec';
import { backward, forward, forwardIn, freeingVariables, work } from '#src/laws/tensors/modules';

const look = 'katas/part7/README.md, "Batch normalisation".';

const workWith = (given: BatchCase, ...rounds: Step[][]): Promise<Worked> =>
  freeingVariables(async () => {
    const { gamma, beta, epsilon } = given;
    // 0.001 is the default.
    const options = epsilon === 0.001 ? [] : [{ epsilon }];
    const layer = await create(subject, 'BatchNorm', gamma.length, ...options);
    return work(layer, rounds, [gamma, beta]);
  });

const passes = (given: BatchCase) => [
  forwardIn(true, inShape(given.rows, given)),
  backward(inShape(given.gradOutput, given)),
];

/** Float32 against float64, divided by a standard deviation of 0.03 or more. */
const rounded = { absolute: 3e-4, relative: 1e-4 };

law({
  task: '7.4',
  claim: 'in training, each channel is normalised by its own mean and variance in the batch',
  points: 1,
  given: batchCases,
  draws: 40,
  show: shownBatch,
  got: async (given) =>
    (await workWith(given, [forwardIn(true, inShape(given.rows, given))])).results[0],
  wanted: (given) => inShape(outputOf(given.rows, given), given),
  tolerance: rounded,
  suspects: outputMistakes,
  why: 'Number k of the last axis is channel k. Its mean, and its variance divided by n, are taken over all other axes; (x − mean) / √(variance + ε) then has mean 0 and variance 1, which γ and β may undo. Of a channel that is the same everywhere, or of one number, β is left.',
  look,
});

law({
  task: '7.4',
  claim: 'in training, what goes back to x goes through the mean and the variance, too',
  points: 2,
  given: batchCases,
  draws: 40,
  show: (given) => ({ ...shownBatch(given), gradOutput: inShape(given.gradOutput, given) }),
  async got(given) {
    const worked = await workWith(given, passes(given));
    const [[gamma, beta]] = worked.gradients;
    return { input: worked.results[1], gamma, beta };
  },
  wanted(given) {
    const { input, ...parameters } = backOf(given.rows, given.gradOutput, given);
    return { input: inShape(input, given), ...parameters };
  },
  tolerance: rounded,
  suspects: backMistakes,
  why: 'A nudge of one x moves the mean and the variance of its channel, and by them every other number of it. If all x of a channel grow alike, nothing changes: so what comes back sums to 0 in each channel.',
  look,
});

law({
  task: '7.4',
  claim: 'far from 0, where x² has no digits left for the variance, all is as near to it',
  points: 1,
  given: batchCases.filter(({ rows }) => new Set(rows.flat()).size > 1),
  draws: 30,
  show: (given) => ({ ...shownBatch(given), added: 4096 }),
  got: async (given) =>
    (
      await workWith(given, [
        forwardIn(true, inShape(given.rows.map((row) => row.map((x) => x + 4096)), given)), // prettier-ignore
      ])
    ).results[0],
  wanted: (given) => inShape(outputOf(given.rows, given), given),
  tolerance: { absolute: 0.06, relative: 0.01 }, // a mean near 4096 is rounded by 0.0005, and divided by 0.03
  why: 'Adding a number to all x moves the mean, and nothing else. The mean of x² less the square of the mean is the difference of two numbers near 17 million, of which float32 keeps 7 digits. Subtract the mean first, and square what is left.',
  look,
});

law({
  task: '7.4',
  claim: 'each backward overwrites the gradients, belongs to the last forward, and comes after one',
  points: 1,
  given: batchCases
    .filter(({ rows, gamma, ...given }) => {
      const back = backOf(rows, given.gradOutput, { gamma, ...given });
      const numbers = [...outputOf(rows, { gamma, ...given }).flat(), ...back.input.flat()];
      return rows.length > 1 && new Set(numbers).size > 2 && back.gamma.some((g) => g !== 0);
    })
    .filter(({ rows }) => new Set(rows.flat()).size > 1),
  draws: 15,
  show: (given) => ({ ...shownBatch(given), gradOutput: inShape(given.gradOutput, given) }),
  async check(given) {
    const round = passes(given);
    const other = { ...given, rows: given.rows.toReversed().map((row) => row.map((x) => 2 * x)) };
    const [, back] = round;
    const rounds = [round, [...passes(other), forward(inShape(other.rows, other)), ...round], round]; // prettier-ignore
    const worked = await workWith(given, ...rounds);
    isAtWork(worked, rounds);
    const [first, after] = [worked.gradients[0], worked.gradients[1]];
    if (compare(after, first, exactly)) {
      throw new Unlawful('after other passes, the same forward and backward leave other gradients: is something of an earlier one in them?', { alone: first, 'after others': after }); // prettier-ignore
    }
    if (compare(worked.results.at(-1), worked.results[1], exactly)) {
      throw new Unlawful('after other passes, the same backward sends back something else');
    }
    leavesNothing(await workWith(given, round, round, round, round));
    if (compare(worked.values[2], [given.gamma, given.beta], exactly)) {
      throw new Unlawful('the passes have changed γ or β: that is the optimizer’s work');
    }
    await asksForForward(workWith(given, [back]));
  },
  why: 'A forward pass replaces what the one before it kept; a backward pass assigns the gradients. What is made within a pass is freed by the `tf.tidy` around it, except variables: assign to those, and make no new ones.',
  look,
});

const othersThan = (channels: number) => [channels + 3, channels === 1 ? 7 : 1];

law({
  task: '7.4',
  claim: 'γ begins at 1, β at 0; x with another number of channels is refused',
  points: 1,
  given: batchCases.filter(({ rows }) => new Set(rows.flat()).size > 1),
  draws: 12,
  show: ({ shape, rows, gamma }) => ({
    x: inShape(rows, { shape }),
    'channels of other layers': othersThan(gamma.length),
  }),
  async check(given) {
    await freeingVariables(async () => {
      const layer = await create(subject, 'BatchNorm', given.gamma.length);
      const worked = await work(layer, [[forwardIn(true, inShape(given.rows, given))]]);
      const wanted = [given.gamma.map(() => 1), given.gamma.map(() => 0)];
      if (compare(worked.values[0], wanted, exactly)) {
        throw new Unlawful('a new layer must have γ = 1 and β = 0, for each channel', {
          parameters: worked.values[0],
        });
      }
      const plain = { ...given, gamma: wanted[0], beta: wanted[1], epsilon: 0.001 };
      const difference = compare(worked.results[0], inShape(outputOf(given.rows, plain), given), rounded); // prettier-ignore
      if (difference) {
        throw new Unlawful('a new layer does not give (x − mean) / √(variance + 0.001)', {
          got: worked.results[0],
        });
      }
    });
    for (const channels of othersThan(given.gamma.length)) {
      await freeingVariables(async () => {
        const layer = await create(subject, 'BatchNorm', channels);
        for (const training of [true, false]) {
          const attempt = work(layer, [[forwardIn(training, inShape(given.rows, given))]]);
          await refuses(attempt, [channels, given.gamma.length]);
        }
      });
    }
  },
  why: 'A layer of one channel fits everything: TensorFlow.js would stretch its numbers over all channels of x, and nobody would notice. An error whose message gives both numbers is noticed.',
  look,
});
