import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import type { Handle } from '../subject-here.ts';
import { useTool } from '../subject.ts';
import './tensorflow.ts'; // ready before the subject's first call
import type { Weights } from './model-spec.ts';
import type { Moved, Noticed, Step, Worked } from './module-spec.ts';

// What laws do with modules, losses and optimizers: only handles and data cross between them and the subject.

/** Does the work of one case, and frees the variables that were made for it. */
export async function freeingVariables<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await useTool('freeVariables');
  }
}

export const forward = (...args: Weights[]): Step => ({ method: 'forward', args });
export const backward = (...args: Weights[]): Step => ({ method: 'backward', args });

/** A forward pass in training, or out of it. */
export const forwardIn = (training: boolean, x: Weights): Step => ({
  method: 'forward',
  args: [x],
  training,
});

/** A backward pass, where nobody will use what it returns. */
export const backwardForParameters = (gradient: number[][]): Step => ({
  method: 'backward',
  args: [gradient],
  wantsInput: false,
});

/**
 * Has a module take steps, each round of them in one `tf.tidy`.
 *
 * @param values - of its parameters, to begin with. Where they are left out, they stay as they are.
 * @throws {SubjectFailed | Unlawful}
 */
export const work = (
  module: Handle<object>,
  rounds: readonly (readonly Step[])[],
  values?: readonly Weights[],
): Promise<Worked> => useTool('work', module, module.className, rounds, values);

/** As {@link work}, for what has no `parameters`: a loss, dropout. */
export const workLoss = (
  loss: Handle<object>,
  rounds: readonly (readonly Step[])[],
): Promise<Worked> => useTool('work', loss, loss.className, rounds, null);

/** Gives the parameters of a module these values. @throws {SubjectFailed | Unlawful} */
export async function setValues(module: Handle<object>, values: readonly Weights[]): Promise<void> {
  await work(module, [], values);
}

/** The values of a module's parameters, in its order. @throws {SubjectFailed | Unlawful} */
export const valuesOf = (module: Handle<object>): Promise<Weights[]> =>
  useTool('valuesOf', module, module.className);

type Parameters = Awaited<ReturnType<typeof makeParameters>>;
const makeParameters = (values: readonly Weights[]) => useTool('makeParameters', values);

/** Parameters with these values, and gradients of 0. */
export async function parametersWith(values: readonly Weights[]): Promise<Handle<Parameters>> {
  return { className: 'the parameters', instance: await makeParameters(values) };
}

/** The parameters that a module lists. @throws {SubjectFailed | Unlawful} */
export async function parametersOf(module: Handle<object>): Promise<Handle<Parameters>> {
  const instance = await useTool('makeListOfParameters', module, module.className);
  return { className: 'the parameters', instance };
}

/** Has an optimizer take a step for each list of gradients. @throws {SubjectFailed | Unlawful} */
export const move = (
  optimizer: Handle<object>,
  parameters: Handle<Parameters>,
  gradients: readonly (readonly Weights[])[],
): Promise<Moved> => useTool('move', optimizer, optimizer.className, parameters, gradients);

/** A module that multiplies by `matrix` on the way there and by `back` on the way back. */
export async function standInModule(matrix: number[][], back: number[][]) {
  return { className: 'a module', instance: await useTool('makeStandInModule', matrix, back) };
}

/** A loss and an optimizer that notice when they are asked. */
export const standInLoss = async () => ({
  className: 'a loss',
  instance: await useTool('makeStandInLoss'),
});
export const standInOptimizer = async () => ({
  className: 'an optimizer',
  instance: await useTool('makeStandInOptimizer'),
});

/** What stand-ins have noticed since this was asked last. */
export const noticed = (): Promise<Noticed[]> => useTool('noticed');

/** Samples that a law hands to the subject as tensors. */
export interface LabelledRows {
  /** `[samples][inputs]` */
  images: number[][];
  /** `[samples]` */
  labels: number[];
}

/**
 * Makes tensors of samples, does the work with them, and frees them.
 *
 * @throws {Unlawful} when the work has disposed of one of them.
 */
export async function withSamples<T>(
  { images, labels }: LabelledRows,
  task: (samples: { images: Handle<Tensor2D>; labels: Handle<Tensor1D> }) => Promise<T>,
): Promise<T> {
  const x = { className: 'the images', instance: await useTool('makeMatrix', images) };
  const classes = { className: 'the labels', instance: await useTool('makeLabels', labels) };
  try {
    return await task({ images: x, labels: classes });
  } finally {
    for (const tensor of [x, classes]) await useTool('dispose', tensor);
  }
}

/** The rows of images that were handed over; `undefined` when the subject has disposed of them. */
export const rowsOf = (images: Handle<Tensor2D>): Promise<unknown> => useTool('matrixOf', images);
