import fc from 'fast-check';
import { vector, matrix, tensor4 } from '../../arbitraries.ts';
import type { Suspect } from '../../law.ts';
import type { LayerSpec, ModelSpec, Weights } from '../../tensors/model-spec.ts';

const thirds = fc.integer({ min: -999, max: 999 }).map((n) => n / 333);

/** Small networks that begin with a convolution or with a fully connected layer, every size different. */
export const firstLayerCases: fc.Arbitrary<ModelSpec> = fc
  .record({ convolves: fc.boolean(), bias: fc.boolean(), channels: fc.integer({ min: 1, max: 2 }) })
  .chain(({ convolves, bias, channels }): fc.Arbitrary<ModelSpec> => {
    const last: LayerSpec = { kind: 'dense', units: 2 };
    if (convolves) {
      const layers: LayerSpec[] = [
        { kind: 'convolution', kernel: [2, 3], filters: 4 },
        { kind: 'flatten' },
        last,
      ];
      return fc
        .tuple(
          tensor4([2, 3, channels, 4], thirds),
          vector(4, thirds),
          matrix(4, 2, thirds),
          vector(2, thirds),
        )
        .map((weights) => ({ imageShape: [2, 3, channels], layers, weights }));
    }
    const layers: LayerSpec[] = [
      { kind: 'flatten' },
      { kind: 'dense', units: 3, relu: true, bias },
      last,
    ];
    return fc
      .tuple(
        matrix(4 * channels, 3, thirds),
        vector(3, thirds),
        matrix(3, 2, thirds),
        vector(2, thirds),
      )
      .map(([kernel, offsets, ...rest]) => ({
        imageShape: [2, 2, channels] as [number, number, number],
        layers,
        weights: [kernel, ...(bias ? [offsets] : []), ...rest] as Weights[],
      }));
  });

/** What is given in place of the first weights, in common mistakes. */
export const firstLayerMistakes: readonly Suspect<ModelSpec>[] = [
  {
    says: 'Yours are the weights of the last layer: wanted are those of the first that has any.',
    as: ({ weights }) => weights.at(-2),
  },
  {
    says: 'Yours has the bias beside the weights: only the weights are wanted.',
    as: ({ weights, layers }) => {
      const hasBias = layers[0].kind === 'convolution' || (layers[1] as { bias?: boolean }).bias;
      return hasBias === false ? [weights[0]] : [weights[0], weights[1]];
    },
  },
  {
    says: 'Yours is one flat list: the nested arrays of `tensor.array()` keep the shape.',
    as: ({ weights }) => weights[0].flat(3),
  },
];
