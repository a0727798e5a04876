import type { Handle } from '../subject-here.ts';
import { useTool } from '../subject.ts';
import type { Weights } from './model-spec.ts';
import './tensorflow.ts'; // ready before the subject's first call

// What laws do with the variables that a module shows beside its parameters.

/** The numbers of these fields of a module. @throws {Unlawful} when one is no variable. */
export const variablesOf = (module: Handle<object>, ...names: string[]): Promise<Weights[]> =>
  useTool('variablesOf', module, module.className, names);

/** @throws {Unlawful} when one of these fields is no variable, or has another shape. */
export const setVariables = (
  module: Handle<object>,
  values: Record<string, Weights>,
): Promise<void> => useTool('setVariables', module, module.className, values);
