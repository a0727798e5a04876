import type { NamedAttrMap, TensorInfo } from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { borrowKernels } from './borrowed.ts';
import { convolve, inputGradient, kernelGradient } from './convolution.ts';
import { useFastCrossEntropy } from './cross-entropy.ts';
import { addBias, isZero, relu, sumLeadingAxes, sumOfNothing } from './elementwise.ts';
import { gatherRows } from './gather.ts';
import { type Heap, moduleOf, share } from './heap.ts';
import { canMultiply, multiply } from './matrix-product.ts';
import { type KernelBuild, loadKernels } from './module.ts';
import { useFastOptimizers } from './optimizers.ts';
import { areFloats, override } from './override.ts';
import { oneHotOfFloats } from './one-hot.ts';
import { maxPoolGradient } from './pool.ts';
import { useFusedOperations } from './fused-operations.ts';
import { registerGradients } from './gradients.ts';
import { tf } from './tensorflow.ts';

const {
  Add,
  backend_util,
  BatchMatMul,
  Conv2D,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  FusedConv2D,
  Identity,
  _FusedMatMul,
  GatherV2,
  Maximum,
  MaxPoolGrad,
  OneHot,
  Relu,
  Sum,
} = tf;

type Shape4D = [number, number, number, number];
type Pair = [number, number];

/**
 * Gives the WebAssembly backend, once it is the current one, the kernels that training needs.
 *
 * @param build - by default the faster one that this Node can run.
 */
export async function registerTrainingKernels(build?: KernelBuild): Promise<void> {
  const backend = tf.backend() as BackendWasm;
  const { memory } = moduleOf(backend).asm;
  const heap: Heap = { backend, kernels: await loadKernels(memory, build) };
  overrideConvolution(heap);
  overrideMatrixProduct(heap);
  registerGradients(heap);
  borrowKernels(heap);
  useFusedOperations();
  useFastCrossEntropy(heap);
  useFastOptimizers(heap);
  // The backend's own copies: every tensor that a gradient saves, and every clone.
  override(Identity, ({ x }) => share(heap, x));
  override(MaxPoolGrad, ({ dy, input }, attributes) =>
    areFloats(dy, input) ? maxPoolGradient(heap, dy, input, attributes) : undefined,
  );
  override(OneHot, ({ indices }, attributes) => oneHotOfFloats(heap, indices, attributes));
  override(GatherV2, ({ x, indices }, attributes) => gatherRows(heap, x, indices, attributes));
  override(Relu, ({ x }) => relu(heap, x));
  override(Maximum, ({ a, b }) => (isZero(heap, b) ? relu(heap, a) : undefined));
  override(Add, ({ a, b }) => addBias(heap, a, b) ?? addBias(heap, b, a));
  override(
    Sum,
    ({ x }, { axis, keepDims }) =>
      sumOfNothing(heap, x, axis as number[] | undefined, keepDims as boolean) ??
      sumLeadingAxes(heap, x, axis as number[] | undefined, keepDims as boolean),
  );
}

function overrideConvolution(heap: Heap): void {
  override(Conv2D, ({ x, filter }, attributes) =>
    isServed(attributes, x, filter)
      ? convolve(heap, { x, filter }, info(x.shape, filter.shape, attributes))
      : undefined,
  );
  override(FusedConv2D, ({ x, filter, bias }, attributes) =>
    isServed(attributes, x, filter, bias) &&
    isPlain(attributes) &&
    (bias == null || bias.shape.join() === String(filter.shape[3]))
      ? convolve(
          heap,
          { x, filter, bias },
          info(x.shape, filter.shape, attributes),
          attributes.activation === 'relu',
        )
      : undefined,
  );
  override(Conv2DBackpropInput, ({ dy, filter }, attributes) => {
    if (!isServed(attributes, dy, filter)) return undefined;
    const inputShape = attributes.inputShape as Shape4D;
    return inputGradient(heap, { dy, filter }, info(inputShape, filter.shape, attributes));
  });
  override(Conv2DBackpropFilter, ({ x, dy }, attributes) => {
    if (!isServed(attributes, x, dy)) return undefined;
    const filterShape = attributes.filterShape as Shape4D;
    return kernelGradient(heap, { x, dy }, info(x.shape, filterShape, attributes));
  });
}

function overrideMatrixProduct(heap: Heap): void {
  override(BatchMatMul, ({ a, b }, { transposeA, transposeB }) => {
    const product = { a, b, transposeA: transposeA === true, transposeB: transposeB === true };
    return canMultiply(product) ? multiply(heap, product) : undefined;
  });
  override(_FusedMatMul, ({ a, b, bias }, attributes) => {
    const { transposeA, transposeB, activation } = attributes;
    const relu = activation === 'relu';
    if (!isPlain(attributes)) return undefined;
    const transposes = { transposeA: transposeA === true, transposeB: transposeB === true };
    const product = { a, b, bias, ...transposes, relu };
    return canMultiply(product) ? multiply(heap, product) : undefined;
  });
}

/** True where our convolutions serve: float32, channels last. */
function isServed({ dataFormat }: NamedAttrMap, ...tensors: (TensorInfo | undefined)[]): boolean {
  return areFloats(...tensors) && dataFormat !== 'NCHW';
}

/** True where nothing or ReLU follows. */
function isPlain({ activation }: NamedAttrMap): boolean {
  return activation === 'linear' || activation === 'relu';
}

function info(
  inShape: readonly number[],
  filterShape: readonly number[],
  attributes: NamedAttrMap,
) {
  return backend_util.computeConv2DInfo(
    inShape as Shape4D,
    filterShape as Shape4D,
    attributes.strides as Pair,
    (attributes.dilations as Pair | undefined) ?? 1,
    attributes.pad as number,
    attributes.dimRoundingMode as 'floor' | undefined,
  );
}
