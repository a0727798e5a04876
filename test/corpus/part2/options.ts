import * as reference from '../../../solutions/part2/conv2d-options.ts';
import type { Implementation } from '../implementation.ts';
import type { Tensor4 } from './loops.ts';

export type Options = reference.Conv2dOptions;
export type Pair = [number, number];

const { conv2d } = reference;

export const wrong = (
  name: string,
  implementation: Function,
): Implementation<typeof reference> => ({
  name,
  module: { conv2d: implementation },
});

/** The right convolution with other options. */
export const withOptions =
  (change: (options: Options, input: Tensor4, kernel: Tensor4) => Options) =>
  (input: Tensor4, kernel: Tensor4, options: Options = {}): Tensor4 =>
    conv2d(input, kernel, change(options, input, kernel));

export const swap = ([a, b]: Pair): Pair => [b, a];

/** Without some option, and what is left of the options. */
export const apart = (options: Options = {}) => {
  const { stride = [1, 1], padding = [0, 0], dilation = [1, 1], groups = 1 } = options;
  return { stride, padding, dilation, groups };
};

/** `[value, value, …]` */
export const copies = <T>(length: number, value: T): T[] => Array.from({ length }, () => value);

/** The right convolution, or nothing where it refuses. */
export function conv2dOr(input: Tensor4, kernel: Tensor4, options: Options): Tensor4 | undefined {
  try {
    return conv2d(input, kernel, options);
  } catch {
    return undefined;
  }
}
