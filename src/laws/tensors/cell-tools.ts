import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import { Unlawful } from '../law.ts';
import { describe } from '../snapshot.ts';
import type { StateNumbers, Stepped, SteppedRounds, Steps } from './cell-spec.ts';
import { arrayOf, called, parametersOf, setValues, weightsOf } from './module-tools.ts';
import { tf } from './tensorflow.ts';

// What laws do with recurrent cells where the subject is.

export const cellTools = {
  /** Has a cell take steps and go them back, all of it in one `tf.tidy`, and that some times over. */
  takeSteps(cell: object, className: string, steps: Steps, rounds: number): SteppedRounds {
    const parameters = parametersOf(cell, className);
    setValues(parameters, className, steps.values);
    const done: SteppedRounds = { rounds: [], freed: [], tensors: [], gradients: [] };
    for (let round = 0; round < rounds; round++) {
      tf.tidy(() => done.rounds.push(stepped(cell, className, steps, done.freed)));
      done.tensors.push(tf.memory().numTensors);
    }
    done.gradients = parameters.map(({ gradient }) => weightsOf(gradient));
    return done;
  },

  /** The state that a cell begins with. */
  zeroStateOf(cell: object, className: string, batch: number): unknown[] {
    let numbers: unknown[] = [];
    tf.tidy(() => {
      const what = `${className}.zeroState`;
      const state = listOf(called(cell, className, 'zeroState', [batch]), `\`${what}\``);
      numbers = state.map((tensor) => arrayOf(tensor, what));
    });
    return numbers;
  },
};

function stepped(cell: object, className: string, steps: Steps, freed: string[]): Stepped {
  const made: Stepped = { states: [], x: [], state: [], parameters: [] };
  const given: Tensor[] = [];
  const lend = <T extends Tensor>(tensors: T[]): T[] => {
    given.push(...tensors);
    return tensors;
  };
  const kept: unknown[] = [];
  let state: unknown[] = lend(tensorsOf(steps.state));
  for (const x of steps.x) {
    const what = `${className}.step`;
    const returned = called(cell, className, 'step', [...lend([tf.tensor2d(x)]), state]);
    const { state: next, kept: ofStep } = recordOf(returned, what, 'state');
    state = listOf(next, `the \`state\` that \`${what}\` returns`);
    made.states.push(state.map((tensor) => arrayOf(tensor, what)));
    kept.push(ofStep);
  }
  let arriving: Tensor[] = [];
  for (let t = kept.length - 1; t >= 0; t--) {
    const what = `${className}.stepBackward`;
    const own = tensorsOf(steps.gradients[t]);
    const gradState = lend(own.map((tensor, i) => arriving[i]?.add<Tensor2D>(tensor) ?? tensor));
    const returned = called(cell, className, 'stepBackward', [kept[t], gradState]);
    const { x, state: before, parameters } = recordOf(returned, what, 'x');
    made.x.unshift(arrayOf(x, what));
    arriving = listOf(before, `the \`state\` that \`${what}\` returns`) as Tensor[];
    made.state = arriving.map((tensor) => arrayOf(tensor, what));
    const list = listOf(parameters, `the \`parameters\` that \`${what}\` returns`);
    made.parameters.unshift(list.map((tensor) => arrayOf(tensor, what)));
  }
  if (given.some((tensor) => tensor.isDisposed)) {
    freed.push(`${className} disposed of a tensor that it was given`);
  }
  return made;
}

const tensorsOf = (state: StateNumbers): Tensor2D[] => state.map((numbers) => tf.tensor2d(numbers));

function recordOf(returned: unknown, what: string, field: string): Record<string, unknown> {
  if (typeof returned === 'object' && returned !== null && field in returned) {
    return returned as Record<string, unknown>;
  }
  throw new Unlawful(`\`${what}\` must return an object with \`${field}\` in it; it returned ${describe(returned)}`); // prettier-ignore
}

function listOf(list: unknown, what: string): unknown[] {
  if (Array.isArray(list)) return list;
  throw new Unlawful(`${what} must be a list of tensors; it is ${describe(list)}`);
}
