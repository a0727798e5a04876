import type * as tf from '@tensorflow/tfjs';
import type { LabelledImages } from '#src/data/labelled-images';
import { type EpochOptions, type Split, trainEpoch, type TrainingRecord } from './train.ts';

export interface Phase {
  fromEpoch: number;
  learningRate: number;
}

export type Schedule = readonly Phase[];

export function learningRateAt(schedule: Schedule, epoch: number): number {
  if (schedule.length === 0) throw new Error('the schedule has 0 phases: no rate is known');
  if (schedule[0].fromEpoch !== 0) {
    throw new Error(
      `the first phase begins with epoch ${schedule[0].fromEpoch}: no rate is known for epoch 0`,
    );
  }
  for (let i = 1; i < schedule.length; i++) {
    const { fromEpoch } = schedule[i];
    if (fromEpoch > schedule[i - 1].fromEpoch) continue;
    throw new Error(`the phase from epoch ${fromEpoch} does not begin later than the one before`);
  }
  return schedule.findLast(({ fromEpoch }) => fromEpoch <= epoch)!.learningRate;
}

export async function trainOnSchedule(
  model: tf.LayersModel,
  schedule: Schedule,
  epochs: number,
  data: LabelledImages,
  split: Split,
  options: Omit<EpochOptions, 'epoch'> = {},
): Promise<TrainingRecord[]> {
  const records: TrainingRecord[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    const learningRate = learningRateAt(schedule, epoch);
    // The same model all along: only the rate of its next steps changes.
    records.push(...(await trainEpoch(model, learningRate, data, split, { ...options, epoch })));
  }
  return records;
}
