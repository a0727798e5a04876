import type { Tensor } from '@tensorflow/tfjs';
import { guardedAtOnce } from '../guarded.ts';
import { Unlawful } from '../law.ts';
import { describe } from '../snapshot.ts';
import type { Computed, TensorSpec } from './call-spec.ts';
import { arrayOf, watchGradients } from './module-tools.ts';
import { tf } from './tensorflow.ts';

/**
 * Calls a function of tensors where the subject is, within a `tf.tidy`.
 *
 * @param args - data, and specifications, in whose place the function gets tensors.
 * @throws {Unlawful} when it returns something other than tensors, or has TensorFlow.js find a gradient.
 */
export function callWithTensors(
  name: string,
  target: (...args: unknown[]) => unknown,
  args: readonly unknown[],
): Computed {
  const before = tf.memory().numTensors;
  let result: unknown;
  let isFreed = false;
  tf.tidy(() => {
    const given: Tensor[] = [];
    const made = args.map((arg) => {
      if (!isSpec(arg)) return arg;
      const tensor = tf.tensor(arg.tensor, undefined, arg.dtype);
      given.push(tensor);
      return tensor;
    });
    const watch = watchGradients();
    let returned: unknown;
    try {
      returned = guardedAtOnce(name, () => target(...made));
    } finally {
      watch.end(name);
    }
    result = arraysOf(returned, name);
    isFreed = given.some((tensor) => tensor.isDisposed);
  });
  return { result, isFreed, left: tf.memory().numTensors - before };
}

const isSpec = (arg: unknown): arg is TensorSpec =>
  typeof arg === 'object' && arg !== null && 'tensor' in arg && 'dtype' in arg;

/** A tensor as nested arrays; a record of tensors field by field. */
function arraysOf(returned: unknown, what: string): unknown {
  if (returned instanceof tf.Tensor || !isRecord(returned)) return arrayOf(returned, what);
  if (Object.keys(returned).length === 0) {
    throw new Unlawful(`\`${what}\` returned ${describe(returned)} without tensors`);
  }
  return Object.fromEntries(
    Object.entries(returned).map(([key, value]) => [key, arrayOf(value, `${what}(…).${key}`)]),
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
