import type { TensorInfo } from '@tensorflow/tfjs';
import { addressOf, FLOAT, type Heap, output, wholeVectors, withScratch } from './heap.ts';
import type { Address } from './module.ts';
import { areFloats } from './override.ts';
import { tf } from './tensorflow.ts';

const { broadcast_util, util } = tf;

/** A matrix product: `[…, rows, depth]` by `[…, depth, columns]`, either as its transpose. */
export interface MatrixProduct {
  a: TensorInfo;
  b: TensorInfo;
  transposeA: boolean;
  transposeB: boolean;
  /** `[columns]`, or one number for all. */
  bias?: TensorInfo | null;
  relu?: boolean;
}

/**
 * True where our product serves: float32, at least two axes, inner sizes and bias that fit, and
 * leading axes of which one factor has all and the other has the same or none.
 */
export function canMultiply({ a, b, bias, transposeA, transposeB }: MatrixProduct): boolean {
  if (!areFloats(a, b, bias) || a.shape.length < 2 || b.shape.length < 2) return false;
  const [, depth] = ends(a.shape, transposeA);
  const [depthB, columns] = ends(b.shape, transposeB);
  if (depth !== depthB || !fitsBias(bias, columns)) return false;
  const [leadA, leadB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const [sizeA, sizeB] = [util.sizeFromShape(leadA), util.sizeFromShape(leadB)];
  return sizeA === 1 || sizeB === 1 || leadA.join() === leadB.join();
}

/** The product, for any number of leading axes, which are broadcast. */
export function multiply(heap: Heap, product: MatrixProduct): TensorInfo {
  const { kernels } = heap;
  const { a, b, transposeA, transposeB, bias, relu = false } = product;
  const [rows, depth] = ends(a.shape, transposeA);
  const [, columns] = ends(b.shape, transposeB);
  const leadA = a.shape.slice(0, -2);
  const leadB = b.shape.slice(0, -2);
  const lead = broadcast_util.assertAndGetBroadcastShape(leadA, leadB);
  const wide = wholeVectors(columns);
  const isWide = wide !== columns;
  const isCopied = transposeB || isWide;
  const sizeB = isCopied ? depth * wide : 0;
  const sizeY = isWide ? rows * wide : 0;
  const sizeLine = transposeA ? 16 * depth : 0;
  return withScratch(heap, sizeB + sizeY + wide + sizeLine, (copyB) => {
    const y = output(heap, [...lead, rows, columns]);
    const wideY = copyB + FLOAT * sizeB;
    const wideBias = wideY + FLOAT * sizeY;
    const gathered = wideBias + FLOAT * wide;
    const c = bias == null ? 0 : wideBias;
    if (bias != null) {
      const step = util.sizeFromShape(bias.shape) === 1 ? 0 : 1;
      kernels.clear(wideBias, wide);
      kernels.copyRows(addressOf(heap, bias), step, wideBias, 1, columns, 1);
    }
    const count = util.sizeFromShape(lead);
    for (let n = 0; n < count; n++) {
      const atA = addressOf(heap, a) + FLOAT * rows * depth * (n % util.sizeFromShape(leadA));
      const atB = addressOf(heap, b) + FLOAT * depth * columns * (n % util.sizeFromShape(leadB));
      const atY = addressOf(heap, y) + FLOAT * rows * columns * n;
      if (isCopied) {
        if (isWide) kernels.clear(copyB, sizeB);
        if (transposeB) kernels.transpose(atB, copyB, columns, depth, wide);
        else kernels.copyRows(atB, columns, copyB, wide, depth, columns);
      }
      const right = isCopied ? copyB : atB;
      const to: Address = isWide ? wideY : atY;
      if (transposeA) {
        if (c === 0) kernels.clear(to, rows * wide);
        else kernels.copyRows(c, 0, to, wide, rows, wide);
        kernels.multiplyTransposed(atA, right, to, rows, depth, wide, gathered);
        if (relu) kernels.relu(to, to, rows * wide);
      } else {
        kernels.multiply(atA, right, c, to, rows, depth, wide, Number(relu));
      }
      if (isWide) kernels.copyRows(wideY, wide, atY, columns, rows, columns);
    }
    return y;
  });
}

function fitsBias(bias: TensorInfo | null | undefined, columns: number): boolean {
  return bias == null || util.sizeFromShape(bias.shape) === 1 || bias.shape.join() === `${columns}`;
}

function ends(shape: readonly number[], isTransposed: boolean): [rows: number, columns: number] {
  const [rows, columns] = shape.slice(-2);
  return isTransposed ? [columns, rows] : [rows, columns];
}
