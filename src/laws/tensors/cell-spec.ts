import type { Weights } from './model-spec.ts';

// What laws say of recurrent cells, in data.

/** The tensors of a state, each `[batch][units]`. */
export type StateNumbers = number[][][];

/** Steps of a cell, all of them forward and then all of them back. */
export interface Steps {
  /** Of its parameters, to begin with. */
  values: readonly Weights[];
  /** `[steps][batch][in]` */
  x: readonly number[][][];
  /** Before the first step. */
  state: StateNumbers;
  /** ∂loss/∂state after each step, without what comes back through the step that follows. */
  gradients: readonly StateNumbers[];
}

/** What a cell gave. */
export interface Stepped {
  /** After each step. */
  states: unknown[];
  /** ∂loss/∂x of each step. */
  x: unknown[];
  /** ∂loss/∂state, of the state before the first step. */
  state: unknown;
  /** ∂loss/∂value of each parameter, by each step alone: the first step’s first. */
  parameters: unknown[][];
}

/** What a cell did, from first to last. */
export interface SteppedRounds {
  rounds: Stepped[];
  /** What it disposed of although it was given to it, in words. */
  freed: string[];
  /** How many tensors there are after each round. */
  tensors: number[];
  /** The gradient variables of its parameters in the end: they were 0 before. */
  gradients: Weights[];
}
