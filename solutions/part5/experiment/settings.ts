import type { Schedule } from '#kata/part5/schedule';
import type { ColourDataset, ImageCounts } from '#src/training/image-data';

/** What a training of part 5 needs to know; it crosses to the process that trains. */
export interface Settings {
  dataset: ColourDataset;
  counts: ImageCounts;
  batchSize: number;
  /** Every so many steps there is a record. */
  every: number;
  seed: number;
  schedule: Schedule;
}

/** What is known of a trained network. */
export interface Trained {
  testAccuracy: number;
  /** On all validation images, however many each point of the curve was measured on. */
  validationAccuracy: number;
}

/** The constant learning rates, with the keys that the assignment's results have for them. */
export const rates = [
  { rate: 0.1, loss: 'loss_curve_1', accuracy: 'val_acc_curve_1' },
  { rate: 0.01, loss: 'loss_curve_01', accuracy: 'val_acc_curve_01' },
  { rate: 0.001, loss: 'loss_curve_001', accuracy: 'val_acc_curve_001' },
] as const;

/** A schedule in a few words, epochs counted from 1 as the charts have them: `0.1, 0.01 after 7`. */
export const describeSchedule = (schedule: Schedule): string =>
  schedule
    .map(({ learningRate, fromEpoch }) =>
      fromEpoch === 0 ? String(learningRate) : `${learningRate} after ${fromEpoch}`,
    )
    .join(', ');
