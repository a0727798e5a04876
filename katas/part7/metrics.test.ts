import fc from 'fast-check';
import * as subject from '#kata/part7/metrics';
import { fractions, vector } from '#src/laws/arbitraries';
import { exactly } from '#src/laws/compare';
import { mustCompute } from '#src/laws/definitions/at-work';
import {
  accuracyOfMatrix,
  byColumns,
  byRows,
  confusionOf,
  emptyExample,
  macroOf,
  matrices,
  plainExample,
  precisionOf,
  predictedCases,
  recallOf,
  renamed,
  sumOf,
  type Matrix,
  type Predicted,
} from '#src/laws/definitions/metrics/confusion';
import {
  macroMistakes,
  mapMistakes,
  matrixMistakes,
  rateMistakes,
} from '#src/laws/definitions/metrics/mistakes';
import { isUntouched, ownsItsElements, refuses } from '#src/laws/expectations';
import { law } from '#src/laws/law';
import { call } from '#src/laws/subject';

const look = 'katas/part7/README.md, "Precision and recall".';
const confusionLook = 'katas/part7/README.md, "The confusion matrix".';

const matrixOf = ({ labels, predictions, classes }: Predicted) =>
  call(subject, 'confusionMatrix', labels, predictions, classes);

law<Predicted>({
  task: '7.2',
  claim: 'row a, column p of the confusion matrix counts the samples of class a taken for p',
  points: 1,
  given: predictedCases,
  examples: [plainExample, emptyExample],
  got: matrixOf,
  wanted: confusionOf,
  tolerance: exactly,
  suspects: matrixMistakes,
  why: 'Each sample adds 1 in one place: the row is what it is, the column what it was taken for. A class that does not occur has a row and a column all the same.',
  look: confusionLook,
});

interface Bad extends Predicted {
  /** What is wrong with it. */
  numbers: number[];
  /** Two lists of predictions for {@link soundLabels}, which come to different numbers. */
  sound: [number[], number[]];
}

const soundLabels = [0, 0, 0, 0, 1, 1, 1, 2, 2];

const soundPredictions: fc.Arbitrary<[number[], number[]]> = fc
  .tuple(vector(9, fc.integer({ min: 0, max: 2 })), vector(9, fc.integer({ min: 0, max: 2 })))
  .filter(([a, b]) => soundRecalls(a) !== soundRecalls(b));

const soundRecalls = (predictions: number[]): string =>
  recallOf(confusionOf({ labels: soundLabels, predictions, classes: 3 })).join();

const badLists = predictedCases
  .filter(({ labels }) => labels.length > 0)
  .chain((given) => {
    const { labels, predictions, classes } = given;
    const longer = [...labels, 0, 0];
    const odd = fc.constantFrom<number[]>(classes, classes + 7, 1.5, 0.5, -1);
    return fc.oneof(
      fc.constantFrom<Omit<Bad, 'sound'>[]>(
        { ...given, labels: longer, numbers: [longer.length, predictions.length] },
        { ...given, predictions: longer, numbers: [labels.length, longer.length] },
      ),
      odd.map((one) => ({ ...given, labels: [...labels.slice(1), one], numbers: [one] })),
      odd.map((one) => ({ ...given, predictions: [one, ...predictions.slice(1)], numbers: [one] })),
    );
  });

const bothSound: [number[], number[]] = [
  [0, 0, 0, 1, 1, 2, 1, 2, 2],
  [0, 1, 2, 1, 2, 2, 0, 0, 2],
];

law<Bad>({
  task: '7.2',
  claim: 'lists of different length, and what is no class, are refused with a clear error',
  points: 1,
  given: fc
    .record({ lists: badLists, sound: soundPredictions })
    .map(({ lists, sound }): Bad => ({ ...lists, sound })),
  examples: [
    { labels: [0, 1], predictions: [0], classes: 2, numbers: [2, 1], sound: bothSound },
    { labels: [0, 5], predictions: [0, 1], classes: 5, numbers: [5], sound: bothSound },
    { labels: [0, 1], predictions: [0, -1], classes: 3, numbers: [-1], sound: bothSound },
  ],
  show: ({ labels, predictions, classes }) => ({ labels, predictions, classes }),
  async check({ labels, predictions, classes, numbers, sound }) {
    for (const name of ['confusionMatrix', 'classAccuracies'] as const) {
      await refuses(call(subject, name, labels, predictions, classes), numbers);
      mustCompute(
        await call(subject, name, [...soundLabels], sound[0], 3),
        await call(subject, name, [...soundLabels], sound[1], 3),
      );
    }
  },
  why: 'A prediction of −1, or one list too short, is a mistake in the program that made it. Counted in silence it would make a table that looks right.',
  look: confusionLook,
});

law<Matrix>({
  task: '7.2',
  claim: 'precision is TP / (TP + FP), recall TP / (TP + FN), and NaN where that is 0 / 0',
  points: 1,
  given: matrices,
  examples: [confusionOf(plainExample), confusionOf(emptyExample)],
  show: (matrix) => ({ matrix }),
  async got(matrix) {
    const before = structuredClone(matrix);
    const precision = await call(subject, 'precision', matrix);
    const recall = await call(subject, 'recall', matrix);
    isUntouched('matrix', before, matrix);
    return { precision, recall };
  },
  wanted: (matrix) => ({ precision: precisionOf(matrix), recall: recallOf(matrix) }),
  suspects: rateMistakes,
  why: 'Of what was taken for a class, how much is of it: a column. Of a class, how much was found: a row. Where a row or a column is empty, the question has no answer.',
  look,
});

law<Matrix>({
  task: '7.2',
  claim: 'the maps divide each column, or each row, by its sum',
  points: 1,
  given: matrices,
  examples: [confusionOf(plainExample), confusionOf(emptyExample)],
  show: (matrix) => ({ matrix }),
  async got(matrix) {
    const before = structuredClone(matrix);
    const precision = await call(subject, 'precisionMap', matrix);
    const recall = await call(subject, 'recallMap', matrix);
    const both = structuredClone({ precision, recall });
    isUntouched('matrix', before, matrix);
    ownsItsElements(precision);
    ownsItsElements(recall);
    isUntouched('matrix', before, matrix);
    return both;
  },
  wanted: (matrix) => ({ precision: byColumns(matrix), recall: byRows(matrix) }),
  suspects: mapMistakes,
  why: 'A column of the map of precisions says what the samples really are that were taken for its class; a row of the map of recalls, what the samples of its class were taken for. Each sums to 1.',
  look,
});

interface Means {
  matrix: Matrix;
  values: readonly number[];
}

law<Means>({
  task: '7.2',
  claim:
    'the accuracy is the share of the diagonal; a macro average is over the classes that have a value',
  points: 1,
  given: fc.record({
    matrix: matrices,
    values: fc
      .integer({ min: 1, max: 5 })
      .chain((classes) => vector(classes, fc.oneof({ weight: 3, arbitrary: fractions }, fc.constant(NaN)))), // prettier-ignore
  }),
  examples: [
    { matrix: confusionOf(plainExample), values: [0.5, 0.75, 1] },
    { matrix: [[0, 0], [0, 0]], values: [0.5, NaN, 1] }, // prettier-ignore
    { matrix: [[3]], values: [NaN, NaN] },
  ],
  got: async ({ matrix, values }) => ({
    accuracy: await call(subject, 'accuracy', matrix),
    macroAverage: await call(subject, 'macroAverage', values),
  }),
  wanted: ({ matrix, values }) => ({
    accuracy: accuracyOfMatrix(matrix),
    macroAverage: macroOf(values),
  }),
  suspects: [
    ...macroMistakes.map(({ says, as }) => ({
      says,
      as: ({ matrix, values }: Means) => ({
        accuracy: accuracyOfMatrix(matrix),
        macroAverage: as(values),
      }),
    })),
    {
      says: 'Your accuracy is the mean of the recalls: each sample counts the same, not each class.',
      as: ({ matrix, values }) => ({
        accuracy: macroOf(recallOf(matrix)),
        macroAverage: macroOf(values),
      }),
    },
  ],
  why: 'Without a sample there is no accuracy, and without a value of any class no mean: both are 0 / 0. In the accuracy each sample counts the same, in a macro average each class.',
  look: 'katas/part7/README.md, "Nothing to divide by".',
});

interface Named extends Predicted {
  /** What each class is called instead. */
  names: number[];
}

law<Named>({
  task: '7.2',
  claim:
    'the accuracy among a class is its recall; exchanging labels and predictions exchanges recall and precision',
  points: 1,
  given: predictedCases.chain((given) =>
    fc
      .shuffledSubarray([...Array(given.classes).keys()], { minLength: given.classes })
      .map((names) => ({ ...given, names })),
  ),
  examples: [
    { ...plainExample, names: [1, 2, 0] },
    { ...emptyExample, names: [3, 0, 2, 1] },
  ],
  draws: 30,
  async got(given) {
    const { labels, predictions, classes, names } = given;
    const classAccuracies = await call(subject, 'classAccuracies', labels, predictions, classes);
    const matrix = await matrixOf(given);
    const recalls = await call(subject, 'recall', matrix);
    const counts = names.map((_, label) => labels.filter((one) => one === label).length);
    const found = counts.map((count, label) => (count === 0 ? 0 : count * recalls[label]));
    const exchanged = await matrixOf({ labels: predictions, predictions: labels, classes });
    const otherwise = await call(subject, 'recall', await matrixOf(renamed(given, names)));
    return {
      'the accuracies among the classes': classAccuracies,
      'the recalls, each counted as often as its class': sumOf(found) / labels.length,
      'the precisions, labels and predictions exchanged': await call(subject, 'precision', exchanged), // prettier-ignore
      'the recalls, classes renamed and put back': names.map((name) => otherwise[name]),
    };
  },
  wanted(given) {
    const matrix = confusionOf(given);
    const recalls = recallOf(matrix);
    return {
      'the accuracies among the classes': recalls,
      'the recalls, each counted as often as its class': accuracyOfMatrix(matrix),
      'the precisions, labels and predictions exchanged': recalls,
      'the recalls, classes renamed and put back': recalls,
    };
  },
  why: 'Among the samples of one class, those predicted correctly are the true positives, and all of them TP + FN: the accuracy there is the recall, by definition. No class is special, and the matrix of exchanged lists is the transposed one.',
  look,
});
