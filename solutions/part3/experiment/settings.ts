import type { NetworkName } from '#kata/part3/networks';
import type { ColourDataset, ImageCounts } from '#src/training/image-data';

/** What a training of part 3 needs to know; it crosses to the process that trains. */
export interface Settings {
  network: NetworkName;
  dataset: ColourDataset;
  counts: ImageCounts;
  batchSize: number;
  /** Every so many steps there is a record. */
  every: number;
  seed: number;
}

/** The networks, in the order in which they are listed, with the time that an epoch takes each. */
export const networks: Record<NetworkName, { cost: number; parameters: number }> = {
  mlp_1: { cost: 1, parameters: 98_666 },
  mlp_2: { cost: 1.1, parameters: 101_034 },
  cnn_3: { cost: 5, parameters: 11_394 },
  cnn_4: { cost: 7, parameters: 13_810 },
  cnn_5: { cost: 6, parameters: 8_490 },
};

export const networkNames = Object.keys(networks) as NetworkName[];
