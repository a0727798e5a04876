import type { TensorInfo } from '@tensorflow/tfjs';
import { addressOf, type Heap, output } from './heap.ts';
import { areFloats } from './override.ts';
import { tf } from './tensorflow.ts';

const { util } = tf;

/** x + bias along the last axis, or nothing where the shapes are others. */
export function addBias(heap: Heap, x: TensorInfo, bias: TensorInfo): TensorInfo | undefined {
  const columns = x.shape.at(-1) ?? 1;
  const isBias = bias.shape.at(-1) === columns && util.sizeFromShape(bias.shape) === columns;
  if (!isBias || columns % 4 !== 0 || bias.shape.length > x.shape.length) return undefined;
  if (!areFloats(x, bias)) return undefined;
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
  axis: number | readonly number[],
  keepDims: boolean,
): TensorInfo | undefined {
  const rank = x.shape.length;
  const axes = util.parseAxisParam([axis].flat(), x.shape);
  const isLeading = axes.length === rank - 1 && !axes.includes(rank - 1);
  if (rank < 2 || !isLeading || !areFloats(x)) return undefined;
  const columns = x.shape[rank - 1];
  const sum = output(heap, keepDims ? x.shape.map((n, i) => (i < rank - 1 ? 1 : n)) : [columns]);
  const rows = util.sizeFromShape(x.shape.slice(0, -1));
  heap.kernels.sumRows(addressOf(heap, x), addressOf(heap, sum), rows, columns);
  return sum;
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
