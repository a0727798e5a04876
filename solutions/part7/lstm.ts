import * as tf from '@tensorflow/tfjs';
import type { Parameter } from './batch-norm.ts';
import {
  type Cell,
  type CellOptions,
  normals,
  parameterOf,
  type State,
  type Step,
  type StepGradients,
} from './rnn.ts';

type Gates = [i: tf.Tensor2D, f: tf.Tensor2D, g: tf.Tensor2D, o: tf.Tensor2D];

interface Kept {
  x: tf.Tensor2D;
  h: tf.Tensor2D;
  c: tf.Tensor2D;
  gates: Gates;
  /** tanh c′ */
  squashed: tf.Tensor2D;
}

export class LSTMCell implements Cell<Kept> {
  private readonly units: number;
  private readonly inputWeight: Parameter;
  private readonly stateWeight: Parameter;
  private readonly bias: Parameter;

  constructor(inputs: number, units: number, { seed = 0 }: CellOptions = {}) {
    const normal = normals(seed);
    this.units = units;
    this.inputWeight = parameterOf([inputs, 4 * units], normal(1 / Math.sqrt(inputs)));
    this.stateWeight = parameterOf([units, 4 * units], normal(1 / Math.sqrt(units)));
    let place = 0;
    this.bias = parameterOf([4 * units], () => Number(Math.floor(place++ / units) === 1)); // 1 for f
  }

  zeroState(batch: number): State {
    return [tf.zeros([batch, this.units]), tf.zeros([batch, this.units])];
  }

  step(x: tf.Tensor2D, [h, c]: State): Step<Kept> {
    const sums = tf
      .matMul<tf.Tensor2D>(x, this.inputWeight.value)
      .add<tf.Tensor2D>(tf.matMul(h, this.stateWeight.value))
      .add<tf.Tensor2D>(this.bias.value); // [batch, 4 · units]
    const [zi, zf, zg, zo] = tf.split<tf.Tensor2D>(sums, 4, 1);
    const [i, f, g, o]: Gates = [tf.sigmoid(zi), tf.sigmoid(zf), tf.tanh(zg), tf.sigmoid(zo)];
    const next = f.mul(c).add<tf.Tensor2D>(i.mul(g));
    const squashed = next.tanh();
    return { state: [o.mul(squashed), next], kept: { x, h, c, gates: [i, f, g, o], squashed } };
  }

  stepBackward({ x, h, c, gates, squashed }: Kept, [gradH, gradNext]: State): StepGradients {
    const [i, f, g, o] = gates;
    const gradC = gradNext.add(gradH.mul(o).mul(slopeOfTanh(squashed))); // by both ways from c′
    const gradSums = tf.concat<tf.Tensor2D>(
      [
        gradC.mul(g).mul(slopeOfSigmoid(i)),
        gradC.mul(c).mul(slopeOfSigmoid(f)),
        gradC.mul(i).mul(slopeOfTanh(g)),
        gradH.mul(squashed).mul(slopeOfSigmoid(o)),
      ],
      1,
    );
    return {
      x: tf.matMul(gradSums, this.inputWeight.value, false, true),
      state: [tf.matMul(gradSums, this.stateWeight.value, false, true), gradC.mul(f)],
      parameters: [x.matMul(gradSums, true), h.matMul(gradSums, true), gradSums.sum(0)],
    };
  }

  parameters(): Parameter[] {
    return [this.inputWeight, this.stateWeight, this.bias];
  }
}

const slopeOfSigmoid = (y: tf.Tensor2D): tf.Tensor2D => y.mul(tf.sub(1, y));
const slopeOfTanh = (y: tf.Tensor2D): tf.Tensor2D => tf.sub(1, y.square());
