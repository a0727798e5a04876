import type { Cnn } from '../../../solutions/part0/parameters.ts';

interface Pieces {
  weights?: (kh: number, kw: number, cIn: number, cOut: number, h: number, w: number) => number;
  biases?: (cOut: number, bias: boolean, h: number, w: number) => number;
  after?: (size: number, kernel: number, stride: number, isPooling: boolean) => number;
  prediction?: (h: number, w: number, channels: number, classes: number) => number;
  channels?: (image: number, last: number) => number;
}

export const fits = (n: number, kernel: number, stride: number) =>
  Math.floor((n - kernel) / stride) + 1;

/** A whole CNN with one piece of the count done in another way. */
export const cnnWith =
  ({
    weights = (kh, kw, cIn, cOut) => kh * kw * cIn * cOut,
    biases = (cOut, bias) => (bias ? cOut : 0),
    after = fits,
    prediction = (h, w, channels, classes) => h * w * channels * classes + classes,
    channels: read = (_, last) => last,
  }: Pieces) =>
  ({ image, layers: list, classes }: Cnn) => {
    let [h, w, channels] = image;
    let total = 0;
    for (const layer of list) {
      const isPooling = layer.kind === 'pooling';
      const [kh, kw] = isPooling
        ? [layer.kernel, layer.kernel]
        : [layer.kernelHeight, layer.kernelWidth];
      const stride = isPooling ? layer.stride : 1;
      h = after(h, kh, stride, isPooling);
      w = after(w, kw, stride, isPooling);
      if (isPooling) continue;
      total += weights(kh, kw, read(image[2], channels), layer.outChannels, h, w);
      total += biases(layer.outChannels, layer.bias ?? true, h, w);
      channels = layer.outChannels;
    }
    return total + prediction(h, w, channels, classes);
  };
