import fc from 'fast-check';
import * as subject from '#kata/part0/parameters';
import { workingLaw, type Work } from '#src/laws/definitions/at-work';
import {
  cifar10Networks,
  type KnownNetwork,
} from '#src/laws/definitions/parameters/cifar10-networks';
import {
  biasSuspects,
  mlp,
  mlps,
  mlpSuspects,
} from '#src/laws/definitions/parameters/mlp-parameters';
import { networks, windows } from '#src/laws/definitions/parameters/cases';
import {
  countPlaces,
  denseParameters,
  layerName,
  networkParameters,
  type Network,
  type Window,
} from '#src/laws/definitions/parameters/parameters';
import { networkSuspects, windowSuspects } from '#src/laws/definitions/parameters/mistakes';
import { refuses } from '#src/laws/expectations';
import { law } from '#src/laws/law';
import { call } from '#src/laws/subject';

const between = (min: number, max: number) => fc.integer({ min, max });

law({
  task: '0.5',
  claim: 'each layer has fan_in·fan_out weights and fan_out biases',
  points: 1,
  given: mlps(fc.constant(true)),
  show: ({ sizes }) => ({ sizes }),
  got: ({ sizes }) => call(subject, 'mlpParameters', sizes),
  wanted: mlp(denseParameters),
  suspects: mlpSuspects,
  why: 'Every neuron has one weight for each of its inputs, and one bias. Summed over the fan_out neurons of a layer, and over the layers.',
  look: 'katas/part0/README.md, "Parameters of an MLP".',
});

law({
  task: '0.5',
  claim: 'without bias a layer has fan_out parameters fewer',
  points: 1,
  given: mlps(fc.boolean()),
  examples: [
    { sizes: [3072, 32, 10], bias: [true, true] },
    { sizes: [3072, 32, 64, 10], bias: [true, false, true] },
  ],
  got: ({ sizes, bias }) => call(subject, 'mlpParameters', sizes, bias),
  wanted: mlp(denseParameters),
  suspects: [...biasSuspects, ...mlpSuspects],
  why: 'The bias is one number for each of the fan_out neurons, and only for those: a layer without loses fan_out parameters, the others keep theirs. On CIFAR-10, mlp_1 has 98,666 and mlp_2 101,034.',
  look: 'katas/part0/README.md, "Parameters of an MLP".',
});

interface Spec {
  kernelHeight: number;
  kernelWidth: number;
  inChannels: number;
  outChannels: number;
  bias?: boolean;
}

const sides = {
  kernelHeight: between(1, 7),
  kernelWidth: between(1, 7),
  inChannels: between(1, 5),
  outChannels: between(1, 5),
};

const specs = fc.record(
  { ...sides, bias: fc.constant(true) },
  { requiredKeys: ['kernelHeight', 'kernelWidth', 'inChannels', 'outChannels'] },
);

const convolution =
  (count: (window: number, inChannels: number, outChannels: number) => number) =>
  ({ kernelHeight, kernelWidth, inChannels, outChannels }: Spec) =>
    count(kernelHeight * kernelWidth, inChannels, outChannels);

law({
  task: '0.6',
  claim: 'it has kh·kw·C_in·C_out weights and C_out biases',
  points: 1,
  given: specs,
  got: (spec) => call(subject, 'convolutionParameters', spec),
  wanted: convolution((window, cIn, cOut) => denseParameters(window * cIn, cOut, true)),
  suspects: [
    {
      says: 'Yours has no biases: there is one a kernel, by default.',
      as: convolution((window, cIn, cOut) => window * cIn * cOut),
    },
    {
      says: 'Yours forgets the input channels: every kernel has a plane for each of them.',
      as: convolution((window, _, cOut) => window * cOut + cOut),
    },
    {
      says: 'Yours forgets that there are C_out kernels.',
      as: convolution((window, cIn) => window * cIn + 1),
    },
    {
      says: 'Yours counts a bias per input channel: there is one per kernel, C_out.',
      as: convolution((window, cIn, cOut) => window * cIn * cOut + cIn),
    },
    {
      says: 'Yours counts a bias per input channel and kernel: a kernel adds its bias once.',
      as: convolution((window, cIn, cOut) => (window + 1) * cIn * cOut),
    },
    {
      says: 'Yours takes the kernel for a square of its height.',
      as: ({ kernelHeight: side, inChannels, outChannels }) =>
        denseParameters(side * side * inChannels, outChannels, true),
    },
    {
      says: 'Yours takes the kernel for a square of its width.',
      as: ({ kernelWidth: side, inChannels, outChannels }) =>
        denseParameters(side * side * inChannels, outChannels, true),
    },
  ],
  why: 'A kernel reads a window of all input channels: kernel_h·kernel_w·C_in weights and one bias. There are C_out kernels. The size of the image plays no role: the same kernel is used at every place.',
  look: 'katas/part0/README.md, "Parameters of a convolution".',
});

law({
  task: '0.6',
  claim: 'without bias only the weights are left',
  points: 1,
  given: fc.record({ ...sides, bias: fc.constant(false) }),
  got: (spec) => call(subject, 'convolutionParameters', spec),
  wanted: convolution((window, cIn, cOut) => window * cIn * cOut),
  suspects: [
    {
      says: 'Yours counts biases although the option says false.',
      as: convolution((window, cIn, cOut) => denseParameters(window * cIn, cOut, true)),
    },
  ],
  why: 'bias: false takes away the C_out biases, nothing else.',
  look: 'katas/part0/README.md, "Parameters of a convolution".',
});

law<Window>({
  task: '0.7',
  claim: 'the output has one element for each place where the window fits',
  points: 1,
  given: windows.filter((window) => countPlaces(window) > 0),
  draws: 200,
  got: (window) => call(subject, 'outputSize', window),
  wanted: countPlaces,
  suspects: windowSuspects,
  why: 'The window spans d·(k−1)+1 pixels and starts at every s-th pixel of the padded input, as long as it lies inside. What is left over at the end is not used: ⌊…⌋ rounds down.',
  look: 'katas/part0/README.md, "The size of the output".',
});

/** Two windows that fit, at a different number of places. */
const sizing: Work<[Window]> = {
  examples: [[[{ size: 9, kernel: 3 }], [{ size: 4, kernel: 2 }]]],
  drawn: fc
    .tuple(between(3, 9), between(3, 9), between(1, 2))
    .filter(([size, other]) => Math.abs(size - other) > 3)
    .map(([size, other, kernel]) => [[{ size, kernel }], [{ size: other, kernel }]]),
  got: (window) => call(subject, 'outputSize', window),
  wanted: countPlaces,
  names: ['window'],
};

workingLaw(sizing, {
  task: '0.7',
  claim: 'a window larger than its padded input is refused with a clear error',
  points: 1,
  given: windows.filter((window) => countPlaces(window) === 0),
  check: (window) => {
    const { size, kernel, padding = 0, dilation = 1 } = window;
    return refuses(call(subject, 'outputSize', window), [
      dilation * (kernel - 1) + 1,
      size + 2 * padding,
    ]);
  },
  why: 'There is no place for the window, and a network has no layer of size 0 or −1. Padding makes room, dilation takes it: compare the span with the padded size.',
  look: 'katas/part0/README.md, "Errors".',
});

const shownNetwork = ({ image, layers, classes }: Network) => ({
  image: image.join('×'),
  layers: layers.map(layerName).join(', '),
  classes,
});

law<Network>({
  task: '0.8',
  claim: 'it counts all convolutions and the prediction layer',
  points: 1,
  given: networks,
  show: shownNetwork,
  got: (network) => call(subject, 'cnnParameters', network),
  wanted: (network) => networkParameters(network),
  suspects: networkSuspects,
  why: 'Each convolution reads the channels that the one before it made. The prediction layer reads every number that is left: rows × columns × channels. Pooling has no parameters, but it shrinks what the prediction layer reads.',
  look: 'katas/part0/README.md, "Parameters of a CNN".',
});

interface Grown {
  network: Network;
  more: number;
}

const grown = ({ network, more }: Grown): Network => {
  const [height, width, channels] = network.image;
  return { ...network, image: [height + more, width + more, channels] };
};

law<Grown>({
  task: '0.8',
  claim: 'a larger image adds parameters to the prediction layer alone',
  points: 1,
  given: fc.record({ network: networks, more: between(1, 4) }),
  show: ({ network, more }) => ({ ...shownNetwork(network), 'larger by': more }),
  got: async (given) =>
    (await call(subject, 'cnnParameters', grown(given))) -
    (await call(subject, 'cnnParameters', given.network)),
  wanted: (given) => {
    const prediction = (network: Network) => networkParameters(network, { convolution: () => 0 });
    return prediction(grown(given)) - prediction(given.network);
  },
  suspects: networkSuspects.map(({ says, as }) => ({
    says,
    as: (given) => Number(as(grown(given))) - Number(as(given.network)),
  })),
  why: 'A convolution uses the same weights at every place of the image (weight sharing), so it costs the same on a small image and on a large one. Shown: the count for the larger image minus that for the smaller.',
  look: 'katas/part0/README.md, "Why the image size is not in it".',
});

law<KnownNetwork>({
  task: '0.8',
  claim: 'cnn_3, cnn_4, cnn_5 have 11,394, 13,810, 8,490 parameters',
  points: 1,
  given: fc.constantFrom(...cifar10Networks),
  examples: cifar10Networks,
  draws: 0,
  show: shownNetwork,
  got: ({ image, layers, classes }) => call(subject, 'cnnParameters', { image, layers, classes }),
  wanted: ({ parameters }) => parameters,
  suspects: networkSuspects,
  why: 'These are the networks that Part 3 trains on CIFAR-10. Every layer of a framework would count the same.',
  look: 'katas/part0/README.md, "Parameters of a CNN".',
});
