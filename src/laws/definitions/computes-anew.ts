import { compare } from '../compare.ts';
import { isUntouched } from '../expectations.ts';
import { Unlawful } from '../law.ts';
import type { Tensor4 } from './convolution/convolution.ts';

/**
 * Calls twice, the second time after an argument was changed in place, as training does. What the
 * second call gives is compared with a call on a fresh copy, so that a program that is wrong in other
 * ways is not told that it is stale.
 *
 * @param argument - the one that changes.
 * @param wanted - what a right program gives; it only says whether the change shows at all.
 * @throws {Unlawful} when the second result is stale, or the first one changed with it.
 */
export async function computesAnew(
  argument: Tensor4,
  compute: (argument: Tensor4) => Promise<unknown>,
  wanted: (argument: Tensor4) => unknown,
): Promise<void> {
  const wantedFirst = wanted(argument);
  const first = await compute(argument);
  const copy = structuredClone(first);
  const changed = nudged(argument);
  const second = await compute(changed);
  const secondCopy = structuredClone(second);
  isUntouched('the first result', copy, first);
  const fresh = await compute(structuredClone(changed));
  const isChangeVisible = compare(wanted(changed), wantedFirst) !== undefined;
  const isFirstAgain = compare(secondCopy, copy) === undefined && isChangeVisible;
  const wasFirstRight = compare(copy, wantedFirst) === undefined;
  if (compare(secondCopy, fresh) !== undefined || (isFirstAgain && wasFirstRight)) {
    throw new Unlawful('after an argument was changed in place, the result is not the new one', {
      wanted: wanted(changed),
      got: secondCopy,
    });
  }
}

/** Adds 1 to the first element; a tensor that the subject froze cannot go stale, a copy will do. */
function nudged(tensor: Tensor4): Tensor4 {
  const target = Object.isFrozen(tensor[0][0][0]) ? structuredClone(tensor) : tensor;
  target[0][0][0][0] += 1;
  return target;
}
