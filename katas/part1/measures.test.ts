import fc from 'fast-check';
import * as subject from '#kata/part1/measures';
import { matrix, quarters, vector } from '#src/laws/arbitraries';
import { workingLaw, type Work } from '#src/laws/definitions/at-work';
import { refuses } from '#src/laws/expectations';
import { law, type Suspect } from '#src/laws/law';
import { call } from '#src/laws/subject';

interface MeasureCase {
  /** `[samples, outputs]` */
  outputs: number[][];
  /** `[samples, outputs]` */
  targets: number[][];
}

/** Samples and outputs are drawn apart, so that a mean over only one of them shows. */
function measureCases(target: fc.Arbitrary<number>): fc.Arbitrary<MeasureCase> {
  return fc
    .record({ samples: fc.integer({ min: 1, max: 4 }), outputs: fc.integer({ min: 1, max: 3 }) })
    .chain(({ samples, outputs }) =>
      fc.record({
        outputs: matrix(samples, outputs, quarters()),
        targets: matrix(samples, outputs, target),
      }),
    );
}

type Measure = (outputs: number[], targets: number[]) => number;

/** Applies `measure` to all outputs and all targets, row after row. */
const flat =
  (measure: Measure) =>
  ({ outputs, targets }: MeasureCase) =>
    measure(outputs.flat(), targets.flat());

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: number[]) => sum(values) / values.length;
const squares: (...pair: [number[], number[]]) => number[] = (outputs, targets) =>
  outputs.map((output, i) => (output - targets[i]) ** 2);

const hits =
  (predict: (output: number) => number) =>
  (outputs: number[], targets: number[]): number[] =>
    outputs.map((output, i) => Number(predict(output) === targets[i]));
const atHalf = hits((output) => (output >= 0.5 ? 1 : 0));

const errorSuspects: Suspect<MeasureCase>[] = [
  {
    says: 'Yours is the sum of the squares: divide by how many there are.',
    as: flat((o, t) => sum(squares(o, t))),
  },
  {
    says: 'Yours is half of it: the ½ belongs to the loss of task 1.4, not to this measure.',
    as: flat((o, t) => mean(squares(o, t)) / 2),
  },
  {
    says: 'Yours is divided by the samples alone: the mean runs over the outputs too.',
    as: ({ outputs, targets }) => sum(squares(outputs.flat(), targets.flat())) / outputs.length,
  },
  {
    says: 'Yours is the square root of it.',
    as: flat((o, t) => Math.sqrt(mean(squares(o, t)))),
  },
  {
    says: 'Yours is the mean of |output − target|: the square is missing.',
    as: flat((o, t) => mean(squares(o, t).map(Math.sqrt))),
  },
  {
    says: 'Yours is the square of the mean difference: square first, then take the mean.',
    as: flat((o, t) => mean(o.map((output, i) => output - t[i])) ** 2),
  },
];

const accuracySuspects: Suspect<MeasureCase>[] = [
  {
    says: 'Yours is a percentage: a fraction from 0 to 1 is wanted.',
    as: flat((o, t) => 100 * mean(atHalf(o, t))),
  },
  {
    says: 'Yours is how many are right: divide by how many there are.',
    as: flat((o, t) => sum(atHalf(o, t))),
  },
  {
    says: 'Yours says "class 0" at exactly 0.5: 0.5 or more is class 1.',
    as: flat((o, t) => mean(hits((output) => (output > 0.5 ? 1 : 0))(o, t))),
  },
  {
    says: 'Yours rounds the outputs: −1 and 2 then are no class at all. Compare with 0.5 instead.',
    as: flat((o, t) => mean(hits((output) => Math.round(output) + 0)(o, t))),
  },
  {
    says: 'Yours separates the classes at 0: the targets are 0 and 1, so the middle is 0.5.',
    as: flat((o, t) => mean(hits((output) => (output > 0 ? 1 : 0))(o, t))),
  },
  {
    says: 'Yours asks whether output and target are equal: an output of 0.9 stands for 1.',
    as: flat((o, t) => mean(hits((output) => output)(o, t))),
  },
  {
    says: 'Yours is a percentage: a fraction from 0 to 1 is wanted.',
    as: flat((o, t) => 100 * mean(atHalf(o, t))),
  },
  {
    says: 'Yours is how many are right: divide by how many there are.',
    as: flat((o, t) => sum(atHalf(o, t))),
  },
  {
    says: 'Yours is the fraction that is wrong.',
    as: flat((o, t) => 1 - mean(atHalf(o, t))),
  },
];

law({
  task: '1.5',
  claim: 'meanSquaredError is the mean of (output − target)² over all elements',
  points: 1,
  given: measureCases(quarters()),
  got: ({ outputs, targets }) => call(subject, 'meanSquaredError', outputs, targets),
  wanted: flat((outputs, targets) => mean(squares(outputs, targets))),
  suspects: errorSuspects,
  why: 'Add (output − target)² over every sample and every output, then divide by samples × outputs.',
  look: 'katas/part1/README.md, "Measuring".',
});

law({
  task: '1.5',
  claim: 'accuracy is the fraction of elements on the right side of 0.5',
  points: 1,
  given: measureCases(fc.constantFrom(0, 1)),
  got: ({ outputs, targets }) => call(subject, 'accuracy', outputs, targets),
  wanted: flat((outputs, targets) => mean(atHalf(outputs, targets))),
  suspects: accuracySuspects,
  why: 'An output of 0.5 or more says class 1, anything below says class 0, also below 0 (tanh) and above 1 (ReLU). The accuracy is how many of these answers equal the target, divided by how many there are.',
  look: 'katas/part1/README.md, "Measuring".',
});

type Named = 'meanSquaredError' | 'accuracy';

const measures: { [Name in Named]: Measure } = {
  meanSquaredError: (outputs, targets) => mean(squares(outputs, targets)),
  accuracy: (outputs, targets) => mean(atHalf(outputs, targets)),
};

/** One answer a sample, each 0 or 1: nobody can misread those. Two such tables, measured differently. */
const measuring: Work<[measure: Named, outputs: number[][], targets: number[][]]> = {
  examples: (['meanSquaredError', 'accuracy'] as const).map((name) => [
    [name, [[0], [1], [1]], [[0], [0], [1]]],
    [name, [[1], [0], [1]], [[0], [1], [1]]],
  ]),
  drawn: fc
    .record({
      name: fc.constantFrom<Named>('meanSquaredError', 'accuracy'),
      tables: vector(4, matrix(4, 1, fc.constantFrom(0, 1))),
    })
    .filter(({ name, tables: [a, b, c, d] }) => {
      const measure = flat(measures[name]);
      return measure({ outputs: a, targets: b }) !== measure({ outputs: c, targets: d });
    })
    .map(({ name, tables: [a, b, c, d] }) => [[name, a, b], [name, c, d]]), // prettier-ignore
  got: (name, outputs, targets) => call(subject, name, outputs, targets),
  wanted: (name, outputs, targets) => flat(measures[name])({ outputs, targets }),
  names: ['measure', 'outputs', 'targets'],
};

workingLaw(measuring, {
  task: '1.5',
  claim: 'outputs and targets of different shapes are refused with a clear error',
  points: 1,
  given: fc
    .record({
      measure: fc.constantFrom('meanSquaredError' as const, 'accuracy' as const),
      fewer: fc.integer({ min: 1, max: 2 }),
      more: fc.integer({ min: 1, max: 2 }),
      other: fc.integer({ min: 1, max: 3 }),
      fewerOutputs: fc.boolean(),
      differ: fc.constantFrom('samples' as const, 'columns' as const),
    })
    .map(({ measure, fewer, more, other, fewerOutputs, differ }) => {
      const lengths = fewerOutputs ? [fewer, fewer + more] : [fewer + more, fewer];
      const [outputs, targets] = lengths.map((length) => {
        const [rows, columns] = differ === 'samples' ? [length, other] : [other, length];
        return Array.from({ length: rows }, () => Array.from({ length: columns }, () => 1));
      });
      return { measure, outputs, targets, lengths };
    }),
  show: ({ measure, outputs, targets }) => ({ measure, outputs, targets }),
  check: ({ measure, outputs, targets, lengths }) =>
    refuses(call(subject, measure, outputs, targets), lengths),
  why: 'A missing row or column is a mistake of the caller. Cut off silently it gives a number that looks fine; read as undefined it gives NaN.',
  look: 'katas/part1/README.md, "Errors".',
});
