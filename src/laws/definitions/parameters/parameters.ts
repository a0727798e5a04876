/** A window along one axis; stride and dilation 1, padding 0 where left out. */
export interface Window {
  size: number;
  kernel: number;
  stride?: number;
  padding?: number;
  dilation?: number;
}

export type Layer =
  | {
      kind: 'convolution';
      kernelHeight: number;
      kernelWidth: number;
      outChannels: number;
      bias?: boolean;
    }
  | { kind: 'pooling'; kernel: number; stride: number };

/** Convolutions with stride 1 and poolings, then a fully connected layer with biases. */
export interface Network {
  image: [height: number, width: number, channels: number];
  layers: Layer[];
  classes: number;
}

/** How many places a window has, counted one by one; 0 when it does not fit. */
export function countPlaces(window: Window): number {
  const { size, kernel, stride = 1, padding = 0, dilation = 1 } = window;
  let count = 0;
  for (
    let first = -padding;
    first + dilation * (kernel - 1) < size + padding;
    first += stride // the last element of the window still lies on the padded input
  ) {
    count++;
  }
  return count;
}

/** The parameters of one fully connected layer. */
export function denseParameters(fanIn: number, fanOut: number, bias: boolean): number {
  return fanIn * fanOut + (bias ? fanOut : 0);
}

/** What a mistaken reader of the definition would use in its place. */
export interface Rules {
  /** The parameters of a convolution, given what it makes of its input. */
  convolution(
    layer: Layer & { kind: 'convolution' },
    inChannels: number,
    outRows: number,
    outColumns: number,
  ): number;
  /** The size after a layer, along one axis. */
  places(window: Window, kind: Layer['kind']): number;
  prediction(features: number, classes: number): number;
}

const definition: Rules = {
  convolution: ({ kernelHeight, kernelWidth, outChannels, bias = true }, inChannels) =>
    denseParameters(kernelHeight * kernelWidth * inChannels, outChannels, bias),
  places: countPlaces,
  prediction: (features, classes) => denseParameters(features, classes, true),
};

/** The trainable parameters of a network, by the definition or by other rules. */
export function networkParameters(network: Network, rules: Partial<Rules> = {}): number {
  const { convolution, places, prediction } = { ...definition, ...rules };
  let [rows, columns, channels] = network.image;
  let total = 0;
  for (const layer of network.layers) {
    const isConvolution = layer.kind === 'convolution';
    const [kernelRows, kernelColumns] = isConvolution
      ? [layer.kernelHeight, layer.kernelWidth]
      : [layer.kernel, layer.kernel];
    const stride = isConvolution ? 1 : layer.stride;
    rows = places({ size: rows, kernel: kernelRows, stride }, layer.kind);
    columns = places({ size: columns, kernel: kernelColumns, stride }, layer.kind);
    if (isConvolution) {
      total += convolution(layer, channels, rows, columns);
      channels = layer.outChannels;
    }
  }
  return total + prediction(rows * columns * channels, network.classes);
}

/** A layer in short, as the tables write it: `Conv-3×3×16`, `MaxPool-2/2`. */
export function layerName(layer: Layer): string {
  if (layer.kind === 'pooling') return `MaxPool-${layer.kernel}/${layer.stride}`;
  const { kernelHeight, kernelWidth, outChannels, bias = true } = layer;
  return `Conv-${kernelHeight}×${kernelWidth}×${outChannels}${bias ? '' : ' (no bias)'}`;
}
