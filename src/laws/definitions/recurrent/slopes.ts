import type { CellFormulas } from './cells.ts';
import { exchanged, statesOf, type StepsCase } from './unrolled.ts';

/** A power of 2; the differences err by NUDGE²/6 times a third derivative. */
const NUDGE = 2 ** -10;

/**
 * How fast the loss Σ gradOutput · h changes with each x, `[batch][steps][in]`, and each parameter, by central
 * differences.
 */
export function layerSlopes(cell: CellFormulas, given: StepsCase) {
  const { values, x, gradients } = given;
  const loss = () =>
    statesOf(cell, given)
      .flatMap(([h], t) => h.flatMap((row, n) => row.map((v, u) => v * gradients[t][0][n][u])))
      .reduce((sum, v) => sum + v, 0);
  const slopesOf = <T>(numbers: T): T => {
    const list = numbers as unknown[];
    return list.map((value, i) => {
      if (typeof value !== 'number') return slopesOf(value);
      const [above, below] = [NUDGE, -NUDGE].map((by) => {
        list[i] = value + by;
        return loss();
      });
      list[i] = value;
      return (above - below) / (2 * NUDGE);
    }) as T;
  };
  return {
    input: exchanged(slopesOf(x)),
    parameters: [values.inputWeight, values.stateWeight, values.bias].map((list) => slopesOf(list)),
  };
}
