import type { Tensor, Tensor2D, Variable } from '@tensorflow/tfjs';
import { guardedAtOnce } from '../guarded.ts';
import { Unlawful } from '../law.ts';
import { describe } from '../snapshot.ts';
import type { Weights } from './model-spec.ts';
import type { Moved, Step, Worked } from './module-spec.ts';
import { tf } from './tensorflow.ts';

// What laws do with modules, losses and optimizers where the subject is.

/** A number array that training changes, as the katas have it. */
export interface Parameter {
  value: Variable;
  gradient: Variable;
}

type Subject = Record<string, (...args: unknown[]) => unknown>;

/** What was there before the first case. */
const lasting = new Set(Object.keys(tf.engine().registeredVariables));

export const moduleTools = {
  /** Frees all variables that were made for a case. */
  freeVariables(): void {
    for (const [name, variable] of Object.entries(tf.engine().registeredVariables)) {
      if (!lasting.has(name)) variable.dispose();
    }
  },

  /**
   * Has a module or a loss take steps, each round of them in one `tf.tidy`.
   *
   * @param values - of its parameters, to begin with; left out, they stay as they are. Of a loss, `null`.
   */
  work(
    subject: object,
    className: string,
    rounds: readonly (readonly Step[])[],
    values?: readonly Weights[] | null,
  ): Worked {
    const parameters = values === null ? [] : parametersOf(subject, className);
    if (values !== null && values !== undefined) setValues(parameters, className, values);
    const worked: Worked = { results: [], values: [], gradients: [], freed: [], tensors: [] };
    for (const round of rounds) {
      tf.tidy(() => {
        const given: Tensor[] = [];
        for (const { method, args, wantsInput, training } of round) {
          const what = `${className}.${method}`;
          const tensors = args.map((numbers) => tf.tensor(numbers));
          const rest = [training, wantsInput].filter((flag) => flag !== undefined);
          const returned = called(subject, className, method, [...tensors, ...rest]);
          worked.results.push(wantsInput === false ? null : arrayOf(returned, what));
          given.push(...tensors);
          if (given.some((tensor) => tensor.isDisposed)) {
            worked.freed.push(`\`${what}\` disposed of a tensor that ${className} was given`);
          }
        }
      });
      worked.values.push(parameters.map(({ value }) => weightsOf(value)));
      worked.gradients.push(parameters.map(({ gradient }) => weightsOf(gradient)));
      worked.tensors.push(tf.memory().numTensors);
    }
    return worked;
  },

  /** The values of its parameters, as they are. */
  valuesOf(subject: object, className: string): Weights[] {
    return parametersOf(subject, className).map(({ value }) => weightsOf(value));
  },

  makeListOfParameters(subject: object, className: string): Parameter[] {
    return parametersOf(subject, className);
  },

  makeParameters(values: readonly Weights[]): Parameter[] {
    return tf.tidy(() =>
      values.map((value) => ({
        value: tf.variable(tf.tensor(value)),
        gradient: tf.variable(tf.zerosLike(tf.tensor(value))),
      })),
    );
  },

  /** Has an optimizer take a step for each list of gradients. */
  move(
    optimizer: object,
    className: string,
    parameters: readonly Parameter[],
    gradients: readonly (readonly Weights[])[],
  ): Moved {
    const moved: Moved = { values: [], gradients: [], tensors: [] };
    for (const list of gradients) {
      tf.tidy(() => list.forEach((one, i) => parameters[i].gradient.assign(tf.tensor(one))));
      called(optimizer, className, 'step', []);
      moved.values.push(parameters.map(({ value }) => weightsOf(value)));
      moved.gradients.push(parameters.map(({ gradient }) => weightsOf(gradient)));
      moved.tensors.push(tf.memory().numTensors);
    }
    return moved;
  },

  makeMatrix(rows: number[][]): Tensor2D {
    return tf.tensor2d(rows);
  },

  /** What has become of a tensor of a law's; nothing when it was disposed of. */
  matrixOf(tensor: Tensor): unknown {
    return tensor.isDisposed ? undefined : tensor.arraySync();
  },
};

/** Calls a method of the subject. @throws {Unlawful} when it has TensorFlow.js find a gradient for it. */
export function called(
  subject: object,
  className: string,
  method: string,
  args: unknown[],
): unknown {
  const what = `${className}.${method}`;
  const target = (subject as Subject)[method];
  if (typeof target !== 'function') {
    throw new Unlawful(`${className} has no method \`${method}\``);
  }
  const watch = watchGradients();
  try {
    return guardedAtOnce(what, () => Reflect.apply(target, subject, args));
  } finally {
    watch.end(what);
  }
}

/** Notices when TensorFlow.js is asked for a gradient, by `tf.grad`, by an optimizer, or otherwise. */
export function watchGradients() {
  const engine = tf.engine();
  const { gradients } = engine;
  let isAsked = false;
  engine.gradients = (...args) => {
    isAsked = true;
    return gradients.apply(engine, args) as never;
  };
  return {
    /** @throws {Unlawful} when it was. */
    end(what: string): void {
      Reflect.deleteProperty(engine, 'gradients'); // the one of its class again
      if (isAsked)
        throw new Unlawful(`\`${what}\` has TensorFlow.js find a gradient; here, you do`);
    },
  };
}

export function arrayOf(result: unknown, what: string): unknown {
  if (result instanceof tf.Tensor) {
    if (!result.isDisposed) return result.arraySync();
    throw new Unlawful(`\`${what}\` returned a tensor that is disposed of`);
  }
  const isMissing = result === undefined ? ': is a `return` missing?' : '';
  throw new Unlawful(
    `\`${what}\` must return a tensor; it returned ${describe(result)}${isMissing}`,
  );
}

export function parametersOf(subject: object, className: string): Parameter[] {
  const list = called(subject, className, 'parameters', []);
  const what = `\`${className}.parameters()\``;
  if (!Array.isArray(list)) {
    throw new Unlawful(`${what} must return a list; it returned ${describe(list)}`);
  }
  return list.map((parameter: Partial<Parameter> | null | undefined, i) => {
    const { value, gradient } = parameter ?? {};
    if (value instanceof tf.Variable && gradient instanceof tf.Variable) return { value, gradient };
    const [name, odd] = value instanceof tf.Variable ? ['gradient', gradient] : ['value', value];
    throw new Unlawful(
      `${what}[${i}].${name} must be a variable, as tf.variable(…) makes; it is ${describe(odd)}`,
    );
  });
}

const namesOfParameters = ['first', 'second', 'third'];

export function setValues(
  parameters: readonly Parameter[],
  className: string,
  values: readonly Weights[],
): void {
  if (parameters.length !== values.length) {
    const count = `${parameters.length} of ${values.length}`;
    throw new Unlawful(`\`${className}.parameters()\` lists ${count} parameters`);
  }
  tf.tidy(() =>
    values.forEach((value, i) => {
      const wanted = tf.tensor(value);
      const target = parameters[i].value;
      if (target.shape.join() !== wanted.shape.join()) {
        const name = namesOfParameters[i] ?? `${i + 1}th`;
        const [got, shape] = [target.shape.join('×'), wanted.shape.join('×')];
        throw new Unlawful(
          `the ${name} parameter of ${className} has the shape ${got}; wanted ${shape}`,
        );
      }
      target.assign(wanted);
    }),
  );
}

export function weightsOf(variable: Variable): Weights {
  if (!variable.isDisposed) return variable.arraySync() as Weights;
  throw new Unlawful('a variable of its parameters is disposed of');
}
