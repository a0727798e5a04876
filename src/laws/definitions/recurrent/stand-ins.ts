import fc from 'fast-check';
import { matrix, quarters, vector } from '../../arbitraries.ts';
import type { Suspect } from '../../law.ts';

// What comes of the stand-in cell of src/laws/tensors/stand-in-cells.ts, unrolled as the task says, in plain numbers.

/** `[batch][steps][2]` */
export interface LayerCase {
  x: number[][][];
  gradOutput: number[][][];
}

/** Batch and steps are never alike. */
export const layerCases: fc.Arbitrary<LayerCase> = fc
  .constantFrom([1, 3], [2, 1], [2, 3], [3, 4], [4, 2])
  .chain(([batch, steps]) => {
    const numbers = vector(batch, matrix(steps, 2, quarters()));
    return fc.record({ x: numbers, gradOutput: numbers });
  });

/** One number of each unit through time: samples and units do not mix in this cell. */
function lineOf(x: number[], gradOutput: number[]) {
  const outputs: number[] = [];
  let [h, s] = [0, 0];
  for (const input of x) {
    [h, s] = [2 * input + h - s, input + h];
    outputs.push(h);
  }
  const input: number[] = [];
  let [gradH, gradS] = [0, 0];
  let [first, second] = [0, 0];
  for (let t = x.length - 1; t >= 0; t--) {
    gradH += gradOutput[t];
    input[t] = 2 * gradH + gradS + x[t];
    first += x[t] * gradH;
    second += gradS + 1;
    [gradH, gradS] = [gradH - gradS, 2 * gradS + gradH];
  }
  return { outputs, input, first, second };
}

/** What a layer of the stand-in cell gives, and sends back. */
export function layerOf({ x, gradOutput }: LayerCase) {
  const lines = x.map((sample, n) =>
    [0, 1].map((u) =>
      lineOf(
        sample.map((row) => row[u]),
        gradOutput[n].map((row) => row[u]),
      ),
    ),
  );
  const along = (pick: (line: (typeof lines)[0][0]) => number[]) =>
    lines.map((units) => pick(units[0]).map((_, t) => units.map((line) => pick(line)[t])));
  const total = (pick: (line: (typeof lines)[0][0]) => number) =>
    [0, 1].map((u) => lines.reduce((sum, units) => sum + pick(units[u]), 0));
  return {
    outputs: along(({ outputs }) => outputs),
    input: along(({ input }) => input),
    parameters: [total(({ first }) => first), total(({ second }) => second)],
  };
}

/** What layers do otherwise. */
export const layerMistakes: Record<'forward' | 'backward', readonly Suspect<LayerCase>[]> = {
  forward: [
    {
      says: 'Yours gives the last tensor of the state: h is the first.',
      as: ({ x, gradOutput }) => {
        const { outputs } = layerOf({ x, gradOutput });
        const before = (n: number, t: number, u: number) => (t === 0 ? 0 : outputs[n][t - 1][u]);
        return x.map((rows, n) => rows.map((row, t) => row.map((v, u) => v + before(n, t, u))));
      },
    },
    {
      says: 'Yours reads the sequence from its end.',
      as: ({ x, gradOutput }) =>
        layerOf({ x: x.map((rows) => rows.toReversed()), gradOutput }).outputs,
    },
    {
      says: 'In yours each step begins from zeros: the state is not handed on.',
      as: ({ x }) => x.map((rows) => rows.map((row) => row.map((value) => 2 * value))),
    },
    {
      says: 'Yours goes on from the state that the last batch has left.',
      as: ({ x, gradOutput }) => {
        const twice = { x: x.map((rows) => [...rows, ...rows]), gradOutput: gradOutput.map((rows) => [...rows, ...rows]) }; // prettier-ignore
        return layerOf(twice).outputs.map((rows) => rows.slice(rows.length / 2));
      },
    },
  ],
  backward: [
    {
      says: 'Yours hears of the last output alone: gradOutput has something for every step.',
      as: (given) => backOf({ ...given, gradOutput: onlyLast(given.gradOutput) }),
    },
    {
      says: 'In yours nothing comes back from one step to the one before: each is by itself.',
      as: ({ x, gradOutput }) => {
        const alone = x[0].map(
          (_, t) =>
          layerOf({ x: x.map((rows) => [rows[t]]), gradOutput: gradOutput.map((rows) => [rows[t]]) }), // prettier-ignore
        );
        return {
          input: x.map((_, n) => alone.map(({ input }) => input[n][0])),
          parameters: [0, 1].map((i) =>
            [0, 1].map((u) => alone.reduce((sum, { parameters }) => sum + parameters[i][u], 0)),
          ),
        };
      },
    },
    {
      says: 'The gradients of the parameters are added to what was there before: each backward overwrites them.',
      as: (given) => {
        const { input, parameters } = backOf(given);
        return { input, parameters: parameters.map((list) => list.map((value) => value + 7)) };
      },
    },
    {
      says: 'The gradients of the parameters are means over the steps: they are sums.',
      as: (given) => {
        const { input, parameters } = backOf(given);
        const steps = given.x[0].length;
        return { input, parameters: parameters.map((list) => list.map((value) => value / steps)) };
      },
    },
  ],
};

function backOf(given: LayerCase) {
  const { input, parameters } = layerOf(given);
  return { input, parameters };
}

const onlyLast = (gradOutput: number[][][]) =>
  gradOutput.map((rows) => rows.map((row, t) => row.map((v) => (t === rows.length - 1 ? v : 0))));
