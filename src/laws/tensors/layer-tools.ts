import type { Tensor } from '@tensorflow/tfjs';
import { Unlawful } from '../law.ts';
import { describe } from '../snapshot.ts';
import type { Weights } from './model-spec.ts';
import { arrayOf, weightsOf } from './module-tools.ts';
import { tf } from './tensorflow.ts';

// What laws do with what a module shows beside its parameters, and with single numbers.

export const layerTools = {
  /** The number in a tensor that the subject has returned, which is freed. */
  numberOf(tensor: Tensor, className: string): unknown {
    const number = arrayOf(tensor, className);
    tensor.dispose();
    return number;
  },

  /** The numbers of these fields. */
  variablesOf(subject: object, className: string, names: readonly string[]): Weights[] {
    return names.map((name) => weightsOf(variableOf(subject, className, name)));
  },

  setVariables(
    subject: object,
    className: string,
    values: Readonly<Record<string, Weights>>,
  ): void {
    tf.tidy(() => {
      for (const [name, value] of Object.entries(values)) {
        const variable = variableOf(subject, className, name);
        const tensor = tf.tensor(value);
        const [got, wanted] = [variable.shape.join('×'), tensor.shape.join('×')];
        if (got !== wanted) {
          throw new Unlawful(`\`${className}.${name}\` has the shape ${got}; wanted ${wanted}`);
        }
        variable.assign(tensor);
      }
    });
  },
};

function variableOf(subject: object, className: string, name: string) {
  const value = (subject as Record<string, unknown>)[name];
  if (value instanceof tf.Variable) return value;
  throw new Unlawful(
    `\`${className}.${name}\` must be a variable, as tf.variable(…) makes; it is ${describe(value)}`,
  );
}
