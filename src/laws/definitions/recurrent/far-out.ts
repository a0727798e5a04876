import fc from 'fast-check';
import { matrix, vector } from '../../arbitraries.ts';
import type { StepsCase } from './unrolled.ts';

/** One sample: of several, large gradients could cancel, and leave what float32 has rounded. */
const [batch, units] = [1, 3];

/** Inputs and memories up to 1000; sums of a gate are far from 0 or small, seldom between. */
export const farOutCases: fc.Arbitrary<StepsCase> = fc.record({
  values: fc.record({
    inputWeight: matrix(1, 4 * units, fc.constantFrom(1, -1, 0.5, 0)),
    stateWeight: matrix(units, 4 * units, fc.constantFrom(0.25, -0.25, 0)),
    bias: vector(4 * units, fc.constantFrom(0, 0.5)),
  }),
  x: vector(1, matrix(batch, 1, fc.constantFrom(1000, -1000, 200, -200, 1))),
  state: fc.tuple(
    matrix(batch, units, fc.constantFrom(1, -1, 0.5)),
    matrix(batch, units, fc.constantFrom(1, 1000, -1000, -0.25)),
  ),
  gradients: vector(1, vector(2, matrix(batch, units, fc.constantFrom(1, -2, 0.25)))),
});
