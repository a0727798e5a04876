import fc from 'fast-check';
import * as subject from '#kata/part6/linear';
import { seeds } from '#src/laws/arbitraries';
import { compare, exactly } from '#src/laws/compare';
import { notStandardNormal } from '#src/laws/definitions/standard-normal';
import { hasShape } from '#src/laws/expectations';
import { law, Unlawful } from '#src/laws/law';
import { create } from '#src/laws/subject';
import { freeingVariables, valuesOf } from '#src/laws/tensors/modules';

const look = 'katas/part6/README.md, "The starting weights".';

/** The initial values of a new layer. */
const valuesOfNew = async (
  inputs: number,
  outputs: number,
  ...options: [subject.LinearOptions?]
): Promise<unknown[]> => valuesOf(await create(subject, 'Linear', inputs, outputs, ...options));

law({
  task: '6.1',
  claim: 'a new layer has weights [in, out], drawn from N(0, std²), and biases 0',
  points: 1,
  given: fc.record({
    seed: seeds,
    std: fc.constantFrom(undefined, 0.01, 0.1, 1),
    inputs: fc.constantFrom(61, 67),
    outputs: fc.constantFrom(59, 71),
  }),
  draws: 12,
  check: ({ seed, std, inputs, outputs }) =>
    freeingVariables(async () => {
      const options = std === undefined ? { seed } : { seed, std };
      const values = await valuesOfNew(inputs, outputs, options);
      if (values.length !== 2) {
        throw new Unlawful(`\`parameters()\` lists ${values.length}: wanted W and b`);
      }
      const [weight, bias] = values as [number[][], number[]];
      hasShape(weight, [inputs, outputs]);
      hasShape(bias, [outputs]);
      if (bias.some((value) => value !== 0)) {
        throw new Unlawful('the biases begin at 0', { bias });
      }
      const scale = std ?? 0.01;
      const complaint = notStandardNormal(weight.flat().map((value) => value / scale));
      if (complaint) {
        throw new Unlawful(`the ${inputs * outputs} weights, divided by ${scale}: ${complaint}`);
      }
    }),
  why: 'Row i of W holds the weights of input i, one for each output. Equal weights would all learn the same. Their standard deviation is `std`, 0.01 where it is left out.',
  look,
});

law({
  task: '6.1',
  claim: 'the seed decides the weights; left out, it is 0',
  points: 1,
  given: fc.record({ seed: seeds, otherSeed: seeds }).filter((s) => s.seed !== s.otherSeed),
  draws: 15,
  check: ({ seed, otherSeed }) =>
    freeingVariables(async () => {
      const [[first], [again], [other]] = [
        await valuesOfNew(2, 3, { seed }),
        await valuesOfNew(2, 3, { seed }),
        await valuesOfNew(2, 3, { seed: otherSeed }),
      ] as [number[][], ...unknown[]][];
      if (new Set(first.flat()).size < 2) {
        throw new Unlawful('every weight is the same', { weight: first });
      }
      if (compare(again, first, exactly)) {
        throw new Unlawful('two layers of the same seed have different weights', { first, again });
      }
      if (!compare(other, first, exactly)) {
        throw new Unlawful('layers of two seeds have the same weights', { weight: first });
      }
      const full = await valuesOfNew(2, 3, { std: 0.01, seed: 0 });
      for (const [text, values] of [
        ['new Linear(2, 3)', await valuesOfNew(2, 3)],
        ['new Linear(2, 3, { std: 0.01 })', await valuesOfNew(2, 3, { std: 0.01 })],
      ] as const) {
        if (!compare(values, full, exactly)) continue;
        throw new Unlawful(`\`${text}\` is not \`new Linear(2, 3, { std: 0.01, seed: 0 })\``, {
          [text]: values[0],
          'with both': full[0],
        });
      }
    }),
  why: 'A training that nobody can repeat proves little. The same seed gives the same weights to the last bit, another seed gives others.',
  look,
});
