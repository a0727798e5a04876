import type { LayersModel, Optimizer, Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs';
import { Unlawful } from '../law.ts';
import { describe } from '../snapshot.ts';
import { SubjectFailed } from '../subject-failed.ts';
import {
  MOMENTUM,
  type ModelSpec,
  type OptimizerSpec,
  type Outline,
  type LayerSpec,
  type Weights,
} from './model-spec.ts';
import { cellTools } from './cell-tools.ts';
import { layerTools } from './layer-tools.ts';
import { learningTool } from './learning.ts';
import { moduleTools } from './module-tools.ts';
import { standInEvaluation } from './stand-in-evaluation.ts';
import { standInCells } from './stand-in-cells.ts';
import { standIns } from './stand-ins.ts';
import { tf } from './tensorflow.ts';
import { trialStandIns } from './trial-stand-ins.ts';

// What laws do with networks, optimizers and tensors where the subject is: only data comes from there.

const made: { dispose(): unknown }[] = [];
/** All networks that the subject has ever made. */
const known = new WeakSet<LayersModel>();

export const tensorTools = {
  ...moduleTools,
  ...layerTools,
  ...cellTools,
  ...standIns,
  ...standInEvaluation,
  ...learningTool,
  ...trialStandIns,
  ...standInCells,

  /** Frees the networks and optimizers that were made for a case. */
  free(): void {
    for (const thing of made.splice(0)) {
      try {
        thing.dispose();
      } catch {
        // The subject has disposed of it already: a law of its own says so.
      }
    }
  },

  /** Has a network freed with the case that it was made for. */
  own(model: LayersModel, className: string): void {
    if (typeof model.apply !== 'function' || !Array.isArray(model.layers)) {
      throw new Unlawful(
        `\`${className}\` must return a tf.LayersModel, as tf.sequential and tf.model make; it returned ${describe(model)}`,
      );
    }
    if (known.has(model)) {
      throw new Unlawful(
        `\`${className}\` returned a network that it had returned before: each call must make a new one`,
      );
    }
    known.add(model);
    made.push(model);
  },

  outlineOf(model: LayersModel, className: string): Outline {
    try {
      return {
        inputShape: [...model.inputs[0].shape],
        shapes: model.getWeights().map(({ shape }) => [...shape]),
        trainable: model.trainableWeights.length,
      };
    } catch (error) {
      throw failed(className, 'its layers cannot be read', error);
    }
  },

  makeModel({ imageShape, layers, weights }: ModelSpec): LayersModel {
    const model = tf.sequential();
    layers.forEach((layer, i) =>
      model.add(layerOf(layer, i === 0 ? { inputShape: imageShape } : {})),
    );
    made.push(model);
    known.add(model);
    tensorTools.setWeights(model, 'the network', weights);
    return model;
  },

  makeOptimizer({ name, learningRate }: OptimizerSpec): Optimizer {
    const makers = {
      sgd: () => tf.train.sgd(learningRate),
      momentum: () => tf.train.momentum(learningRate, MOMENTUM),
      adam: () => tf.train.adam(learningRate),
    };
    const optimizer: Optimizer = makers[name]();
    made.push(optimizer);
    return optimizer;
  },

  async weightsOf(model: LayersModel, className: string): Promise<Weights[]> {
    try {
      const weights = model.getWeights().map((weight) => weight.array());
      return (await Promise.all(weights)) as Weights[];
    } catch (error) {
      throw failed(className, 'its weights cannot be read', error);
    }
  },

  setWeights(model: LayersModel, className: string, weights: readonly Weights[]): void {
    try {
      tf.tidy(() => model.setWeights(weights.map((weight) => tf.tensor(weight))));
    } catch (error) {
      throw failed(className, 'other weights cannot be set', error);
    }
  },

  async logitsOf(
    model: LayersModel,
    className: string,
    images: number[][][][],
    mode: { training?: boolean },
  ): Promise<unknown> {
    let output: unknown;
    try {
      output = tf.tidy(() => model.apply(tf.tensor4d(images), mode) as Tensor);
    } catch (error) {
      throw failed(className, 'images do not go through it', error);
    }
    if (!(output instanceof tf.Tensor)) {
      throw new Unlawful(`the network gives ${describe(output)} for a tensor of images`);
    }
    const logits = await output.array();
    output.dispose();
    return logits;
  },

  tensorCount(): number {
    return tf.memory().numTensors;
  },

  makeImages(images: number[][][][]): Tensor4D {
    return tf.tensor4d(images);
  },

  makeLabels(labels: number[]): Tensor1D {
    return tf.tensor1d(labels, 'int32');
  },

  /** What the subject has disposed of, a law of its own has noticed. */
  dispose(tensor: Tensor): void {
    if (!tensor.isDisposed) tensor.dispose();
  },
};

export type TensorTools = typeof tensorTools;

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

function failed(what: string, problem: string, error: unknown): SubjectFailed {
  const message = error instanceof Error ? error.message : String(error);
  return new SubjectFailed(what, `${problem}: ${message}`, error);
}
