import type { Activation, NetworkName } from '#kata/part4/networks';
import type { ColourDataset, ImageCounts } from '#src/training/image-data';

/** What a training of part 4 needs to know; it crosses to the process that trains. */
export interface Settings {
  network: NetworkName;
  activation: Activation;
  learningRate: number;
  dataset: ColourDataset;
  counts: ImageCounts;
  batchSize: number;
  /** Every so many steps there is a record. */
  every: number;
  seed: number;
}

/** The networks, in the order in which they are listed, with the time that an epoch takes each. */
export const networks: Record<NetworkName, { cost: number }> = {
  mlp_1: { cost: 1 },
  mlp_2: { cost: 1 },
  cnn_3: { cost: 25 },
  cnn_4: { cost: 30 },
  cnn_5: { cost: 29 },
};

export const networkNames = Object.keys(networks) as NetworkName[];

/** The activations, with the keys that the assignment's results have for them. */
export const activations = [
  { activation: 'relu', title: 'ReLU', loss: 'relu_loss_curve', gradient: 'relu_grad_curve' },
  {
    activation: 'sigmoid',
    title: 'sigmoid',
    loss: 'sigmoid_loss_curve',
    gradient: 'sigmoid_grad_curve',
  },
] as const;
