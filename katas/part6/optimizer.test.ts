import fc from 'fast-check';
import * as subject from '#kata/part6/optimizer';
import { compare, exactly } from '#src/laws/compare';
import { stepMistakes, stepsCases, stepsOf, recordedSteps, type RecordedSteps, type StepsCase } from '#src/laws/definitions/modules/steps'; // prettier-ignore
import { law, Unlawful } from '#src/laws/law';
import { create } from '#src/laws/subject';
import { freeingVariables, move, parametersWith } from '#src/laws/tensors/modules';

const look = 'katas/part6/README.md, "The step".';

/** Float32, over a few steps of numbers up to a hundred. */
const rounded = { absolute: 1e-4, relative: 1e-5 };

const optionsOf = ({ learningRate, momentum, weightDecay }: StepsCase): subject.SGDOptions => ({
  learningRate,
  ...(momentum === 0 ? {} : { momentum }),
  ...(weightDecay === 0 ? {} : { weightDecay }),
});

/** All steps of a case. */
const moved = (given: StepsCase, options = optionsOf(given)) =>
  freeingVariables(async () => {
    const parameters = await parametersWith(given.initial);
    return move(await create(subject, 'SGD', parameters, options), parameters, given.gradients);
  });

const shown = ({ initial, gradients, ...given }: StepsCase) => ({
  ...optionsOf(given as StepsCase),
  W: initial[0],
  b: initial[1],
  ...Object.fromEntries(
    gradients.flatMap(([weight, bias], n) => [
      [`∂W, step ${n + 1}`, weight],
      [`∂b, step ${n + 1}`, bias],
    ]),
  ),
});

/** @throws {Unlawful} for values that are no finite numbers, all the same, or those that were there before. */
function isAtWork(values: unknown[], before: readonly unknown[]): void {
  const numbers = values.flat(2) as number[];
  const complaint = numbers.some((number) => !Number.isFinite(number))
    ? 'a step makes some values no finite numbers'
    : new Set(numbers).size < 2
      ? `a step makes every value ${numbers[0]}`
      : before.some((same) => !compare(values, same, exactly))
        ? 'after a step the values are the initial ones, or the gradients'
        : undefined;
  if (complaint !== undefined) throw new Unlawful(`${complaint}: this law counts only for a program that steps`); // prettier-ignore
}

const valuesAfter = async (given: StepsCase) => (await moved(given)).values;

law({
  task: '6.5',
  claim: 'without momentum and weight decay, w ← w − ηg',
  points: 1,
  given: stepsCases({ momentum: false, weightDecay: false }),
  draws: 25,
  show: shown,
  got: valuesAfter,
  wanted: (given) => stepsOf(given),
  tolerance: rounded,
  suspects: stepMistakes,
  why: 'Momentum and weight decay are 0 where they are left out. The gradients are read anew in each step. Shown are the values after each step.',
  look,
});

law({
  task: '6.5',
  claim: 'with momentum, v ← μv + g and w ← w − ηv',
  points: 1,
  given: stepsCases({ momentum: true, weightDecay: false }),
  draws: 30,
  show: shown,
  got: valuesAfter,
  wanted: (given) => stepsOf(given),
  tolerance: rounded,
  suspects: stepMistakes,
  why: 'The velocity remembers all gradients so far, each of them μ times weaker with each step. It begins at 0, so the first step is that without momentum.',
  look,
});

law({
  task: '6.5',
  claim: 'with weight decay too, g + λw takes the place of g, for weights and biases',
  points: 1,
  given: fc.oneof(
    stepsCases({ momentum: false, weightDecay: true }),
    stepsCases({ momentum: true, weightDecay: true }),
  ),
  draws: 40,
  show: shown,
  got: valuesAfter,
  wanted: (given) => stepsOf(given),
  tolerance: rounded,
  suspects: stepMistakes,
  why: 'λw is the gradient of ½λw²: the loss is charged for large values. It joins the gradient before the momentum does its work.',
  look: 'katas/part6/README.md, "Weight decay".',
});

law<RecordedSteps>({
  task: '6.5',
  claim: 'six steps end where PyTorch’s SGD ended, for five settings',
  points: 1,
  given: fc.constantFrom(...recordedSteps),
  examples: recordedSteps,
  draws: 0,
  show: ({ name, given }) => ({ settings: name, ...shown(given) }),
  got: async ({ given }) => (await moved(given)).values.at(-1),
  wanted: ({ values }) => values.at(-1),
  tolerance: rounded,
  suspects: stepMistakes.map(({ says, as }) => ({
    says,
    as: ({ given }) => (as(given) as unknown[]).at(-1),
  })),
  why: 'These values were recorded from torch.optim.SGD, with the gradients that are shown.',
  look,
});

law({
  task: '6.5',
  claim: 'gradients are left as they are, two optimizers share nothing, and no tensor stays behind',
  points: 1,
  given: stepsCases({ momentum: true, weightDecay: true }).filter((given) => {
    const [first] = stepsOf(given);
    const isStill = [given.initial, given.gradients[0]].some((same) => !compare(first, same));
    return given.gradients.length > 3 && !isStill && new Set(first.flat(2)).size > 1;
  }),
  draws: 10,
  show: shown,
  check: (given) =>
    freeingVariables(async () => {
      const { initial, gradients } = given;
      const alone = await moved(given);
      isAtWork(alone.values[0], [initial, gradients[0]]);
      if (compare(alone.gradients, gradients, exactly)) {
        throw new Unlawful('the gradients were changed by a step', {
          gradients: alone.gradients[0],
        });
      }
      const left = alone.tensors.at(-1)! - alone.tensors[1];
      if (left > 0) {
        throw new Unlawful(`${gradients.length - 2} steps leave ${left} more tensors behind`);
      }
      const [one, two] = [await parametersWith(initial), await parametersWith(initial)];
      const first = await create(subject, 'SGD', one, optionsOf(given));
      const second = await create(subject, 'SGD', two, optionsOf(given));
      await move(first, one, gradients);
      const { values } = await move(second, two, gradients);
      if (!compare(values, alone.values, exactly)) return;
      throw new Unlawful(
        'a second optimizer, with parameters of its own, moves otherwise after the first has',
        {
          wanted: alone.values.at(-1),
          got: values.at(-1),
        },
      );
    }),
  why: 'A velocity belongs to one parameter of one optimizer. `assign` gives a variable other numbers; what is computed on the way must be freed, here without a `tf.tidy` around it.',
  look: 'katas/part6/README.md, "What a module keeps".',
});
