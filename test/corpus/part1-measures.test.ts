import * as reference from '../../solutions/part1/measures.ts';
import { proveCorpus } from './corpus.ts';
import type { Implementation } from './implementation.ts';

type Module = typeof reference;
type Table = number[][];

const { meanSquaredError, accuracy } = reference;

const size = (table: Table) => table.length * table[0].length;
const hitsIf = (agree: (output: number, target: number) => boolean) => (o: Table, t: Table) => {
  accuracy(o, t); // refuses shapes that differ
  return o.flat().filter((output, i) => agree(output, t.flat()[i])).length / size(o);
};

const wrong: Implementation<Module>[] = [
  {
    name: 'the sum of squares',
    module: { meanSquaredError: (o: Table, t: Table) => meanSquaredError(o, t) * size(o) },
  },
  {
    name: 'half the mean of squares',
    module: { meanSquaredError: (o: Table, t: Table) => meanSquaredError(o, t) / 2 },
  },
  {
    name: 'the mean over the samples only',
    module: { meanSquaredError: (o: Table, t: Table) => meanSquaredError(o, t) * o[0].length },
  },
  {
    name: 'the first output only',
    module: {
      meanSquaredError: (o: Table, t: Table) => {
        meanSquaredError(o, t);
        return o.reduce((sum, row, n) => sum + (row[0] - t[n][0]) ** 2, 0) / o.length;
      },
    },
  },
  {
    name: 'the root of the mean of squares',
    module: { meanSquaredError: (o: Table, t: Table) => Math.sqrt(meanSquaredError(o, t)) },
  },
  {
    name: 'an error of one column only is refused without numbers',
    module: {
      meanSquaredError: (o: Table, t: Table) => {
        if (o.length !== t.length || o[0].length !== t[0].length) throw new Error('wrong shape');
        return meanSquaredError(o, t);
      },
    },
  },
  {
    name: 'shapes are not looked at',
    module: {
      accuracy: (o: Table, t: Table) => {
        let right = 0;
        o.forEach((row, n) => row.forEach((y, k) => (right += Number(y >= 0.5 === !!t[n]?.[k]))));
        return right / size(o);
      },
    },
  },
  { name: 'exactly 0.5 is class 0', module: { accuracy: hitsIf((y, t) => y > 0.5 === (t === 1)) } },
  { name: 'outputs are rounded', module: { accuracy: hitsIf((y, t) => Math.round(y) === t) } },
  { name: 'the threshold is 0', module: { accuracy: hitsIf((y, t) => y > 0 === (t === 1)) } },
  { name: 'output equals target', module: { accuracy: hitsIf((y, t) => y === t) } },
  { name: 'a percentage', module: { accuracy: (o: Table, t: Table) => 100 * accuracy(o, t) } },
  { name: 'a count', module: { accuracy: (o: Table, t: Table) => size(o) * accuracy(o, t) } },
  { name: 'the error rate', module: { accuracy: (o: Table, t: Table) => 1 - accuracy(o, t) } },
  {
    name: 'a sample counts only when all its outputs are right',
    module: {
      accuracy: (o: Table, t: Table) => {
        accuracy(o, t);
        const isRight = (row: number[], n: number) =>
          row.every((y, k) => Number(y >= 0.5) === t[n][k]);
        return o.filter(isRight).length / o.length;
      },
    },
  },
];

function checked(o: Table, t: Table): [number[], number[]] {
  const shapes = [o, t].map((table) => `${table.length} × ${table[0].length}`);
  if (shapes[0] !== shapes[1]) throw new Error(`outputs are ${shapes[0]}, targets ${shapes[1]}`);
  return [o.flat(), t.flat()];
}

const right: Implementation<Module>[] = [
  {
    name: 'flattened first',
    module: {
      meanSquaredError: (o: Table, t: Table) => {
        const [a, b] = checked(o, t);
        return a.map((y, i) => (y - b[i]) ** 2 / a.length).reduce((x, y) => x + y, 0);
      },
      accuracy: (o: Table, t: Table) => {
        const [a, b] = checked(o, t);
        return a.filter((y, i) => (y < 0.5 ? 0 : 1) === b[i]).length / a.length;
      },
    },
  },
  {
    name: 'mean of the means of the rows, expanded square',
    module: {
      meanSquaredError: (o: Table, t: Table) => {
        checked(o, t);
        const mean = (values: number[]) => values.reduce((x, y) => x + y) / values.length;
        return mean(
          o.map((row, n) => mean(row.map((y, k) => y * y - 2 * y * t[n][k] + t[n][k] ** 2))),
        );
      },
      accuracy: (o: Table, t: Table) => {
        checked(o, t);
        const wrongOnes = o.flat().filter((y, i) => y >= 0.5 !== (t.flat()[i] === 1));
        return 1 - wrongOnes.length / size(o);
      },
    },
  },
];

proveCorpus({ part: 'part1', file: 'measures', reference, wrong, right });
