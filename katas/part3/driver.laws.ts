import type { LayersModel, Optimizer } from '@tensorflow/tfjs';
import * as subject from '#kata/part3/train';
import type { EpochDriver } from '#src/laws/definitions/epoch/driver';
import { call } from '#src/laws/subject';
import type { Handle } from '#src/laws/subject-here';
import { optimizerOf } from '#src/laws/tensors/models';

const optimizers = new WeakMap<Handle<LayersModel>, Handle<Optimizer>>();

/** An epoch of the subject's training with plain SGD, the same optimizer in all epochs of a network. */
export const train: EpochDriver = async ({ model, learningRate, data, split, options }) => {
  const optimizer = optimizers.get(model) ?? (await optimizerOf({ name: 'sgd', learningRate }));
  optimizers.set(model, optimizer);
  return options === undefined
    ? call(subject, 'trainEpoch', model, optimizer, data, split)
    : call(subject, 'trainEpoch', model, optimizer, data, split, options);
};
