import type { backend_util, TensorInfo } from '@tensorflow/tfjs';
import { addressOf, type Heap, output, wholeVectors, withScratch } from './heap.ts';
import type { Address } from './module.ts';

type ConvInfo = backend_util.Conv2DInfo;

/** y = convolution of x with w, plus bias, and max(·, 0) where `relu` is set. */
export function convolve(
  heap: Heap,
  { x, filter, bias }: { x: TensorInfo; filter: TensorInfo; bias?: TensorInfo | null },
  info: ConvInfo,
  relu = false,
): TensorInfo {
  const { kernels } = heap;
  const channels = info.outChannels;
  const columns = wholeVectors(channels);
  const { batchSize, inHeight, inWidth, outHeight, outWidth, padInfo } = info;
  const image = [batchSize, inHeight, inWidth, info.inChannels, outHeight, outWidth, columns];
  const kernel = [...kernelOf(info), info.dilationHeight, info.dilationWidth];
  const run = (w: Address, b: Address, to: Address) => {
    const at = addressOf(heap, x);
    kernels.convolve(at, w, b, to, ...image, ...kernel, padInfo.top, padInfo.left, Number(relu));
  };
  const w = addressOf(heap, filter);
  const b = bias == null ? 0 : addressOf(heap, bias);
  if (columns === channels) {
    const y = output(heap, info.outShape);
    run(w, b, addressOf(heap, y));
    return y;
  }
  const taps = info.filterHeight * info.filterWidth * info.inChannels;
  const pixels = info.batchSize * info.outHeight * info.outWidth;
  return withScratch(heap, columns * (taps + 1 + pixels), (wideW) => {
    const y = output(heap, info.outShape);
    const wideB = wideW + 4 * columns * taps;
    const wideY = wideB + 4 * columns;
    kernels.clear(wideW, columns * (taps + 1));
    kernels.copyRows(w, channels, wideW, columns, taps, channels);
    if (b !== 0) kernels.copyRows(b, channels, wideB, columns, 1, channels);
    run(wideW, wideB, wideY);
    kernels.copyRows(wideY, columns, addressOf(heap, y), channels, pixels, channels);
    return y;
  });
}

/** The gradient of a convolution's input. */
export function inputGradient(
  heap: Heap,
  { dy, filter }: { dy: TensorInfo; filter: TensorInfo },
  info: ConvInfo,
): TensorInfo {
  const { kernels } = heap;
  const channels = info.inChannels;
  const columns = wholeVectors(channels);
  const taps = info.filterHeight * info.filterWidth;
  const { batchSize, inHeight, inWidth, outChannels, padInfo } = info;
  const [, outHeight, outWidth] = dy.shape; // which rounding up may have made larger
  const image = [batchSize, inHeight, inWidth, columns, outHeight, outWidth, outChannels];
  const pixels = batchSize * inHeight * inWidth;
  const isWide = columns !== channels;
  const weights = taps * outChannels * columns;
  return withScratch(heap, weights + (isWide ? pixels * columns : 0), (turned) => {
    const dx = output(heap, info.inShape);
    if (isWide) kernels.clear(turned, weights);
    const w = addressOf(heap, filter);
    kernels.turnKernel(w, turned, taps, channels, outChannels, columns);
    const wide = turned + 4 * weights;
    kernels.convolveInputGradient(
      addressOf(heap, dy),
      turned,
      isWide ? wide : addressOf(heap, dx),
      ...image,
      ...kernelOf(info),
      padInfo.top,
      padInfo.left,
    );
    if (isWide) kernels.copyRows(wide, columns, addressOf(heap, dx), channels, pixels, channels);
    return dx;
  });
}

/** The gradient of a convolution's kernel. */
export function kernelGradient(
  heap: Heap,
  { x, dy }: { x: TensorInfo; dy: TensorInfo },
  info: ConvInfo,
): TensorInfo {
  const { kernels } = heap;
  const channels = info.outChannels;
  const columns = wholeVectors(channels);
  const rows = info.filterHeight * info.filterWidth * info.inChannels;
  const { batchSize, inHeight, inWidth, padInfo } = info;
  const [, outHeight, outWidth] = dy.shape;
  const image = [batchSize, inHeight, inWidth, info.inChannels, outHeight, outWidth, columns];
  const run = (from: Address, to: Address) => {
    const at = addressOf(heap, x);
    kernels.clear(to, rows * columns);
    kernels.convolveKernelGradient(
      at,
      from,
      to,
      ...image,
      ...kernelOf(info),
      padInfo.top,
      padInfo.left,
    );
  };
  if (columns === channels) {
    const dw = output(heap, info.filterShape);
    run(addressOf(heap, dy), addressOf(heap, dw));
    return dw;
  }
  const pixels = batchSize * outHeight * outWidth;
  return withScratch(heap, columns * (pixels + rows), (wideDy) => {
    const dw = output(heap, info.filterShape);
    const wideDw = wideDy + 4 * columns * pixels;
    kernels.clear(wideDy, columns * pixels);
    kernels.copyRows(addressOf(heap, dy), channels, wideDy, columns, pixels, channels);
    run(wideDy, wideDw);
    kernels.copyRows(wideDw, columns, addressOf(heap, dw), channels, rows, channels);
    return dw;
  });
}

function kernelOf(info: ConvInfo): number[] {
  return [info.filterHeight, info.filterWidth, info.strideHeight, info.strideWidth];
}
