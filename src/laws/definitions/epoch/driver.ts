import type { LayersModel } from '@tensorflow/tfjs';
import type { AnyLaw } from '../../law.ts';
import type { Handle } from '../../subject.ts';
import { modelOf } from '../../tensors/models.ts';
import type { Images } from '../classifier.ts';
import { imageShapeOf, kernelOf, type OnePixelEach } from '../one-pixel-each.ts';

/** One epoch of a subject's training. */
export interface Epoch {
  model: Handle<LayersModel>;
  learningRate: number;
  data: Images;
  /** Indices of the samples to train on, and of those to validate on where the subject does. */
  split: { train: number[]; validation: number[] };
  options: { epoch?: number; batchSize?: number; every?: number; seed?: number };
}

/** How a part's function for one epoch is called, with plain SGD. */
export type EpochDriver = (epoch: Epoch) => Promise<{ step: number; loss: number }[]>;

/** What differs between the parts that ask for a training loop. */
export interface EpochLaw {
  task: string;
  points: number;
  /** The README's section, for example `katas/part3/README.md, "An epoch".` */
  look: string;
  train: EpochDriver;
}

/** Makes a law about a training loop. */
export type EpochLawMaker = (about: EpochLaw) => AnyLaw;

/** The network in which row i of the weights sees sample i alone. */
export const onePixelModel = (given: OnePixelEach): Promise<Handle<LayersModel>> =>
  modelOf({
    imageShape: imageShapeOf(given),
    layers: [{ kind: 'flatten' }, { kind: 'dense', units: given.classes, bias: false }],
    weights: [kernelOf(given)],
  });
