import type { AdamOptimizer, Tensor, Variable } from '@tensorflow/tfjs';
import { addressOf, type Heap } from './heap.ts';
import { areFloats } from './override.ts';
import { tf } from './tensorflow.ts';

const { engine, getBackend, SGDOptimizer, tensor, tidy, train, zerosLike } = tf;

type Gradients = Parameters<AdamOptimizer['applyGradients']>[0];
type Moments = { originalName: string; variable: Variable }[];

/** What TensorFlow.js keeps private in its Adam; kept up to date here, so that it can be saved. */
interface AdamState {
  accBeta1: Variable;
  accBeta2: Variable;
  accumulatedFirstMoment: Moments;
  accumulatedSecondMoment: Moments;
}

/**
 * From now on `tf.train.sgd` and `tf.train.adam` (and their names in `compile`) give optimizers
 * that update a variable in one pass. They are TensorFlow.js' own classes but for that, and leave
 * the work to them wherever the WebAssembly backend is not the current one.
 */
export function useFastOptimizers(heap: Heap): void {
  class FastSgd extends SGDOptimizer {
    /** The rate that was last set: the field alone may be changed without effect, as ever. */
    declare private rate: number;

    override setLearningRate(learningRate: number): void {
      super.setLearningRate(learningRate);
      this.rate = learningRate;
    }

    override applyGradients(gradients: Gradients): void {
      const updates = updatesOf(gradients);
      if (!areServed(updates)) {
        super.applyGradients(gradients);
        return;
      }
      for (const { variable, gradient } of updates) {
        if (gradient == null) continue;
        const w = ownAddress(heap, variable);
        heap.kernels.descend(w, addressOf(heap, gradient), variable.size, this.rate);
      }
      this.incrementIterations();
    }
  }

  class FastAdam extends tf.AdamOptimizer {
    override applyGradients(gradients: Gradients): void {
      const updates = updatesOf(gradients);
      if (!areServed(updates)) {
        super.applyGradients(gradients);
        return;
      }
      const state = this as unknown as AdamState;
      const power1 = ownAddress(heap, state.accBeta1);
      const power2 = ownAddress(heap, state.accBeta2);
      for (const [index, { variable, gradient }] of updates.entries()) {
        const first = moment(state.accumulatedFirstMoment, index, variable, 'm');
        const second = moment(state.accumulatedSecondMoment, index, variable, 'v');
        if (gradient == null) continue;
        heap.kernels.adam(
          ownAddress(heap, variable),
          addressOf(heap, gradient),
          ownAddress(heap, first),
          ownAddress(heap, second),
          variable.size,
          this.learningRate,
          this.beta1,
          1 - this.beta1,
          this.beta2,
          1 - this.beta2,
          this.epsilon,
          power1,
          power2,
        );
      }
      heap.kernels.scale(power1, this.beta1);
      heap.kernels.scale(power2, this.beta2);
      this.incrementIterations();
    }
  }

  train.sgd = (learningRate) => new FastSgd(learningRate);
  train.adam = (learningRate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon) =>
    new FastAdam(learningRate, beta1, beta2, epsilon);
}

interface Update {
  variable: Variable;
  /** None for a variable that the loss does not use. */
  gradient: Tensor | null | undefined;
}

/** The place of each is that by which an optimizer finds its state. */
function updatesOf(gradients: Gradients): Update[] {
  const named = Array.isArray(gradients)
    ? gradients.map(({ name, tensor }) => [name, tensor] as const)
    : Object.entries(gradients);
  return named.map(([name, gradient]) => ({
    variable: engine().registeredVariables[name],
    gradient,
  }));
}

function areServed(updates: readonly Update[]): boolean {
  return (
    getBackend() === 'wasm' &&
    updates.every(({ variable, gradient }) => areFloats(variable, gradient))
  );
}

function moment(moments: Moments, index: number, of: Variable, name: string): Variable {
  moments[index] ??= {
    originalName: `${of.name}/${name}`,
    variable: tidy(() => zerosLike(of).variable(false)),
  };
  return moments[index].variable;
}

/** Where a variable's numbers lie, after a copy where a clone shares them: a clone keeps its own. */
function ownAddress(heap: Heap, variable: Variable): number {
  addressOf(heap, variable); // brings it here if it lies on another backend
  if (heap.backend.refCount(variable.dataId) > 1) {
    tidy(() => variable.assign(tensor(variable.dataSync(), variable.shape)));
  }
  return addressOf(heap, variable);
}
