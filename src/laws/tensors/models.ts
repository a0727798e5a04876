import type { LayersModel, Optimizer, Tensor1D, Tensor4D } from '@tensorflow/tfjs';
import type { Handle } from '../subject-here.ts';
import { useTool } from '../subject.ts';
import './tensorflow.ts'; // ready before the subject's first call
import type { ModelSpec, OptimizerSpec, Outline, Weights } from './model-spec.ts';

// What laws do with networks and optimizers: only handles and data cross between them and the subject.

type Model = Handle<LayersModel>;

/** Does the work of one case, and frees the networks and optimizers that were made for it. */
export async function freeing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await useTool('free');
  }
}

/** Has a network freed with the case that it was made for. @throws {Unlawful} when it is none, or no new one. */
export async function owned(model: Model): Promise<Model> {
  await useTool('own', model, model.className);
  return model;
}

/** @throws {SubjectFailed} when its layers cannot be read. */
export const outlineOf = (model: Model): Promise<Outline> =>
  useTool('outlineOf', model, model.className);

/** A network on the subject's side, with these layers and weights. */
export async function modelOf(spec: ModelSpec): Promise<Model> {
  return { className: 'the network', instance: await useTool('makeModel', spec) };
}

export async function optimizerOf(spec: OptimizerSpec): Promise<Handle<Optimizer>> {
  return { className: 'the optimizer', instance: await useTool('makeOptimizer', spec) };
}

/** The weights of a network, in its order. @throws {SubjectFailed} when they cannot be read. */
export const weightsOf = (model: Model): Promise<Weights[]> =>
  useTool('weightsOf', model, model.className);

/** Gives a network other weights. @throws {SubjectFailed} when they do not fit it. */
export const setWeights = (model: Model, weights: readonly Weights[]): Promise<void> =>
  useTool('setWeights', model, model.className, weights);

/**
 * What a network gives, as nested arrays.
 *
 * @param images - `[batch, height, width, channels]`
 * @param mode - evaluation by default.
 */
export const logitsOf = (
  model: Model,
  images: number[][][][],
  mode: { training?: boolean } = {},
): Promise<unknown> => useTool('logitsOf', model, model.className, images, mode);

/** Trains a network on all images of a batch at once. @returns the loss before each step. */
export const learn = (
  model: Model,
  batch: Batch,
  options: { steps: number; learningRate: number },
): Promise<number[]> => useTool('learn', model, model.className, batch, options);

/** How many tensors there are on the subject's side. */
export const tensorCount = (): Promise<number> => useTool('tensorCount');

/** A batch that a law hands to the subject as tensors. */
export interface Batch {
  /** `[batch][height][width][channels]` */
  images: number[][][][];
  /** `[batch]` */
  labels: number[];
}

/**
 * Makes the tensors of a batch on the subject's side, images as float32 and labels as int32, does the
 * work with them, and frees them.
 */
export async function withBatch<T>(
  { images, labels }: Batch,
  work: (images: Handle<Tensor4D>, labels: Handle<Tensor1D>) => Promise<T>,
): Promise<T> {
  const x = { className: 'the images', instance: await useTool('makeImages', images) };
  const classes = { className: 'the labels', instance: await useTool('makeLabels', labels) };
  try {
    return await work(x, classes);
  } finally {
    for (const tensor of [x, classes]) await useTool('dispose', tensor);
  }
}
