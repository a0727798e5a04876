import type { Weights } from './model-spec.ts';

/** A tensor that a function of the subject is given. */
export interface TensorSpec {
  tensor: Weights;
  dtype: 'float32' | 'int32';
}

/** What came of a call with tensors. */
export interface Computed {
  /** What it returned, as nested arrays; a record of tensors as a record of them. */
  result: unknown;
  /** Whether it disposed of a tensor that it was given. */
  isFreed: boolean;
  /** How many tensors it left behind, in spite of the `tf.tidy` around it. */
  left: number;
}
