import type { LayersModel } from '@tensorflow/tfjs';
import { compare, exactly } from '../../compare.ts';
import { isUntouched } from '../../expectations.ts';
import { Unlawful } from '../../law.ts';
import { describe } from '../../snapshot.ts';
import type { Handle } from '../../subject-here.ts';
import { modelOf } from '../../tensors/models.ts';
import type { Images } from '../gradient-descent/classifier.ts';
import {
  dataOf,
  imageShapeOf,
  kernelOf,
  type OnePixelEach,
} from '../gradient-descent/one-pixel-each.ts';

/** One epoch of a subject's training. */
export interface Epoch {
  model: Handle<LayersModel>;
  learningRate: number;
  data: Images;
  /** Indices of the samples to train on, and of those to validate on where the subject does. */
  split: { train: number[]; validation: number[] };
  /** Undefined where none are given. */
  options?: {
    epoch?: number;
    batchSize?: number;
    every?: number;
    seed?: number;
    onRecord?: Handle<(record: object) => void>;
  };
}

/** A record as every part has it; some have more. */
export interface StepRecord {
  step: number;
  loss: number;
  [more: string]: unknown;
}

/** How a part's function for one epoch is called, with plain SGD. */
export type EpochDriver = (epoch: Epoch) => Promise<unknown>;

/** What differs between the parts that ask for a training loop. */
export interface EpochLaw {
  task: string;
  points: number;
  /** The README's section, for example `katas/part3/README.md, "An epoch".` */
  look: string;
  train: EpochDriver;
}

/** Trains for an epoch. @throws {Unlawful} when that changes the split, or gives no records. */
export async function recordsOf(run: EpochDriver, epoch: Epoch): Promise<StepRecord[]> {
  const { train, validation } = epoch.split;
  const split = { train: [...train], validation: [...validation] };
  const records = await run({ ...epoch, split });
  isUntouched('the list of training samples', train, split.train);
  isUntouched('the list of validation samples', validation, split.validation);
  return checkedRecords(records);
}

/** @throws {Unlawful} when an epoch has left all weights as they were: it has not trained. */
export function mustHaveTrained(before: unknown, after: unknown): void {
  if (compare(after, before, exactly)) return;
  throw new Unlawful(
    'the epoch has changed no weight: this law counts only for an epoch that trains',
  );
}

/** @throws {Unlawful} unless these are records, each with a step and a loss in numbers. */
export function checkedRecords(records: unknown): StepRecord[] {
  if (!Array.isArray(records)) {
    throw new Unlawful(`wanted an array of records, got ${describe(records)}`);
  }
  for (const record of records as unknown[]) {
    const { step, loss } = (record ?? {}) as { step?: unknown; loss?: unknown };
    for (const [name, value] of Object.entries({ step, loss })) {
      if (typeof value === 'number') continue;
      throw new Unlawful(`the ${name} of a record must be a number, got ${describe(value)}`);
    }
  }
  return structuredClone(records) as StepRecord[];
}

/** The network in which row i of the weights sees sample i alone. */
export const onePixelModel = (given: OnePixelEach): Promise<Handle<LayersModel>> =>
  modelOf({
    imageShape: imageShapeOf(given),
    layers: [{ kind: 'flatten' }, { kind: 'dense', units: given.classes, bias: false }],
    weights: [kernelOf(given)],
  });

/** The losses of the batches of an epoch that changes nothing, in their order. */
export async function lossCurve(
  given: Omit<OnePixelEach, 'seed'> & { seed?: number },
  epoch: number,
  run: EpochDriver,
): Promise<number[]> {
  const { train, validation, batchSize, seed } = given;
  const drawn = { ...given, seed: seed ?? 0 };
  const options = { epoch, batchSize, every: 1, ...(seed === undefined ? {} : { seed }) };
  const records = await recordsOf(run, {
    model: await onePixelModel(drawn),
    learningRate: 0,
    data: dataOf(drawn),
    split: { train, validation },
    options,
  });
  const steps = Math.ceil(train.length / batchSize);
  if (records.length === steps) return records.map(({ loss }) => loss);
  throw new Unlawful(`wanted a record for each of ${steps} steps`, { got: records });
}
