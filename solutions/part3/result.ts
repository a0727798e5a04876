import type * as tf from '@tensorflow/tfjs';
import type { LabelledImages } from '#src/data/labelled-images';
import { accuracy } from './accuracy.ts';
import type { TrainingRecord } from './train.ts';

export interface Result {
  name: string;
  loss_curve: number[];
  train_acc_curve: number[];
  val_acc_curve: number[];
  test_acc: number;
  weights: number[][] | number[][][][];
}

export async function firstLayerWeights(
  model: tf.LayersModel,
): Promise<number[][] | number[][][][]> {
  const layer = model.layers.find(({ weights }) => weights.length > 0);
  if (layer === undefined) throw new Error('the network has no layer with weights');
  const [kernel] = layer.getWeights(); // the layer's own tensor: not ours to dispose
  return kernel.array() as Promise<number[][] | number[][][][]>;
}

export async function makeResult(
  name: string,
  model: tf.LayersModel,
  records: readonly TrainingRecord[],
  test: LabelledImages,
): Promise<Result> {
  return {
    name,
    loss_curve: records.map(({ loss }) => loss),
    train_acc_curve: records.map(({ trainAccuracy }) => trainAccuracy),
    val_acc_curve: records.map(({ validationAccuracy }) => validationAccuracy),
    test_acc: await accuracy(model, test),
    weights: await firstLayerWeights(model),
  };
}
