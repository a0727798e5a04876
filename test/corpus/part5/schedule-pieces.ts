import type * as tf from '@tensorflow/tfjs';
import type { LabelledImages } from '../../../src/data/labelled-images.ts';
import * as reference from '../../../solutions/part5/schedule.ts';
import type { Phase, Schedule } from '../../../solutions/part5/schedule.ts';
import { trainEpoch } from '../../../solutions/part5/train.ts';
import type { EpochOptions, Split, TrainingRecord } from '../../../solutions/part5/train.ts';
import type { Implementation } from '../implementation.ts';

type Rate = (schedule: Schedule, epoch: number) => unknown;
type Train = (
  model: tf.LayersModel,
  schedule: Schedule,
  epochs: number,
  data: LabelledImages,
  split: Split,
  options?: Omit<EpochOptions, 'epoch'>,
) => Promise<unknown>;

/** A rate of one's own, used by the training too, as in a student's file. */
export function rate(name: string, learningRateAt: Rate): Implementation<typeof reference> {
  const at = learningRateAt as typeof reference.learningRateAt;
  return { name, module: { learningRateAt, trainOnSchedule: trainingWith({ rate: at }) } };
}

export const training = (
  name: string,
  trainOnSchedule: Train,
): Implementation<typeof reference> => ({
  name,
  module: { trainOnSchedule },
});

/** Where one is in a scheduled training. */
export interface Place {
  model: tf.LayersModel;
  schedule: Schedule;
  epoch: number;
  options: Omit<EpochOptions, 'epoch'>;
}

/** The training, piece by piece. */
interface Pieces {
  rate(schedule: Schedule, epoch: number): number;
  epochs(epochs: number, schedule: Schedule): number;
  /** Before an epoch. */
  prepare(place: Place): void;
  /** What trainEpoch is told. */
  options(place: Place): EpochOptions;
  returned(all: TrainingRecord[][]): unknown;
}

const asDocumented: Pieces = {
  rate: reference.learningRateAt,
  epochs: (epochs) => epochs,
  prepare: () => undefined,
  options: ({ options, epoch }) => ({ ...options, epoch }),
  returned: (all) => all.flat(),
};

export function trainingWith(changes: Partial<Pieces>): Train {
  const its = { ...asDocumented, ...changes };
  return async (model, schedule, epochs, data, split, options = {}) => {
    const all: TrainingRecord[][] = [];
    for (let epoch = 0; epoch < its.epochs(epochs, schedule); epoch++) {
      const place = { model, schedule, epoch, options };
      const learningRate = its.rate(schedule, epoch);
      its.prepare(place);
      all.push(await trainEpoch(model, learningRate, data, split, its.options(place)));
    }
    return its.returned(all);
  };
}

export const change = (name: string, changes: Partial<Pieces>) =>
  training(name, trainingWith(changes));

/** @throws {Error} as the stub has it. */
export function check(schedule: Schedule): void {
  reference.learningRateAt(schedule, 0);
}

export const begun = (schedule: Schedule, epoch: number) =>
  schedule.filter(({ fromEpoch }) => fromEpoch <= epoch);

export const last = (phases: readonly Phase[]) => phases.at(-1)!.learningRate;
