import fc from 'fast-check';
import { countPlaces, type Layer, type Network, type Window } from './parameters.ts';

const between = (min: number, max: number) => fc.integer({ min, max });

const layers: fc.Arbitrary<Layer> = fc.oneof(
  fc.record(
    {
      kind: fc.constant('convolution' as const),
      kernelHeight: between(1, 3),
      kernelWidth: between(1, 3),
      outChannels: between(1, 4),
      bias: fc.boolean(),
    },
    { requiredKeys: ['kind', 'kernelHeight', 'kernelWidth', 'outChannels'] },
  ),
  fc.record({
    kind: fc.constant('pooling' as const),
    kernel: between(2, 3),
    stride: between(1, 3),
  }),
);

/** Up to four layers on a small image; layers whose window no longer fits are left out. */
export const networks: fc.Arbitrary<Network> = fc
  .record({
    image: fc.tuple(between(3, 9), between(3, 9), between(1, 3)),
    layers: fc.array(layers, { minLength: 1, maxLength: 4 }),
    classes: between(1, 4),
  })
  .map(({ image, layers: drawn, classes }) => ({ image, layers: fitting(image, drawn), classes }));

/** Windows whose options are drawn, or left out; nearly all of them fit. */
export const windows: fc.Arbitrary<Window> = fc.record(
  {
    size: between(1, 9),
    kernel: between(1, 4),
    stride: between(1, 4),
    padding: between(0, 3),
    dilation: between(1, 3),
  },
  { requiredKeys: ['size', 'kernel'] },
);

function fitting([height, width]: Network['image'], drawn: Layer[]): Layer[] {
  let [rows, columns] = [height, width];
  return drawn.filter((layer) => {
    const isConvolution = layer.kind === 'convolution';
    const stride = isConvolution ? 1 : layer.stride;
    const down = isConvolution ? layer.kernelHeight : layer.kernel;
    const across = isConvolution ? layer.kernelWidth : layer.kernel;
    const after = [
      countPlaces({ size: rows, kernel: down, stride }),
      countPlaces({ size: columns, kernel: across, stride }),
    ];
    if (after.includes(0)) return false;
    [rows, columns] = after;
    return true;
  });
}
