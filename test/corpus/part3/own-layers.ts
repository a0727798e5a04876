import * as tf from '@tensorflow/tfjs';

/** Not 0, which TensorFlow.js takes for no seed when it draws from a normal distribution. */
export const seedOf = (seed: number, index: number) => 1000 * seed + index + 1;

/** A convolution and its ReLU as one layer of their own. */
export class Convolution extends tf.layers.Layer {
  static className = 'Convolution';
  private kernel!: tf.LayerVariable;
  private bias!: tf.LayerVariable;
  private readonly size: number;
  private readonly filters: number;
  private readonly rectifies: boolean;
  private readonly seed: number;

  constructor(word: string, rectifies: boolean, seed: number, inputShape?: number[]) {
    super(inputShape === undefined ? {} : { inputShape });
    const [size, , filters] = word.match(/\d+/g)!.map(Number);
    [this.size, this.filters, this.rectifies, this.seed] = [size, filters, rectifies, seed];
  }

  override build(shape: tf.Shape) {
    const { size, filters, seed } = this;
    const initial = tf.initializers.leCunUniform({ seed });
    const kernelShape = [size, size, shape.at(-1)!, filters];
    this.kernel = this.addWeight('kernel', kernelShape, 'float32', initial);
    this.bias = this.addWeight('bias', [filters], 'float32', tf.initializers.zeros());
    this.built = true;
  }

  override computeOutputShape([batch, height, width]: number[]) {
    return [batch, height - this.size + 1, width - this.size + 1, this.filters];
  }

  override call(inputs: tf.Tensor4D | tf.Tensor4D[]) {
    return tf.tidy(() => {
      const input = Array.isArray(inputs) ? inputs[0] : inputs;
      const sums = tf.conv2d(input, this.kernel.read() as tf.Tensor4D, 1, 'valid');
      const shifted = sums.add(this.bias.read());
      return this.rectifies ? shifted.relu() : shifted;
    });
  }
}

/** The whole network as one layer: its variables by hand, its arithmetic with the core's operations. */
export class Whole extends tf.layers.Layer {
  static className = 'Whole';
  private readonly variables: tf.LayerVariable[] = [];
  private readonly words: string[];
  private readonly seed: number;

  constructor(words: string[], seed: number, inputShape: number[]) {
    super({ inputShape });
    [this.words, this.seed] = [words, seed];
  }

  override build([, height, width, channels]: number[]) {
    let shape = [height, width, channels];
    for (const [i, word] of this.words.entries()) {
      const [first, , filters] = word.match(/\d+/g)?.map(Number) ?? [];
      if (word === 'MaxPool') {
        shape = [Math.floor(shape[0] / 2), Math.floor(shape[1] / 2), shape[2]];
      } else if (word.startsWith('Conv')) {
        this.add(i, [first, first, shape[2], filters], true);
        shape = [shape[0] - first + 1, shape[1] - first + 1, filters];
      } else if (word.startsWith('FC')) {
        this.add(i, [tf.util.sizeFromShape(shape), first], !word.includes('no bias'));
        shape = [first];
      }
    }
    this.built = true;
  }

  private add(i: number, shape: number[], hasBias: boolean) {
    const seed = seedOf(this.seed, i);
    const initial = tf.initializers.leCunNormal({ seed });
    this.variables.push(this.addWeight(`kernel${i}`, shape, 'float32', initial));
    if (!hasBias) return;
    const zeros = tf.initializers.zeros();
    this.variables.push(this.addWeight(`bias${i}`, shape.slice(-1), 'float32', zeros));
  }

  override computeOutputShape([batch]: number[]) {
    return [batch, Number(this.words.at(-1)!.slice('FC-'.length))];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]) {
    return tf.tidy(() => {
      const weights = this.variables.map((variable) => variable.read());
      let x = Array.isArray(inputs) ? inputs[0] : inputs;
      for (const word of this.words) {
        if (word === 'ReLU') x = tf.relu(x);
        if (word === 'MaxPool') x = tf.maxPool(x as tf.Tensor4D, [2, 2], [2, 2], 'valid');
        if (word.startsWith('Conv')) {
          x = tf.conv2d(x as tf.Tensor4D, weights.shift() as tf.Tensor4D, 1, 'valid');
          x = x.add(weights.shift()!);
        }
        if (!word.startsWith('FC')) continue;
        x = x.reshape([x.shape[0], -1]).matMul(weights.shift() as tf.Tensor2D);
        if (!word.includes('no bias')) x = x.add(weights.shift()!);
      }
      return x;
    });
  }
}
