import fc from 'fast-check';
import * as subject from '#kata/part5/result';
import { fractions } from '#src/laws/arbitraries';
import { law } from '#src/laws/law';
import { callAtOnce } from '#src/laws/subject';
import { hasKeys, isUntouched } from '#src/laws/expectations';

const records = fc
  .array(fc.record({ loss: fractions, validationAccuracy: fractions }), { maxLength: 4 })
  .map((list) => list.map((record, i) => ({ step: 10 * (i + 1), ...record })));

const trainings = fc.record({
  name: fc.constantFrom('mlp_2', 'cnn_4'),
  records: fc.record({ 0.1: records, 0.01: records, 0.001: records }),
});

type Trainings = typeof trainings extends fc.Arbitrary<infer T> ? T : never;

law<Trainings>({
  task: '5.5',
  claim: 'the result has the seven keys of the assignment, and their values',
  points: 3,
  given: trainings,
  draws: 40,
  async got({ name, records }) {
    const given = structuredClone(records);
    const made: unknown = await callAtOnce(subject, 'makeResult', name, given);
    isUntouched('records', records, given);
    hasKeys(made, Object.keys(wantedOf({ name, records })));
    return JSON.parse(JSON.stringify(made)) as unknown;
  },
  wanted: wantedOf,
  suspects: [
    {
      says: 'Yours has the curves of 0.1 and 0.001 exchanged: `_1` stands for 0.1, `_001` for 0.001.',
      as: ({ name, records }) =>
        wantedOf({
          name,
          records: { 0.1: records[0.001], 0.01: records[0.01], 0.001: records[0.1] },
        }),
    },
  ],
  why: 'Whoever plots the results, or grades them, reads these keys: the names are the assignment’s. `_1`, `_01` and `_001` are the digits of the rate after its point. Shown is what is left after it was saved as JSON and read back.',
  look: 'katas/part5/README.md, "The result".',
});

function wantedOf({ name, records }: Trainings) {
  const losses = (rate: keyof typeof records) => records[rate].map(({ loss }) => loss);
  const accuracies = (rate: keyof typeof records) =>
    records[rate].map(({ validationAccuracy }) => validationAccuracy);
  return {
    name,
    loss_curve_1: losses('0.1'),
    loss_curve_01: losses('0.01'),
    loss_curve_001: losses('0.001'),
    val_acc_curve_1: accuracies('0.1'),
    val_acc_curve_01: accuracies('0.01'),
    val_acc_curve_001: accuracies('0.001'),
  };
}
