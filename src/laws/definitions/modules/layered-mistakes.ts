import type { Suspect } from '../../law.ts';
import { backwardOf, type LayeredCase, outputsOf } from './layered.ts';
import { lossOf } from './passes.ts';

const outputsWith =
  (change: (given: LayeredCase) => Partial<LayeredCase>) =>
  (given: LayeredCase): number[][] =>
    outputsOf({ ...given, ...change(given) }, given.x);

const opposite = { relu: 'sigmoid', sigmoid: 'relu' } as const;

/** What networks are built otherwise. */
export const outputMistakes: readonly Suspect<LayeredCase>[] = [
  {
    says: 'Yours has no sigmoid at the end, whatever `last` says.',
    as: outputsWith(() => ({ last: 'none' })),
  },
  {
    says: 'Yours always has a sigmoid at the end: with `last` none, linear layers end the network.',
    as: outputsWith(() => ({ last: 'sigmoid' })),
  },
  {
    says: 'Yours has the other activation between the layers.',
    as: outputsWith(({ activation }) => ({ activation: opposite[activation] })),
  },
];

/** ∂loss/∂outputs */
const arriving = (given: LayeredCase) =>
  lossOf(given.loss, outputsOf(given, given.x), given.targets).gradient;

/** What gradients come out otherwise. */
export const layeredMistakes: readonly Suspect<LayeredCase>[] = [
  {
    says: 'Yours divides by the batch size once more: the loss has done so already.',
    as: (given) => {
      const { input, parameters } = backwardOf(given, given.x, arriving(given));
      const halved = <T>(value: T): T =>
        (Array.isArray(value) ? value.map(halved) : Number(value) / given.x.length) as T;
      return { input, parameters: halved(parameters) };
    },
  },
  {
    says: 'Nothing but the last layer has gradients: what it sends back does not arrive.',
    as: (given) => {
      const { input, parameters } = backwardOf(given, given.x, arriving(given));
      const zeros = <T>(value: T): T => (Array.isArray(value) ? value.map(zeros) : 0) as T;
      return { input, parameters: [...zeros(parameters.slice(0, -2)), ...parameters.slice(-2)] };
    },
  },
];
