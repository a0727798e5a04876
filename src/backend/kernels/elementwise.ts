import type { TensorInfo } from '@tensorflow/tfjs';
import { addressOf, type Heap, output } from './heap.ts';
import { areFloats } from './override.ts';
import { tf } from './tensorflow.ts';

const { util } = tf;

/** x + bias along the last axis, or nothing where the shapes are others. */
export function addBias(heap: Heap, x: TensorInfo, bias: TensorInfo): TensorInfo | undefined {
  const columns = x.shape.at(-1) ?? 1;
  const isBias = bias.shape.at(-1) === columns && util.sizeFromShape(bias.shape) === columns;
  if (!isBias || bias.shape.length > x.shape.length || !areFloats(x, bias)) return undefined;
  if (columns === 0 || columns % 4 !== 0) return undefined;
  const y = output(heap, x.shape);
  const rows = util.sizeFromShape(x.shape) / columns;
  heap.kernels.addBias(
    addressOf(heap, x),
    addressOf(heap, bias),
    addressOf(heap, y),
    rows,
    columns,
  );
  return y;
}

/** The sum over all axes but the last, or nothing where others are asked for. */
export function sumLeadingAxes(
  heap: Heap,
  x: TensorInfo,
  axis: number | number[] | null | undefined,
  keepDims: boolean,
): TensorInfo | undefined {
  const rank = x.shape.length;
  if (axis == null || rank < 2 || !areFloats(x) || x.shape.includes(0)) return undefined;
  const axes = new Set(util.parseAxisParam(axis, x.shape));
  if (axes.size !== rank - 1 || axes.has(rank - 1)) return undefined;
  const columns = x.shape[rank - 1];
  const sum = output(heap, keepDims ? x.shape.map((n, i) => (i < rank - 1 ? 1 : n)) : [columns]);
  const rows = util.sizeFromShape(x.shape.slice(0, -1));
  heap.kernels.sumRows(addressOf(heap, x), addressOf(heap, sum), rows, columns);
  return sum;
}

/** Zeros where an axis of no length is summed, which the backend's own leaves as the memory was. */
export function sumOfNothing(
  heap: Heap,
  x: TensorInfo,
  axis: number | number[] | null | undefined,
  keepDims: boolean,
): TensorInfo | undefined {
  if (!x.shape.includes(0)) return undefined;
  const axes = util.parseAxisParam(axis!, x.shape);
  const shape = x.shape.flatMap((size, i) => (!axes.includes(i) ? size : keepDims ? 1 : []));
  const sum = output(heap, shape, x.dtype);
  heap.backend.typedArrayFromHeap(sum).fill(0);
  return sum;
}

/** max(x, 0), and NaN of every NaN: the backend's own gives 0 for those with a sign. */
export function relu(heap: Heap, x: TensorInfo): TensorInfo | undefined {
  if (!areFloats(x)) return undefined;
  const y = output(heap, x.shape);
  heap.kernels.relu(addressOf(heap, x), addressOf(heap, y), util.sizeFromShape(x.shape));
  return y;
}

/** Whether a tensor is the single number 0, of no axes. */
export function isZero({ backend }: Heap, x: TensorInfo): boolean {
  return x.shape.length === 0 && areFloats(x) && backend.typedArrayFromHeap(x)[0] === 0;
}

/** dy times the slope of an activation, given its result y. */
export function activationGradient(
  heap: Heap,
  kernel: 'reluGradient' | 'sigmoidGradient',
  dy: TensorInfo,
  y: TensorInfo,
): TensorInfo {
  const dx = output(heap, dy.shape);
  const size = util.sizeFromShape(dy.shape);
  heap.kernels[kernel](addressOf(heap, dy), addressOf(heap, y), addressOf(heap, dx), size);
  return dx;
}
