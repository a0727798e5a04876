import fc from 'fast-check';
import { compare } from '#src/laws/compare';
import { asksForForward, isAtWork, leavesNothing } from '#src/laws/definitions/modules/at-work';
import type { LossCase } from '#src/laws/definitions/modules/loss-mistakes';
import { lossOf, type LossName } from '#src/laws/definitions/modules/passes';
import { refuses } from '#src/laws/expectations';
import { law, Unlawful } from '#src/laws/law';
import { backward, forward } from '#src/laws/tensors/modules';
import { crossEntropyCases, farOut, names, rounded, workWith } from './losses-driver.laws.ts';

const keeping = 'katas/part6/README.md, "What a module keeps".';

interface NamedCase {
  name: LossName;
  pass: LossCase;
}

/** Where what comes back is not the same number everywhere. */
const cases: fc.Arbitrary<NamedCase> = fc
  .record({ name: names, pass: crossEntropyCases() })
  .filter(({ name, pass: { outputs, targets } }) => {
    const { loss, gradient } = lossOf(name, outputs, targets);
    return new Set([loss, ...gradient.flat()]).size > 1;
  });

const shown = ({ name, pass: { outputs, targets } }: NamedCase) => ({
  loss: name,
  outputs,
  targets,
});

/** Both passes. */
const passes = ({ outputs, targets }: LossCase) => [forward(outputs, targets), backward()];

law({
  task: '6.3',
  claim: 'adding a constant to all logits of a sample changes nothing, and no loss is negative',
  points: 1,
  given: fc.record({ pass: crossEntropyCases(), constant: fc.constantFrom(-64, -2, 1, 64) }),
  draws: 25,
  show: ({ pass: { outputs, targets }, constant }) => ({ outputs, targets, constant }),
  async check({ pass, constant }) {
    const { outputs, targets } = pass;
    const shifted = outputs.map((row, n) => (n === 0 ? row.map((x) => x + constant) : row));
    const rounds = [passes(pass), passes({ outputs: shifted, targets })];
    const worked = await workWith('SoftmaxCrossEntropy', ...rounds);
    isAtWork(worked, rounds);
    const [loss, gradient, otherLoss, otherGradient] = worked.results;
    if (!((loss as number) > 0)) {
      throw new Unlawful(
        `−ln of a probability below 1 is more than 0; got the loss ${String(loss)}`,
      );
    }
    const [wanted, got] = [
      { loss, gradient },
      { loss: otherLoss, gradient: otherGradient },
    ];
    if (!compare(got, wanted, farOut)) return;
    throw new Unlawful(
      `with ${constant} added to the logits of the first sample, something changes`,
      {
        before: wanted,
        after: got,
      },
    );
  },
  why: 'The softmax divides exp(x + c) by Σ exp(x + c): exp(c) cancels. Only the differences of logits mean anything.',
  look: 'katas/part6/README.md, "The softmax cross-entropy".',
});

law({
  task: '6.3',
  claim: 'backward belongs to the last forward; without one it is refused with a clear error',
  points: 1,
  given: cases,
  draws: 20,
  show: shown,
  async check({ name, pass }) {
    const rounds = [passes(pass)];
    const worked = await workWith(name, ...rounds);
    isAtWork(worked, rounds);
    const { outputs, targets } = pass;
    const other = outputs.map((row) => row.map((x, k) => x + k + 1));
    const twice = await workWith(name, [forward(other, targets), ...passes(pass)]);
    const [wanted, got] = [worked.results[1], twice.results[2]];
    if (compare(got, wanted, rounded)) {
      throw new Unlawful('after two forward passes, backward is not that of the second', {
        wanted,
        got,
      });
    }
    await asksForForward(workWith(name, [backward()]));
  },
  why: 'The gradient is that at the outputs and targets of the last forward pass, which keeps what it takes.',
  look: keeping,
});

law({
  task: '6.3',
  claim: 'targets of another shape than the outputs are refused with a clear error',
  points: 1,
  given: fc
    .record({ given: cases, isRow: fc.boolean() })
    .map(({ given, isRow }) => ({ ...given, isRow }))
    .filter(({ pass: { outputs }, isRow }) => !isRow || outputs.length > 1),
  draws: 20,
  show: ({ name, pass: { outputs, targets }, isRow }) => ({
    loss: name,
    outputs,
    targets: cut(targets, isRow),
  }),
  async check({ name, pass, isRow }) {
    const rounds = [passes(pass)];
    isAtWork(await workWith(name, ...rounds), rounds);
    const { outputs, targets } = pass;
    const [wide, narrow] = [isRow ? outputs.length : outputs[0].length, 1];
    await refuses(workWith(name, [forward(outputs, cut(targets, isRow))]), [wide, narrow]);
  },
  why: 'TensorFlow.js stretches a tensor with an axis of length 1 to fit another one: labels in place of one-hot rows would give a number, and it would mean nothing.',
  look: 'katas/part6/README.md, "Errors".',
});

/** One row, or one column, of targets. */
const cut = (targets: number[][], isRow: boolean) =>
  isRow ? targets.slice(0, 1) : targets.map((row) => row.slice(0, 1));

law({
  task: '6.3',
  claim: 'what it is given is left alone, and no tensor stays behind',
  points: 1,
  given: cases,
  draws: 10,
  show: shown,
  async check({ name, pass }) {
    const rounds = [passes(pass), passes(pass), passes(pass), passes(pass)];
    const worked = await workWith(name, ...rounds);
    isAtWork(worked, rounds);
    leavesNothing(worked);
  },
  why: 'Outputs and targets belong to whoever made them. What is made within a pass is freed by the `tf.tidy` around it, except variables and what `tf.keep` keeps.',
  look: keeping,
});
