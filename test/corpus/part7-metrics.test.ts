import * as reference from '../../solutions/part7/metrics.ts';
import { proveCorpus } from './corpus.ts';
import type { Implementation } from './implementation.ts';

type Metrics = typeof reference;
type Matrix = readonly (readonly number[])[];
type Lists = [labels: readonly number[], predictions: readonly number[], classes: number];

const { confusionMatrix, precision, recall, precisionMap, recallMap, accuracy, macroAverage } =
  reference;

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const transposed = (matrix: Matrix) => matrix.map((_, j) => matrix.map((row) => row[j]));
const or = (other: number) => (values: readonly number[]) =>
  values.map((value) => (Number.isNaN(value) ? other : value));

const wrong: Implementation<Metrics>[] = [
  {
    name: 'rows are predictions',
    module: { confusionMatrix: (...lists: Lists) => transposed(confusionMatrix(...lists)) },
  },
  {
    name: 'rows are predictions, and all else fits that',
    module: {
      confusionMatrix: (...lists: Lists) => transposed(confusionMatrix(...lists)),
      precision: recall,
      recall: precision,
    },
  },
  {
    name: 'the matrix is as large as the largest label',
    module: {
      confusionMatrix: (labels: number[], predictions: number[], classes: number) => {
        confusionMatrix(labels, predictions, classes);
        return confusionMatrix(labels, predictions, Math.max(0, ...labels, ...predictions) + 1);
      },
    },
  },
  {
    name: 'all rows are one array',
    module: {
      confusionMatrix: (labels: number[], predictions: number[], classes: number) => {
        confusionMatrix(labels, predictions, classes);
        const matrix = Array.from<number[]>({ length: classes }).fill(
          Array.from({ length: classes }, () => 0),
        );
        labels.forEach((label, i) => matrix[label][predictions[i]]++);
        return matrix;
      },
    },
  },
  {
    name: 'the matrix has fractions',
    module: {
      confusionMatrix: (...lists: Lists) =>
        confusionMatrix(...lists).map((row) => row.map((count) => count / lists[0].length)),
    },
  },
  {
    name: 'lists of different length are cut',
    module: {
      confusionMatrix: (labels: number[], predictions: number[], classes: number) => {
        const length = Math.min(labels.length, predictions.length);
        return confusionMatrix(labels.slice(0, length), predictions.slice(0, length), classes);
      },
    },
  },
  {
    name: 'what is no class is left out',
    module: {
      confusionMatrix: (labels: number[], predictions: number[], classes: number) => {
        if (labels.length !== predictions.length)
          return confusionMatrix(labels, predictions, classes);
        const kept = [...labels.keys()].filter((i) =>
          [labels[i], predictions[i]].every((c) => Number.isInteger(c) && c >= 0 && c < classes),
        );
        return confusionMatrix(kept.map((i) => labels[i]), kept.map((i) => predictions[i]), classes); // prettier-ignore
      },
    },
  },
  {
    name: 'classAccuracies refuses nothing',
    module: {
      classAccuracies: (labels: number[], predictions: number[], classes: number) =>
        Array.from({ length: classes }, (_, c) => {
          const own = [...labels.keys()].filter((i) => labels[i] === c);
          return own.filter((i) => predictions[i] === c).length / own.length;
        }),
    },
  },
  { name: 'precision and recall exchanged', module: { precision: recall, recall: precision } },
  { name: 'precision is recall', module: { precision: recall } },
  {
    name: '0 where there is nothing to divide by',
    module: {
      precision: (matrix: Matrix) => or(0)(precision(matrix)),
      recall: (matrix: Matrix) => or(0)(recall(matrix)),
    },
  },
  {
    name: 'only the recall has 0 where there is nothing',
    module: { recall: (matrix: Matrix) => or(0)(recall(matrix)) },
  },
  {
    name: '1 where there is nothing to divide by',
    module: { precision: (matrix: Matrix) => or(1)(precision(matrix)) },
  },
  {
    name: 'a small number keeps the division from 0 / 0',
    module: {
      recall: (matrix: Matrix) => matrix.map((row, i) => row[i] / (sum(row) + 1e-7)),
    },
  },
  {
    name: 'per cent',
    module: { recall: (matrix: Matrix) => recall(matrix).map((value) => 100 * value) },
  },
  { name: 'the maps are exchanged', module: { precisionMap: recallMap, recallMap: precisionMap } },
  {
    name: 'the map of precisions is transposed',
    module: { precisionMap: (matrix: Matrix) => transposed(precisionMap(matrix)) },
  },
  {
    name: 'the maps are written into the matrix',
    module: {
      recallMap: (matrix: number[][]) => {
        const map = recallMap(matrix);
        map.forEach((row, i) => row.forEach((value, j) => (matrix[i][j] = value)));
        return matrix;
      },
    },
  },
  {
    name: 'the accuracy is the mean of the recalls',
    module: { accuracy: (matrix: Matrix) => macroAverage(recall(matrix)) },
  },
  {
    name: 'the accuracy of nothing is 0',
    module: { accuracy: (matrix: Matrix) => accuracy(matrix) || 0 },
  },
  {
    name: 'class accuracies count the true negatives',
    module: {
      classAccuracies: (...lists: Lists) => {
        const matrix = confusionMatrix(...lists);
        const all = sum(matrix.flat());
        return matrix.map((row, i) => (all - sum(row) - sum(transposed(matrix)[i]) + 2 * row[i]) / all); // prettier-ignore
      },
    },
  },
  {
    name: 'class accuracies are precisions',
    module: { classAccuracies: (...lists: Lists) => precision(confusionMatrix(...lists)) },
  },
  {
    name: 'a macro average counts a class without a value as 0',
    module: { macroAverage: (values: number[]) => sum(or(0)(values)) / values.length },
  },
  {
    name: 'a macro average is NaN when one class is',
    module: { macroAverage: (values: number[]) => sum(values) / values.length },
  },
  {
    name: 'a macro average leaves classes of 0 out',
    module: { macroAverage: (values: number[]) => macroAverage(values.filter(Boolean)) },
  },
];

const right: Implementation<Metrics>[] = [
  {
    name: 'loops, no helper, typed arrays inside',
    module: {
      confusionMatrix(labels: number[], predictions: number[], classes: number) {
        if (labels.length !== predictions.length) {
          throw new RangeError(`${predictions.length} predictions for ${labels.length} labels`);
        }
        const counts = new Int32Array(classes * classes);
        for (let i = 0; i < labels.length; i++) {
          for (const c of [labels[i], predictions[i]]) {
            if (!(c >= 0 && c < classes && c % 1 === 0)) throw new TypeError(`sample ${i}: ${c}`);
          }
          counts[labels[i] * classes + predictions[i]] += 1;
        }
        const matrix = [];
        for (let row = 0; row < classes; row++) {
          matrix.push(Array.from(counts.subarray(row * classes, (row + 1) * classes)));
        }
        return matrix;
      },
      recall(matrix: Matrix) {
        const result = [];
        for (let i = 0; i < matrix.length; i++) {
          let total = 0;
          for (let j = 0; j < matrix.length; j++) total += matrix[i][j];
          result.push(total === 0 ? Number.NaN : matrix[i][i] / total);
        }
        return result;
      },
      precision(matrix: Matrix) {
        return matrix.map((row, i) => {
          const falsePositives = sum(matrix.filter((_, j) => j !== i).map((other) => other[i]));
          return row[i] / (row[i] + falsePositives);
        });
      },
      accuracy: (matrix: Matrix) => {
        let [hits, all] = [0, 0];
        matrix.forEach((row, i) =>
          row.forEach((count, j) => {
            all += count;
            if (i === j) hits += count;
          }),
        );
        return hits / all;
      },
    },
  },
  {
    name: 'class accuracies from the lists, maps as typed rows',
    module: {
      classAccuracies(labels: number[], predictions: number[], classes: number) {
        confusionMatrix(labels, predictions, classes);
        return Array.from({ length: classes }, (_, c) => {
          const own = [...labels.keys()].filter((i) => labels[i] === c);
          return own.filter((i) => predictions[i] === c).length / own.length;
        });
      },
      recallMap: (matrix: Matrix) => recallMap(matrix).map((row) => Float64Array.from(row)),
      macroAverage(values: number[]) {
        let [total, count] = [0, 0];
        for (const value of values) {
          if (value !== value) continue; // oxlint-disable-line no-self-compare -- a style that is right
          total += value;
          count++;
        }
        return count > 0 ? total / count : NaN;
      },
    },
  },
];

proveCorpus({ part: 'part7', file: 'metrics', reference, wrong, right });
