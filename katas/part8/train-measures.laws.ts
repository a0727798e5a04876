import { compare, exactly } from '#src/laws/compare';
import { areWhole, batchesIn, manySamples, measured, shownTraining, type TrainingCase, trainingCases } from '#src/laws/definitions/search/trainings'; // prettier-ignore
import { law, Unlawful } from '#src/laws/law';
import { evaluate, lossesOf, train } from './train-driver.laws.ts';

const readme = (heading: string) => `katas/part8/README.md, "${heading}".`;

/** Sums of some hundred numbers of up to ten, in float32. */
const rounded = { absolute: 1e-4, relative: 1e-5 };

law<TrainingCase>({
  task: '8.5',
  claim: 'evaluate gives the mean loss and the accuracy of all samples among the indices',
  points: 1,
  given: trainingCases,
  examples: [manySamples],
  draws: 40,
  show: shownTraining,
  async check(given) {
    const { batchSize, indices } = given;
    const [{ returned, heard }] = await evaluate(given, batchSize === 500 ? undefined : { batchSize }); // prettier-ignore
    areWhole(batchesIn(heard, given), given);
    const wanted = measured(given);
    if (!compare(returned, wanted, rounded)) return;
    const isLike = (other: object) => !compare(returned, other, rounded);
    const { loss, accuracy } = wanted;
    const says = isLike({ loss: loss * indices.length, accuracy: accuracy * indices.length })
      ? 'yours are sums: divide by the number of samples'
      : isLike({ loss, accuracy: 100 * accuracy })
        ? 'the accuracy is a percentage: wanted is a fraction, from 0 to 1'
        : isLike({ loss, accuracy: 1 - accuracy })
          ? 'the accuracy is the fraction of wrong answers'
          : 'loss and accuracy are not the means over all samples';
    throw new Unlawful(says, { wanted, got: returned });
  },
  why: 'Each sample counts the same: a batch’s loss is a mean, so times the size of that batch it is a sum, and the sums are divided by all samples. The mean of the batches’ means is another number where the last batch is small.',
  look: readme('What a trial is worth'),
});

law<TrainingCase>({
  task: '8.5',
  claim: 'evaluate changes nothing, neither the network nor the gradients',
  points: 1,
  given: trainingCases,
  draws: 15,
  show: shownTraining,
  async check(given) {
    const all = await evaluate(given, { batchSize: 2 }, { batchSize: 3 });
    if (all.some(({ heard }) => heard.some(({ by }) => by === 'backward'))) {
      throw new Unlawful('evaluating goes forward only: the network went backward');
    }
    const [first, second] = all.map(({ returned }) => returned as { loss: unknown });
    if (typeof first.loss !== 'number' || !all[0].heard.some(({ by }) => by === 'loss')) {
      throw new Unlawful('this law counts only where a loss is measured', { got: first });
    }
    if (compare(second, first, { absolute: 1e-4, relative: 1e-4 })) {
      throw new Unlawful('measured again, the network is worth something else', { first, second });
    }
    const weights = { W: given.weight, b: given.bias };
    const after = { W: all[1].values[0], b: all[1].values[1] };
    if (!compare(after, weights, exactly)) return;
    throw new Unlawful('evaluating has changed the network', { before: weights, after });
  },
  why: 'Validation samples are there to choose by. A network that has learned from them is judged by what it has seen.',
  look: readme('What a trial is worth'),
});

law<TrainingCase>({
  task: '8.5',
  claim: 'a training that has diverged gives NaN, and no error',
  points: 1,
  given: trainingCases,
  draws: 8,
  show: shownTraining,
  async check(given) {
    const weight = given.weight.map((row) => row.map(() => NaN));
    const right = (await evaluate(given, {}))[0].returned as { loss: number };
    const [before] = await train(given, {});
    const losses = lossesOf(before);
    if (compare(right.loss, measured(given).loss, rounded) || losses.some(Number.isNaN)) {
      throw new Unlawful('this law counts only where the losses of other networks are right');
    }
    const curve = lossesOf((await train({ ...given, weight }, {}))[0]);
    if (curve.length !== losses.length || !curve.every(Number.isNaN)) {
      throw new Unlawful(`all outputs are NaN, and so should be all ${losses.length} losses`, {
        got: curve,
      });
    }
    const { loss } = (await evaluate({ ...given, weight }, {}))[0].returned as { loss: unknown };
    if (!Number.isNaN(loss)) {
      throw new Unlawful(`all outputs are NaN, and the loss is ${String(loss)}`);
    }
  },
  why: 'With a learning rate from the wrong end of the range the weights grow until they are NaN. The search should hear of it and stop that trial; an error would tell it nothing of the others.',
  look: readme('Diverged trials'),
});

law<TrainingCase>({
  task: '8.5',
  claim: 'no tensor stays behind',
  points: 1,
  given: trainingCases,
  draws: 10,
  show: shownTraining,
  async check(given) {
    for (const [what, epochs] of [
      ['trainEpoch', await train(given, {}, {}, {})],
      ['evaluate', await evaluate(given, {}, {}, {})],
    ] as const) {
      const [, second, third] = epochs;
      if (!third.heard.some(({ by }) => by === 'loss')) {
        throw new Unlawful('this law counts only where the loss is asked, and it never was');
      }
      const left = third.tensors - second.tensors;
      if (left === 0) continue;
      throw new Unlawful(
        `\`${what}\` ${left > 0 ? `leaves ${left} tensors behind` : `frees ${-left} tensors that are not its own`}`,
      );
    }
  },
  why: 'With batches of one sample an epoch of MNIST is 60000 steps: one small tensor that stays behind in each of them fills the memory before the night is over.',
  look: readme('Who frees what'),
});
