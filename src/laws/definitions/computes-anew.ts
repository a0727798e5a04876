import { compare } from '../compare.ts';
import { isUntouched } from '../expectations.ts';
import { Unlawful } from '../law.ts';
import type { Tensor4 } from './convolution.ts';

/**
 * Calls twice, the second time after an argument was changed in place, as training does.
 *
 * @param argument - the one that changes.
 * @throws {Unlawful} when the second result is stale, or the first one changed with it.
 */
export async function computesAnew(
  argument: Tensor4,
  compute: (argument: Tensor4) => Promise<unknown>,
  wanted: (argument: Tensor4) => unknown,
): Promise<void> {
  const first = await compute(argument);
  const copy = structuredClone(first);
  const changed = nudged(argument);
  const second = await compute(changed);
  if (compare(second, wanted(changed)) !== undefined) {
    throw new Unlawful('after an argument was changed in place, the result is not the new one', {
      wanted: wanted(changed),
      got: second,
    });
  }
  isUntouched('the first result', copy, first);
}

/** Adds 1 to the first element; a tensor that the subject froze cannot go stale, a copy will do. */
function nudged(tensor: Tensor4): Tensor4 {
  const target = Object.isFrozen(tensor[0][0][0]) ? structuredClone(tensor) : tensor;
  target[0][0][0][0] += 1;
  return target;
}
