import fc from 'fast-check';
import * as subject from '#kata/part4/result';
import { isUntouched } from '#src/laws/expectations';
import { law, Unlawful, type Suspect } from '#src/laws/law';
import { callAtOnce } from '#src/laws/subject';

const look = 'katas/part4/README.md, "The result".';

interface TrainingRecord {
  step: number;
  loss: number;
  gradientMagnitude: number;
}

/** One architecture, trained with either activation. */
interface Finished {
  name: string;
  relu: TrainingRecord[];
  sigmoid: TrainingRecord[];
}

const tenths = fc.integer({ min: 0, max: 30 }).map((n) => n / 10);

const records: fc.Arbitrary<TrainingRecord[]> = fc
  .array(fc.record({ loss: tenths, gradientMagnitude: tenths }), { maxLength: 4 })
  .map((all) => all.map((record, i) => ({ step: 10 * (i + 1), ...record })));

/** The two trainings need not be of one length: one may have been stopped. */
const finished: fc.Arbitrary<Finished> = fc.record({
  name: fc.constantFrom('mlp_1', 'cnn_4', 'my_own'),
  relu: records,
  sigmoid: records,
});

const wantedOf = ({ name, relu, sigmoid }: Finished) => ({
  name,
  relu_loss_curve: relu.map(({ loss }) => loss),
  sigmoid_loss_curve: sigmoid.map(({ loss }) => loss),
  relu_grad_curve: relu.map(({ gradientMagnitude }) => gradientMagnitude),
  sigmoid_grad_curve: sigmoid.map(({ gradientMagnitude }) => gradientMagnitude),
});

type Wanted = ReturnType<typeof wantedOf>;

const withCurves =
  (change: (result: Wanted) => Partial<Wanted>) =>
  (given: Finished): Wanted => ({ ...wantedOf(given), ...change(wantedOf(given)) });

const mistakes: readonly Suspect<Finished>[] = [
  {
    says: 'Yours gives the curves of the network with ReLU as those with sigmoid, and the other way round.',
    as: ({ name, relu, sigmoid }) => wantedOf({ name, relu: sigmoid, sigmoid: relu }),
  },
  {
    says: 'Yours gives losses as gradients: a record has its magnitude in `gradientMagnitude`.',
    as: withCurves(({ relu_loss_curve, sigmoid_loss_curve }) => ({
      relu_grad_curve: relu_loss_curve,
      sigmoid_grad_curve: sigmoid_loss_curve,
    })),
  },
  {
    says: 'Yours gives the gradients of the network with ReLU twice: `sigmoid_grad_curve` is that with sigmoid.',
    as: withCurves(({ relu_grad_curve }) => ({ sigmoid_grad_curve: relu_grad_curve })),
  },
];

const make = async (given: Finished): Promise<object> => {
  const [relu, sigmoid] = [structuredClone(given.relu), structuredClone(given.sigmoid)];
  const made: unknown = await callAtOnce(subject, 'makeResult', given.name, relu, sigmoid);
  isUntouched('reluRecords', given.relu, relu);
  isUntouched('sigmoidRecords', given.sigmoid, sigmoid);
  if (typeof made === 'object' && made !== null) return made;
  throw new Unlawful('wanted an object with the five keys', { got: made });
};

law<Finished>({
  task: '4.5',
  claim: 'the result has the five keys of the assignment, and their values',
  points: 1,
  given: finished,
  examples: [{ name: 'cnn_5', relu: [], sigmoid: [{ step: 10, loss: 2.3, gradientMagnitude: 0 }] }],
  draws: 40,
  async got(given) {
    const made = await make(given);
    const [keys, wantedKeys] = [Object.keys(made), Object.keys(wantedOf(given))];
    const missing = wantedKeys.filter((key) => !keys.includes(key));
    const extra = keys.filter((key) => !wantedKeys.includes(key));
    if (missing.length + extra.length === 0) return made;
    const say = (verb: string, names: string[]) =>
      names.length === 0 ? [] : [`${verb} ${names.join(', ')}`];
    throw new Unlawful(
      `wanted the keys ${wantedKeys.join(', ')}; yours ${[...say('lacks', missing), ...say('also has', extra)].join(' and ')}`,
    );
  },
  wanted: wantedOf,
  suspects: mistakes,
  why: 'Whoever plots the results, or grades them, reads these keys: the names are the assignment’s. Each curve has one number for each record of its own training.',
  look,
});

law<Finished>({
  task: '4.5',
  claim: 'it survives being saved as JSON',
  points: 1,
  given: finished,
  draws: 10,
  got: async (given) => JSON.parse(JSON.stringify(await make(given))) as unknown,
  wanted: wantedOf,
  why: 'JSON knows numbers and arrays of them, but neither tensors nor typed arrays nor functions. What was saved must read back as what it was.',
  look,
});
