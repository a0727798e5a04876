import type { LayersModel, Optimizer, Tensor } from '@tensorflow/tfjs';
import { Unlawful } from '../law.ts';
import { SubjectFailed } from '../subject-failed.ts';
import type { Handle } from '../subject-here.ts';
import { describe } from '../snapshot.ts';
import { tf } from './tensorflow.ts';

// What laws do with networks and optimizers: only handles and data cross between them and the subject.

/** The weights or the bias of a layer, as nested arrays. */
export type Weights = number[] | number[][] | number[][][] | number[][][][];

/** A layer of a network that a law makes for the subject. */
export type LayerSpec =
  | { kind: 'flatten' }
  /** In training mode all that goes through it is 0, otherwise it is left as it is. */
  | { kind: 'blackout' }
  | { kind: 'dense'; units: number; relu?: boolean; bias?: boolean }
  | { kind: 'convolution'; kernel: [rows: number, columns: number]; filters: number };

export interface ModelSpec {
  imageShape: [height: number, width: number, channels: number];
  layers: readonly LayerSpec[];
  /** In the order of the layers, of each the kernel first. */
  weights: readonly Weights[];
}

const made: { dispose(): unknown }[] = [];
/** All networks that the subject has ever made. */
const known = new WeakSet<LayersModel>();

/** Does the work of one case, and frees the networks and optimizers that were made for it. */
export async function freeing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    for (const thing of made.splice(0)) {
      try {
        thing.dispose();
      } catch {
        // The subject has disposed of it already: a law of its own says so.
      }
    }
  }
}

/** Has a network freed with the case that it was made for. */
export function owned(model: Handle<LayersModel>): Handle<LayersModel> {
  if (typeof model.instance.apply !== 'function' || !Array.isArray(model.instance.layers)) {
    throw new Unlawful(
      `\`${model.className}\` must return a tf.LayersModel, as tf.sequential and tf.model make; it returned ${describe(model.instance)}`,
    );
  }
  if (known.has(model.instance)) {
    throw new Unlawful(
      `\`${model.className}\` returned a network that it had returned before: each call must make a new one`,
    );
  }
  known.add(model.instance);
  made.push(model.instance);
  return model;
}

/** A network without the numbers in it. */
export interface Outline {
  /** Of the images, `null` for any number of them. */
  inputShape: (number | null)[];
  /** The shapes of all weights, in its order. */
  shapes: number[][];
  /** How many of the weights a training may change. */
  trainable: number;
}

export async function outlineOf({ className, instance }: Handle<LayersModel>): Promise<Outline> {
  try {
    return {
      inputShape: [...instance.inputs[0].shape],
      shapes: instance.getWeights().map(({ shape }) => [...shape]),
      trainable: instance.trainableWeights.length,
    };
  } catch (error) {
    throw failed(className, 'its layers cannot be read', error);
  }
}

/** A network on the subject's side, with these layers and weights. */
export async function modelOf({
  imageShape,
  layers,
  weights,
}: ModelSpec): Promise<Handle<LayersModel>> {
  const model = tf.sequential();
  layers.forEach((layer, i) =>
    model.add(layerOf(layer, i === 0 ? { inputShape: imageShape } : {})),
  );
  const handle = owned({ className: 'the network', instance: model });
  await setWeights(handle, weights);
  return handle;
}

function layerOf(layer: LayerSpec, input: { inputShape?: number[] }) {
  switch (layer.kind) {
    case 'flatten':
      return tf.layers.flatten(input);
    case 'blackout':
      return tf.layers.dropout({ rate: 1 - 1e-9, ...input });
    case 'dense': {
      const { units, relu = false, bias = true } = layer;
      const activation = relu ? 'relu' : 'linear';
      return tf.layers.dense({ units, activation, useBias: bias, ...input });
    }
    case 'convolution': {
      const { kernel, filters } = layer;
      return tf.layers.conv2d({ kernelSize: kernel, filters, ...input });
    }
  }
}

/** The optimizers that laws know by heart. */
export interface OptimizerSpec {
  name: 'sgd' | 'momentum' | 'adam';
  learningRate: number;
}

/** The momentum that the optimizer of that name has. */
export const MOMENTUM = 0.5;

export async function optimizerOf({
  name,
  learningRate,
}: OptimizerSpec): Promise<Handle<Optimizer>> {
  const makers = {
    sgd: () => tf.train.sgd(learningRate),
    momentum: () => tf.train.momentum(learningRate, MOMENTUM),
    adam: () => tf.train.adam(learningRate),
  };
  const instance: Optimizer = makers[name]();
  made.push(instance);
  return { className: 'the optimizer', instance };
}

/** The weights of a network, in its order. @throws {SubjectFailed} when they cannot be read. */
export async function weightsOf({ className, instance }: Handle<LayersModel>): Promise<Weights[]> {
  try {
    const weights = instance.getWeights().map((weight) => weight.array());
    return (await Promise.all(weights)) as Weights[];
  } catch (error) {
    throw failed(className, 'its weights cannot be read', error);
  }
}

/** Gives a network other weights. @throws {SubjectFailed} when they do not fit it. */
export async function setWeights(
  { className, instance }: Handle<LayersModel>,
  weights: readonly Weights[],
): Promise<void> {
  try {
    tf.tidy(() => instance.setWeights(weights.map((weight) => tf.tensor(weight))));
  } catch (error) {
    throw failed(className, 'other weights cannot be set', error);
  }
}

/**
 * What a network gives, as nested arrays.
 *
 * @param images - `[batch, height, width, channels]`
 * @param mode - evaluation by default.
 */
export async function logitsOf(
  { className, instance }: Handle<LayersModel>,
  images: number[][][][],
  mode: { training?: boolean } = {},
): Promise<unknown> {
  let output: unknown;
  try {
    output = tf.tidy(() => instance.apply(tf.tensor4d(images), mode) as Tensor);
  } catch (error) {
    throw failed(className, 'images do not go through it', error);
  }
  if (!(output instanceof tf.Tensor)) {
    throw new Unlawful(`the network gives ${describe(output)} for a tensor of images`);
  }
  const logits = await output.array();
  output.dispose();
  return logits;
}

/** How many tensors there are on the subject's side. */
export async function tensorCount(): Promise<number> {
  return tf.memory().numTensors;
}

function failed(what: string, problem: string, error: unknown): SubjectFailed {
  const message = error instanceof Error ? error.message : String(error);
  return new SubjectFailed(what, `${problem}: ${message}`, error);
}
