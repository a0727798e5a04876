import type * as tf from '@tensorflow/tfjs';
import type { LabelledImages } from '../../../src/data/labelled-images.ts';
import type * as reference from '../../../solutions/part3/result.ts';
import type { TrainingRecord } from '../../../solutions/part3/train.ts';
import type { Implementation } from '../implementation.ts';

type Module = typeof reference;

/** Writes `firstLayerWeights`. */
export const weights = (
  name: string,
  write: (model: tf.LayersModel) => unknown,
): Implementation<Module> => ({
  name: `firstLayerWeights: ${name}`,
  module: { firstLayerWeights: write },
});

export type Make = (
  name: string,
  model: tf.LayersModel,
  records: TrainingRecord[],
  test: LabelledImages,
) => unknown;

/** Writes `makeResult`. */
export const result = (name: string, write: Make): Implementation<Module> => ({
  name: `makeResult: ${name}`,
  module: { makeResult: write },
});

/** The first layer that has weights. */
export const firstOf = (model: tf.LayersModel) =>
  model.layers.find((layer) => layer.weights.length > 0)!;
