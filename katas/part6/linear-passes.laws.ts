import fc from 'fast-check';
import * as subject from '#kata/part6/linear';
import { compare, exactly } from '#src/laws/compare';
import { asksForForward, isAtWork, leavesNothing } from '#src/laws/definitions/modules/at-work';
import { hasOther, linearCases, type LinearCase } from '#src/laws/definitions/modules/cases';
import { linearMistakes } from '#src/laws/definitions/modules/linear-mistakes';
import { linearBackward, linearForward } from '#src/laws/definitions/modules/passes';
import { type RecordedLinear, recordedLinears } from '#src/laws/definitions/modules/recorded';
import { law, Unlawful } from '#src/laws/law';
import { create } from '#src/laws/subject';
import type { Worked } from '#src/laws/tensors/module-spec';
import {
  backward,
  backwardForParameters,
  forward,
  freeingVariables,
  work,
} from '#src/laws/tensors/modules';

const forwardPart = 'katas/part6/README.md, "The linear layer".';
const backwardPart = 'katas/part6/README.md, "The linear layer, backward".';
const keeping = 'katas/part6/README.md, "What a module keeps".';

/** A layer with the weights of a case takes rounds of steps. */
const workWith = (
  { weight, bias }: Pick<LinearCase, 'weight' | 'bias'>,
  ...rounds: Parameters<typeof work>[1]
): Promise<Worked> =>
  freeingVariables(async () => {
    const layer = await create(subject, 'Linear', weight.length, bias.length);
    return work(layer, rounds, [weight, bias]);
  });

/** What a forward and a backward pass give and leave. */
async function passes(given: LinearCase) {
  const worked = await workWith(given, [forward(given.x), backward(given.gradOutput)]);
  const [[weight, bias]] = worked.gradients;
  return { input: worked.results[1], weight, bias };
}

law({
  task: '6.1',
  claim: 'forward is xW + b',
  points: 1,
  given: linearCases,
  show: ({ gradOutput, ...given }) => given,
  got: async (given) => (await workWith(given, [forward(given.x)])).results[0],
  wanted: (given) => linearForward(given.x, given),
  suspects: linearMistakes.forward,
  why: 'Number j of a row of y is Σᵢ xᵢ · W[i][j] + b[j]: each sample by itself, and the same bias for each.',
  look: forwardPart,
});

law({
  task: '6.1',
  claim: 'backward gives gradOutput · Wᵀ, and leaves xᵀ · gradOutput and the column sums',
  points: 2,
  given: linearCases,
  got: passes,
  wanted: ({ x, gradOutput, ...values }) => linearBackward(x, gradOutput, values),
  tolerance: { absolute: 1e-6, relative: 1e-6 }, // sums are exact; a mistake that divides is not
  suspects: linearMistakes.backward,
  why: 'W[i][j] takes part in y[n][j] of every sample n, by x[n][i]; b[j] by 1; x[n][i] in all y[n][j], by W[i][j]. Each gradient sums what comes back over all places where its number took part.',
  look: backwardPart,
});

law<RecordedLinear>({
  task: '6.1',
  claim: 'both passes give what PyTorch gave',
  points: 1,
  given: fc.constantFrom(...recordedLinears),
  examples: recordedLinears,
  draws: 0,
  show: ({ given }) => ({ ...given }),
  async got({ given }) {
    const worked = await workWith(given, [forward(given.x), backward(given.gradOutput)]);
    const [[weight, bias]] = worked.gradients;
    return { output: worked.results[0], input: worked.results[1], weight, bias };
  },
  wanted: ({ wanted }) => wanted,
  why: 'These numbers were recorded from PyTorch, whose linear layer keeps its weights the other way round, [out, in]; here they stand as W.',
  look: backwardPart,
});

law({
  task: '6.1',
  claim: 'each backward overwrites the gradients, with those of the last forward',
  points: 1,
  given: fc
    .tuple(linearCases, linearCases)
    .map(([given, { x }]) => {
      const other = given.x.map((row, n) =>
        row.map((_, i) => x[n % x.length][i % x[0].length] + n),
      );
      return { ...given, other };
    })
    .filter(({ x, other, gradOutput, ...values }) => {
      const [one, two] = [x, other].map(
        (input) => linearBackward(input, gradOutput, values).weight,
      );
      return hasOther(two, 0) && compare(one, two) !== undefined;
    }),
  async check({ x, other, gradOutput, ...values }) {
    const [alone, after] = [
      await workWith(values, [forward(other), backward(gradOutput)]),
      await workWith(
        values,
        [forward(x), backward(gradOutput)],
        [forward(x), forward(other), backward(gradOutput)],
      ),
    ];
    if (!alone.gradients[0].flat(2).some((value) => value !== 0)) {
      throw new Unlawful('the gradients are 0 after a backward pass', {
        gradients: alone.gradients[0],
      });
    }
    const [wanted, got] = [alone.gradients[0], after.gradients[1]];
    if (!compare(got, wanted, exactly)) return;
    throw new Unlawful(
      'the gradients are not those of the last forward and backward pass alone: is something of an earlier one left in them?',
      { alone: wanted, 'after others': got },
    );
  },
  why: 'A forward pass replaces what the one before it kept, and a backward pass assigns the gradients. What was there before belongs to another batch.',
  look: keeping,
});

law({
  task: '6.1',
  claim: 'the gradients of W and b are the same where ∂loss/∂x is not wanted',
  points: 1,
  given: linearCases.filter(({ gradOutput }) => hasOther(gradOutput, 0)),
  draws: 20,
  show: ({ bias, ...given }) => given,
  async got(given) {
    const round = [forward(given.x), backwardForParameters(given.gradOutput)];
    const [[weight, bias]] = (await workWith(given, round)).gradients;
    return { weight, bias };
  },
  wanted({ x, gradOutput, ...values }) {
    const { weight, bias } = linearBackward(x, gradOutput, values);
    return { weight, bias };
  },
  tolerance: { absolute: 1e-6, relative: 1e-6 },
  why: '`backward(gradOutput, false)` leaves out the product that nobody will use, or does it all the same. Training needs the gradients of the parameters in any case.',
  look: 'katas/part6/README.md, "The chain".',
});

law({
  task: '6.1',
  claim: 'backward before forward is refused with a clear error',
  points: 1,
  given: linearCases.filter(
    ({ x, gradOutput, ...values }) =>
      hasOther(linearForward(x, values), 0) && new Set(linearForward(x, values).flat()).size > 1,
  ),
  draws: 10,
  show: ({ gradOutput }) => ({ gradOutput }),
  async check(given) {
    const rounds = [[forward(given.x), backward(given.gradOutput)]];
    isAtWork(await workWith(given, ...rounds), rounds);
    await asksForForward(workWith(given, [backward(given.gradOutput)]));
  },
  why: 'xᵀ · gradOutput needs x, and x comes with `forward`. Whoever forgets it should read that, not that undefined has no `matMul`.',
  look: keeping,
});

law({
  task: '6.1',
  claim: 'what it is given is left alone, and no tensor stays behind',
  points: 1,
  given: linearCases.filter(
    ({ x, ...values }) => new Set(linearForward(x, values).flat()).size > 1,
  ),
  draws: 10,
  show: ({ x, gradOutput }) => ({ x, gradOutput }),
  async check(given) {
    const round = [forward(given.x), backward(given.gradOutput)];
    const rounds = [round, round, round, round];
    const worked = await workWith(given, ...rounds);
    isAtWork(worked, rounds);
    leavesNothing(worked);
    if (compare(worked.values[3], [given.weight, given.bias], exactly)) {
      throw new Unlawful('the passes have changed the weights: that is the optimizer’s work', {
        parameters: worked.values[3],
      });
    }
  },
  why: 'x and gradOutput belong to whoever made them. What is made within a pass is freed by the `tf.tidy` around it, except variables and what `tf.keep` keeps: make no new ones in each pass.',
  look: keeping,
});
