import type { Suspect } from '../../law.ts';
import type { NetworkCase } from './cases.ts';
import { logitsByDefinition, type ForwardRules } from './forward.ts';

const as = (rules: Partial<ForwardRules>) => (given: NetworkCase) =>
  logitsByDefinition(given, rules);

const relu = (value: number) => Math.max(0, value);

/** What networks give that were built wrong in a common way. */
export const architectureMistakes: readonly Suspect<NetworkCase>[] = [
  {
    says: 'Yours ends with a softmax. The loss has it already: the network gives logits.',
    as: as({ output: softmax }),
  },
  {
    says: 'Yours has a ReLU after the last layer: logits may be negative.',
    as: as({ output: (logits) => logits.map(relu) }),
  },
  {
    says: 'Yours has a ReLU after every hidden layer. mlp_2 has none after FC-64, cnn_3 none after its last convolution.',
    as: as({
      activation: (layer, value, isLast) =>
        isLast || layer.kind === 'pooling' ? value : relu(value),
    }),
  },
  {
    says: 'Yours has no ReLU anywhere: without it, layers in a row are one linear layer.',
    as: as({ activation: (_, value) => value }),
  },
  {
    says: 'Yours takes the mean of each pooling window: wanted is the largest number.',
    as: as({ pool: (numbers) => numbers.reduce((sum, number) => sum + number, 0) / 4 }),
  },
];

function softmax(logits: number[]): number[] {
  const largest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
