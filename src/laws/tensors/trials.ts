import type { Handle } from '../subject-here.ts';
import { callWith, useTool } from '../subject.ts';
import './tensorflow.ts'; // ready before the subject's first call
import type { Computed, TensorSpec } from './call-spec.ts';
import type { Heard, Script, TrainingEvent } from './trial-spec.ts';

// What laws do with losses, networks and trials: only handles and data cross between them and the subject.

export const float32 = (tensor: number[][]): TensorSpec => ({ tensor, dtype: 'float32' });
export const int32 = (tensor: number[]): TensorSpec => ({ tensor, dtype: 'int32' });

/**
 * Calls a function of the subject with tensors. @throws {SubjectFailed | Unlawful} also when it returns no
 * tensors.
 */
export const compute = <M extends object>(
  subject: M,
  name: keyof M & string,
  ...args: unknown[]
): Promise<Computed> => callWith(subject, name, args);

/** A network that gives xW + b, and whose gradients are no derivatives. */
export async function standInNetwork(weight: number[][], bias: number[]) {
  return {
    className: 'a network',
    instance: await useTool('makeStandInNetwork', weight, bias),
  };
}

/** A loss whose gradient is no derivative. */
export async function standInCriterion() {
  return { className: 'a loss', instance: await useTool('makeStandInCriterion') };
}

/** A right one. */
export async function crossEntropyCriterion() {
  return { className: 'a loss', instance: await useTool('makeCrossEntropyCriterion') };
}

/** What these have noticed since this was asked last. */
export const heard = (): Promise<Heard[]> => useTool('heard');

/** A function that trains by a script. */
export async function standInTrainer(script: Script): Promise<Handle<object>> {
  return { className: 'train', instance: await useTool('makeStandInTrainer', script) };
}

/** What trainers have noticed since this was asked last. */
export const trainingEvents = (): Promise<TrainingEvent[]> => useTool('trainingEvents');
