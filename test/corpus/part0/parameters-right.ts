import type * as reference from '../../../solutions/part0/parameters.ts';
import type { Implementation } from '../implementation.ts';
import { cnnWith, fits } from './cnn-with.ts';

type Module = typeof reference;
type Cnn = reference.Cnn;

export const rightParameters: Implementation<Module>[] = [
  {
    name: 'everything is built, and its numbers are counted',
    module: {
      mlpParameters(sizes: number[], bias?: boolean[]) {
        let count = 0;
        for (let i = 1; i < sizes.length; i++) {
          for (let neuron = 0; neuron < sizes[i]; neuron++) {
            count += sizes[i - 1];
            if (bias === undefined || bias[i - 1]) count++;
          }
        }
        return count;
      },
      convolutionParameters(spec: reference.ConvolutionSpec) {
        const kernel = Array.from({ length: spec.inChannels }, () =>
          Array.from({ length: spec.kernelHeight }, () => Array(spec.kernelWidth).fill(0)),
        );
        const numbers = kernel.flat(2).length + (spec.bias === false ? 0 : 1);
        return numbers * spec.outChannels;
      },
      outputSize({ size: n, kernel, stride, padding, dilation }: reference.WindowSpec) {
        const [s, p, d] = [stride ?? 1, padding ?? 0, dilation ?? 1];
        const offsets = Array.from({ length: kernel }, (_, i) => i * d);
        const padded = n + p + p;
        const last = offsets[kernel - 1];
        if (last >= padded) throw new Error(`padded input ${padded}, window ${last + 1}`);
        return Array.from({ length: padded }, (_, i) => i).filter(
          (start) => start % s === 0 && start + last < padded,
        ).length;
      },
    },
  },
  {
    name: 'dot products and reduce',
    module: {
      mlpParameters: (sizes: number[], bias = sizes.slice(1).map(() => true)) =>
        sizes.slice(1).reduce((total, out, i) => total + out * (sizes[i] + Number(bias[i])), 0),
      convolutionParameters: ({
        kernelHeight: h,
        kernelWidth: w,
        inChannels: i,
        outChannels: o,
        bias = true,
      }: reference.ConvolutionSpec) => o * (h * w * i + Number(bias)),
      outputSize: ({
        size: n,
        kernel: k,
        stride: s = 1,
        padding: p = 0,
        dilation: d = 1,
      }: reference.WindowSpec) => {
        const places = Math.floor((n + 2 * p - d * (k - 1) - 1 + s) / s);
        if (places < 1) throw new RangeError(`${d * (k - 1) + 1} > ${n + 2 * p}`);
        return places;
      },
      cnnParameters: cnnWith({}),
    },
  },
  {
    name: 'recursion over the layers',
    module: {
      mlpParameters: function count([fanIn, ...rest]: number[], bias?: boolean[]): number {
        if (rest.length === 0) return 0;
        const own = rest[0] * fanIn + (bias?.[0] === false ? 0 : rest[0]);
        return own + count(rest, bias?.slice(1));
      },
      cnnParameters: function count({ image: [h, w, c], layers: list, classes }: Cnn): number {
        const [layer, ...rest] = list;
        if (layer === undefined) return (h * w * c + 1) * classes;
        if (layer.kind === 'pooling') {
          const image: Cnn['image'] = [
            fits(h, layer.kernel, layer.stride),
            fits(w, layer.kernel, layer.stride),
            c,
          ];
          return count({ image, layers: rest, classes });
        }
        const { kernelHeight: kh, kernelWidth: kw, outChannels: o, bias = true } = layer;
        const own = o * (kh * kw * c + (bias ? 1 : 0));
        return own + count({ image: [h - kh + 1, w - kw + 1, o], layers: rest, classes });
      },
    },
  },
];
