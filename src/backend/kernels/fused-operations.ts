import type { NamedAttrMap, Tensor } from '@tensorflow/tfjs';
import { areFloats } from './override.ts';
import { isFirstOrder, reluGradient } from './gradients.ts';
import { tf } from './tensorflow.ts';

const {
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  engine,
  fused,
  FusedConv2D,
  _FusedMatMul,
  getBackend,
  matMul,
  registerGradient,
  sum,
} = tf;

type Convolution = Parameters<typeof fused.conv2d>[0];
type Product = Parameters<typeof fused.matMul>[0];

/**
 * Lets layers train with bias and ReLU inside the convolution and the matrix product, as they
 * predict. TensorFlow.js takes them apart as soon as a gradient is wanted, which writes and reads
 * every activation twice more. What is not plain goes to its own functions, as does every call
 * while another backend is the current one.
 */
export function useFusedOperations(): void {
  registerGradient({
    kernelName: FusedConv2D,
    inputsToSave: ['x', 'filter'],
    outputsToSave: [true],
    gradFunc: (dy, [x, filter, y], attributes) => {
      const d = throughActivation(dy as Tensor, y, attributes);
      const { strides, pad, dataFormat } = attributes;
      const settings: NamedAttrMap = { strides, pad, dataFormat };
      return {
        x: () => run(Conv2DBackpropInput, { dy: d, filter }, { ...settings, inputShape: x.shape }),
        filter: () =>
          run(Conv2DBackpropFilter, { x, dy: d }, { ...settings, filterShape: filter.shape }),
        bias: () => sum(d, [0, 1, 2]),
      };
    },
  });
  registerGradient({
    kernelName: _FusedMatMul,
    inputsToSave: ['a', 'b'],
    outputsToSave: [true],
    gradFunc: (dy, [a, b, y], attributes) => {
      const d = throughActivation(dy as Tensor, y, attributes);
      return {
        a: () => matMul(d, b, false, true),
        b: () => matMul(a, d, true, false),
        bias: () => sum(d, [0]),
      };
    },
  });
  const { conv2d, matMul: product } = fused;
  const replaceable = fused as { conv2d: typeof conv2d; matMul: typeof product };
  replaceable.conv2d = ((call: Convolution) =>
    isServedConvolution(call) ? convolve(call) : conv2d(call)) as typeof conv2d;
  replaceable.matMul = (call) => (isServedProduct(call) ? multiply(call) : product(call));
}

function convolve({ x, filter, strides, pad, bias, activation }: Convolution): Tensor {
  const inputs = { x: x as Tensor, filter: filter as Tensor };
  return run(FusedConv2D, bias == null ? inputs : { ...inputs, bias: bias as Tensor }, {
    strides,
    pad,
    dataFormat: 'NHWC',
    dilations: [1, 1],
    activation: activation ?? 'linear',
  });
}

function multiply({ a, b, bias, activation }: Product): Tensor {
  const inputs = { a: a as Tensor, b: b as Tensor };
  return run(_FusedMatMul, bias == null ? inputs : { ...inputs, bias: bias as Tensor }, {
    transposeA: false,
    transposeB: false,
    activation: activation ?? 'linear',
  });
}

function isServedConvolution(call: Convolution): boolean {
  const { x, filter, bias, dilations = 1, dataFormat = 'NHWC', dimRoundingMode } = call;
  return (
    isPlain(call.activation, x, filter, bias) &&
    rankOf(x) === 4 &&
    rankOf(filter) === 4 &&
    (x as Tensor).shape[3] === (filter as Tensor).shape[2] &&
    fits(bias, (filter as Tensor).shape[3]!) &&
    [dilations].flat().every((dilation) => dilation === 1) &&
    dataFormat === 'NHWC' &&
    dimRoundingMode === undefined
  );
}

function isServedProduct(call: Product): boolean {
  const { a, b, bias, transposeA = false, transposeB = false } = call;
  return (
    isPlain(call.activation, a, b, bias) &&
    rankOf(a) === 2 &&
    rankOf(b) === 2 &&
    (a as Tensor).shape[1] === (b as Tensor).shape[0] &&
    fits(bias, (b as Tensor).shape[1]!) &&
    !transposeA &&
    !transposeB
  );
}

/** Float32 tensors on the WebAssembly backend, followed by nothing or ReLU. */
function isPlain(activation: string | undefined, ...operands: unknown[]): boolean {
  return (
    getBackend() === 'wasm' &&
    isFirstOrder(1) &&
    (activation === undefined || activation === 'linear' || activation === 'relu') &&
    operands.every((operand) => operand == null || operand instanceof tf.Tensor) &&
    areFloats(...(operands as (Tensor | undefined)[]))
  );
}

function rankOf(tensor: unknown): number {
  return (tensor as Tensor).rank;
}

function fits(bias: unknown, columns: number): boolean {
  return bias == null || ((bias as Tensor).rank === 1 && (bias as Tensor).size === columns);
}

function throughActivation(dy: Tensor, y: Tensor, { activation }: NamedAttrMap): Tensor {
  return activation === 'relu' ? reluGradient(dy, y) : dy;
}

function run(kernel: string, inputs: Record<string, Tensor>, attributes: object): Tensor {
  return engine().runKernel(kernel, inputs, attributes as NamedAttrMap);
}
