import type { Weights } from './model-spec.ts';

// What laws say of modules with a forward and a backward pass, in data.

/** A call of a method with tensors. */
export interface Step {
  method: 'forward' | 'backward';
  args: readonly Weights[];
  /** Of `forward`: whether it is training. Left out, the argument is too. */
  training?: boolean;
  /** Of `backward`: whether what it returns is wanted. Left out, the argument is too. */
  wantsInput?: boolean;
}

/** What a module did. */
export interface Worked {
  /** What every step returned, as nested arrays, all rounds in one list; null where it is not wanted. */
  results: unknown[];
  /** Of every parameter, after each round. */
  values: Weights[][];
  gradients: Weights[][];
  /** Which steps disposed of a tensor that they were given, in words. */
  freed: string[];
  /** How many tensors there are after each round. */
  tensors: number[];
}

/** What an optimizer did. */
export interface Moved {
  /** Of every parameter, after each step. */
  values: Weights[][];
  /** As the law gave them, if the optimizer left them alone. */
  gradients: Weights[][];
  tensors: number[];
}

/** What a stand-in noticed. */
export type Noticed =
  | { by: 'network'; method: 'forward' | 'backward'; given: number[][] }
  | { by: 'loss'; outputs: number[][]; targets: number[][] }
  | { by: 'optimizer' };
