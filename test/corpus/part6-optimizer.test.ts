import * as tf from '@tensorflow/tfjs';
import type { Parameter } from '../../solutions/part6/linear.ts';
import { SGD, type SGDOptions } from '../../solutions/part6/optimizer.ts';
import { proveCorpus } from './corpus.ts';
import { stepping, usual } from './part6/optimizers.ts';

const velocities: tf.Tensor[] = [];

const wrong = [
  stepping('with the gradient', (now) => ({ ...usual(now), w: now.w.mul(2).sub(usual(now).w) })),
  stepping('no momentum', (now) => usual({ ...now, momentum: 0 })),
  stepping('no weight decay', (now) => usual({ ...now, weightDecay: 0 })),
  stepping('biases do not decay', (now) => usual(now.isBias ? { ...now, weightDecay: 0 } : now)),
  stepping('weights do not decay', (now) => usual(now.isBias ? now : { ...now, weightDecay: 0 })),
  stepping('dampened: (1 − μ)g', ({ w, g, v, learningRate, momentum, weightDecay }) => {
    const velocity = v.mul(momentum).add(g.add(w.mul(weightDecay)).mul(1 - momentum));
    return { w: w.sub(velocity.mul(learningRate)), v: velocity };
  }),
  stepping('Nesterov', (now) => {
    const { v } = usual(now);
    const ahead = now.g.add(now.w.mul(now.weightDecay)).add(v.mul(now.momentum));
    return { w: now.w.sub(ahead.mul(now.learningRate)), v };
  }),
  stepping('decay beside the momentum', ({ w, g, v, learningRate, momentum, weightDecay }) => {
    const velocity = v.mul(momentum).add(g);
    return { w: w.sub(velocity.add(w.mul(weightDecay)).mul(learningRate)), v: velocity };
  }),
  stepping(
    'decay without the learning rate',
    ({ w, g, v, learningRate, momentum, weightDecay }) => {
      const velocity = v.mul(momentum).add(g);
      return { w: w.mul(1 - weightDecay).sub(velocity.mul(learningRate)), v: velocity };
    },
  ),
  stepping('decay has a 2', (now) => usual({ ...now, weightDecay: 2 * now.weightDecay })),
  stepping('decay goes up', (now) => usual({ ...now, weightDecay: -now.weightDecay })),
  stepping('decay by the sign of w', (now) =>
    usual({ ...now, g: now.g.add(now.w.sign().mul(now.weightDecay)), weightDecay: 0 }),
  ),
  stepping('the velocity of the step before', (now) => ({
    v: usual(now).v,
    w: now.w.sub(now.v.mul(now.learningRate)),
  })),
  stepping('the learning rate is in v and in the step', (now) => {
    const v = now.v
      .mul(now.momentum)
      .add(now.g.add(now.w.mul(now.weightDecay)).mul(now.learningRate));
    return { v, w: now.w.sub(v.mul(now.learningRate)) };
  }),
  stepping('the velocity is not remembered', (now) => ({ ...usual(now), v: now.v })),
  stepping('the velocity begins with the gradient, counted twice', (now) =>
    usual(now.isFirst ? { ...now, v: now.g } : now),
  ),
  stepping('the momentum is squared', (now) => usual({ ...now, momentum: now.momentum ** 2 })),
  stepping('0.9 and 0.0005 are the defaults', usual, { momentum: 0.9, weightDecay: 0.0005 }),
  stepping('the gradient is clipped to ±1', (now) =>
    usual({ ...now, g: now.g.clipByValue(-1, 1) }),
  ),
  stepping('the gradient is made of length 1', (now) =>
    usual({ ...now, g: now.g.div(now.g.norm().add(1e-9)) }),
  ),
  stepping('steps leave a tensor behind', (now) => {
    tf.keep(now.g.mul(2));
    return usual(now);
  }),
  {
    name: 'the gradients are set to 0 afterwards',
    module: {
      SGD: class extends SGD {
        private readonly all: readonly Parameter[];
        constructor(parameters: readonly Parameter[], options: SGDOptions) {
          super(parameters, options);
          this.all = parameters;
        }
        override step() {
          super.step();
          tf.tidy(() =>
            this.all.forEach(({ gradient }) => gradient.assign(tf.zerosLike(gradient))),
          );
        }
      },
    },
  },
  {
    name: 'one velocity for all optimizers',
    module: {
      SGD: class {
        readonly parameters: Parameter[];
        readonly options: SGDOptions;
        constructor(parameters: Parameter[], options: SGDOptions) {
          this.parameters = parameters;
          this.options = options;
        }
        step() {
          this.parameters.forEach(({ value, gradient }, i) => {
            const { learningRate, momentum = 0, weightDecay = 0 } = this.options;
            const before = velocities[i];
            const isLike = before !== undefined && String(before.shape) === String(value.shape);
            const v = tf.tidy(() => {
              const decayed = gradient.add(value.mul(weightDecay));
              return tf.keep(isLike ? before.mul(momentum).add(decayed) : decayed);
            });
            before?.dispose();
            velocities[i] = v;
            tf.tidy(() => value.assign(value.sub(v.mul(learningRate))));
          });
        }
      },
    },
  },
  {
    name: 'the gradients are read when it is made',
    module: {
      SGD: class {
        inner: SGD;
        constructor(parameters: Parameter[], options: SGDOptions) {
          const copies = parameters.map(({ value, gradient }) => ({
            value,
            gradient: tf.variable(gradient.clone()),
          }));
          this.inner = new SGD(copies, options);
        }
        step() {
          this.inner.step();
        }
      },
    },
  },
  {
    name: 'the step comes a little later',
    module: {
      SGD: class extends SGD {
        override step() {
          setTimeout(() => {
            try {
              super.step();
            } catch {
              // The law is over, and its variables are gone.
            }
          }, 1);
        }
      },
    },
  },
];

const right = [
  stepping(
    'the learning rate within the velocity',
    ({ w, g, v, learningRate, momentum, weightDecay }) => {
      const velocity = v.mul(momentum).sub(g.add(w.mul(weightDecay)).mul(learningRate));
      return { w: w.add(velocity), v: velocity };
    },
  ),
  stepping('nothing is computed for what is 0', (now) => {
    let d = now.g;
    if (now.weightDecay !== 0) d = d.add(now.w.mul(now.weightDecay));
    if (now.momentum !== 0 && !now.isFirst) d = now.v.mul(now.momentum).add(d);
    return { w: now.w.sub(d.mul(now.learningRate)), v: d.clone() };
  }),
  {
    name: 'velocities in a map of kept tensors, disposed of by hand',
    module: {
      SGD: class {
        readonly velocities = new Map<tf.Variable, tf.Tensor>();
        readonly parameters: Parameter[];
        readonly options: SGDOptions;
        constructor(parameters: Parameter[], options: SGDOptions) {
          this.parameters = parameters;
          this.options = options;
        }
        step() {
          const { learningRate, momentum = 0, weightDecay = 0 } = this.options;
          for (const { value, gradient } of this.parameters) {
            const before = this.velocities.get(value);
            const decay = value.mul(weightDecay);
            const decayed = gradient.add(decay);
            const old = before?.mul(momentum);
            const v = old === undefined ? decayed.clone() : old.add(decayed);
            const step = v.mul(learningRate);
            const next = value.sub(step);
            value.assign(next);
            tf.dispose([before, decay, decayed, old, step, next].filter((t) => t !== undefined));
            this.velocities.set(value, v);
          }
        }
      },
    },
  },
  {
    name: 'arithmetic on arrays',
    module: {
      SGD: class {
        readonly velocities: Float32Array[];
        readonly parameters: Parameter[];
        readonly options: SGDOptions;
        constructor(parameters: Parameter[], options: SGDOptions) {
          this.parameters = parameters;
          this.options = options;
          this.velocities = parameters.map(({ value }) => new Float32Array(value.size));
        }
        step() {
          const { learningRate, momentum = 0, weightDecay = 0 } = this.options;
          this.parameters.forEach(({ value, gradient }, i) => {
            const [w, g, v] = [value.dataSync(), gradient.dataSync(), this.velocities[i]];
            const next = w.map((x, k) => {
              v[k] = momentum * v[k] + g[k] + weightDecay * x;
              return x - learningRate * v[k];
            });
            tf.tidy(() => value.assign(tf.tensor(next, value.shape)));
          });
        }
      },
    },
  },
];

proveCorpus({ part: 'part6', file: 'optimizer', reference: { SGD }, wrong, right });
