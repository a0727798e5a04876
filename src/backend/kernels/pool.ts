import type { NamedAttrMap, TensorInfo } from '@tensorflow/tfjs';
import { addressOf, type Heap, output } from './heap.ts';
import { tf } from './tensorflow.ts';

const { backend_util, util } = tf;

type Shape4D = [number, number, number, number];
type Pair = [number, number];

/** The gradient of max pooling: each dy goes to the first largest number of its window. */
export function maxPoolGradient(
  heap: Heap,
  dy: TensorInfo,
  x: TensorInfo,
  { filterSize, strides, pad, dimRoundingMode }: NamedAttrMap,
): TensorInfo {
  const info = backend_util.computePool2DInfo(
    x.shape as Shape4D,
    filterSize as Pair,
    strides as Pair,
    1,
    pad as number,
    dimRoundingMode as 'floor' | undefined,
  );
  const dx = output(heap, x.shape);
  heap.kernels.clear(addressOf(heap, dx), util.sizeFromShape(x.shape));
  const image = [info.batchSize, info.inHeight, info.inWidth, info.inChannels];
  const windows = [info.outHeight, info.outWidth, info.filterHeight, info.filterWidth];
  heap.kernels.maxPoolGradient(
    addressOf(heap, x),
    addressOf(heap, dy),
    addressOf(heap, dx),
    ...image,
    ...windows,
    info.strideHeight,
    info.strideWidth,
    info.padInfo.top,
    info.padInfo.left,
  );
  return dx;
}
