import type { Suspect } from '../../law.ts';
import { countPlaces, denseParameters, networkParameters } from './parameters.ts';
import type { Network, Window } from './parameters.ts';

// What students write where parameters or places are counted, and what to say to each.

/** The source report's formula: the size of the output image where that of the kernel belongs. */
const reportFormula: Suspect<Network> = {
  says: 'Yours multiplies by the size of the output image (H − kh + 1)·(W − kw + 1), as the source report does, where the size of the kernel kh·kw belongs: the weights are shared by all places.',
  as: (network) =>
    networkParameters(network, {
      convolution: ({ outChannels, bias = true }, inChannels, rows, columns) =>
        denseParameters(rows * columns * inChannels, outChannels, bias),
    }),
};

/** What a count of a whole CNN gets wrong. */
export const networkSuspects: Suspect<Network>[] = [
  reportFormula,
  {
    says: 'Yours counts the weights of a kernel once for every place of the output image: they are shared by all places, so the size of the image plays no role.',
    as: (network) =>
      networkParameters(network, {
        convolution: (
          { kernelHeight, kernelWidth, outChannels, bias = true },
          cIn,
          rows,
          columns,
        ) => denseParameters(kernelHeight * kernelWidth * cIn * rows * columns, outChannels, bias),
      }),
  },
  {
    says: 'Yours counts one bias for every pixel of the output: there is one a kernel.',
    as: (network) =>
      networkParameters(network, {
        convolution: (
          { kernelHeight, kernelWidth, outChannels, bias = true },
          cIn,
          rows,
          columns,
        ) =>
          kernelHeight * kernelWidth * cIn * outChannels +
          (bias ? rows * columns * outChannels : 0),
      }),
  },
  {
    says: 'Yours leaves out the prediction layer.',
    as: (network) => networkParameters(network, { prediction: () => 0 }),
  },
  {
    says: 'Yours leaves out the biases of the prediction layer.',
    as: (network) =>
      networkParameters(network, { prediction: (features, classes) => features * classes }),
  },
  {
    says: 'Yours lets every convolution read the channels of the image: from the second on, they read those that the one before made.',
    as: (network) =>
      networkParameters(network, {
        convolution: ({ kernelHeight, kernelWidth, outChannels, bias = true }) =>
          denseParameters(kernelHeight * kernelWidth * network.image[2], outChannels, bias),
      }),
  },
  {
    says: 'Yours counts a bias for convolutions that have none (bias: false).',
    as: (network) =>
      networkParameters(network, {
        convolution: ({ kernelHeight, kernelWidth, outChannels }, inChannels) =>
          denseParameters(kernelHeight * kernelWidth * inChannels, outChannels, true),
      }),
  },
  {
    says: 'Yours lets a convolution keep the size of the image: without padding it loses kernel − 1 rows and columns.',
    as: (network) =>
      networkParameters(network, {
        places: (window, kind) => (kind === 'convolution' ? window.size : countPlaces(window)),
      }),
  },
  {
    says: 'Yours does not let pooling shrink the image.',
    as: (network) =>
      networkParameters(network, {
        places: (window, kind) => (kind === 'pooling' ? window.size : countPlaces(window)),
      }),
  },
  {
    says: 'Yours divides the size by the stride of a pooling: its window must fit, so use outputSize.',
    as: (network) =>
      networkParameters(network, {
        places: (window, kind) =>
          kind === 'pooling' ? Math.floor(window.size / (window.stride ?? 1)) : countPlaces(window),
      }),
  },
  {
    says: 'Yours rounds the size after a pooling up: a window that hangs over the edge is not taken.',
    as: (network) =>
      networkParameters(network, {
        places: (window) => Math.ceil((window.size - window.kernel) / (window.stride ?? 1)) + 1,
      }),
  },
  {
    says: 'Yours lets the prediction layer read one number per channel: it reads every pixel of each.',
    as: (network) => {
      const channels = network.layers.reduce(
        (before, layer) => (layer.kind === 'convolution' ? layer.outChannels : before),
        network.image[2],
      );
      return networkParameters(network, {
        prediction: (_, classes) => denseParameters(channels, classes, true),
      });
    },
  },
];

const formula =
  (count: (window: Required<Window>) => number) =>
  ({ stride = 1, padding = 0, dilation = 1, ...window }: Window) =>
    count({ ...window, stride, padding, dilation });

/** What a count of places gets wrong. */
export const windowSuspects: Suspect<Window>[] = [
  {
    says: 'Yours rounds up: a last window that hangs over the edge is not taken.',
    as: formula(
      (w) => Math.ceil((w.size + 2 * w.padding - w.dilation * (w.kernel - 1) - 1) / w.stride) + 1,
    ),
  },
  {
    says: 'Yours rounds to the nearest: a last window that hangs over the edge is not taken, so round down.',
    as: formula(
      (w) => Math.round((w.size + 2 * w.padding - w.dilation * (w.kernel - 1) - 1) / w.stride) + 1,
    ),
  },
  {
    says: 'Yours is not rounded: there is no half place.',
    as: formula((w) => (w.size + 2 * w.padding - w.dilation * (w.kernel - 1) - 1) / w.stride + 1),
  },
  {
    says: 'Yours is one too few: the first place counts as well (+ 1).',
    as: formula((w) =>
      Math.floor((w.size + 2 * w.padding - w.dilation * (w.kernel - 1) - 1) / w.stride),
    ),
  },
  {
    says: 'Yours adds the padding once: it lies on both sides.',
    as: formula(
      (w) => Math.floor((w.size + w.padding - w.dilation * (w.kernel - 1) - 1) / w.stride) + 1,
    ),
  },
  {
    says: 'Yours ignores the padding.',
    as: (window) => countPlaces({ ...window, padding: 0 }),
  },
  {
    says: 'Yours ignores the dilation.',
    as: (window) => countPlaces({ ...window, dilation: 1 }),
  },
  {
    says: 'Yours ignores the stride.',
    as: (window) => countPlaces({ ...window, stride: 1 }),
  },
  {
    says: 'Yours lets the window span dilation·kernel pixels: there are kernel − 1 gaps, so it spans dilation·(kernel − 1) + 1.',
    as: formula((w) => Math.floor((w.size + 2 * w.padding - w.dilation * w.kernel) / w.stride) + 1),
  },
  {
    says: 'Yours adds the 1 before it divides by the stride: the first place is there whatever the stride is.',
    as: formula((w) =>
      Math.floor((w.size + 2 * w.padding - w.dilation * (w.kernel - 1)) / w.stride),
    ),
  },
];
