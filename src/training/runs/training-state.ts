import type { LayersModel, Optimizer, Variable } from '@tensorflow/tfjs';
import type { TensorFlow } from '../../backend/rung.ts';
import { UserError } from '../../common/user-error.ts';
import { restoreTensor, saveTensor, type SavedTensor } from './saved-tensor.ts';

/** What a training learns: a network of layers, or variables. */
export type Learned = LayersModel | readonly Variable[];

const weightsOf = (model: Learned) => ('getWeights' in model ? model.getWeights() : model);

/** All that a training has learnt: the weights of the network, and what its optimizer remembers. */
export interface TrainingState {
  model: SavedTensor[];
  optimizer: SavedTensor[];
  /** The powers of Adam's betas, which `setWeights` would compute anew, to other last digits. */
  powers: SavedTensor[];
}

/** The private fields of optimizers that hold such powers. */
const powerFields = ['accBeta1', 'accBeta2'] as const;

type Powers = Partial<Record<(typeof powerFields)[number], Variable>>;

export async function saveState(
  model: Learned,
  optimizer: Optimizer | undefined,
): Promise<TrainingState> {
  const weights = weightsOf(model); // the network's own: not ours to dispose
  const remembered = (await optimizer?.getWeights()) ?? [];
  const state = {
    model: await Promise.all(weights.map((tensor, i) => saveTensor(String(i), tensor))),
    optimizer: await Promise.all(remembered.map(({ name, tensor }) => saveTensor(name, tensor))),
    powers: await Promise.all(
      powersOf(optimizer).map(([name, variable]) => saveTensor(name, variable)),
    ),
  };
  remembered.find(({ name }) => name === 'iter')?.tensor.dispose(); // made for us; the others are its own
  return state;
}

/**
 * Puts a model and an optimizer that were just built into a saved state.
 *
 * @throws {UserError} when the model has other weights than the one that was saved.
 */
export async function restoreState(
  tf: TensorFlow,
  model: Learned,
  optimizer: Optimizer | undefined,
  state: TrainingState,
): Promise<void> {
  refuseOtherWeights(model, state.model);
  const weights = state.model.map((saved) => restoreTensor(tf, saved));
  if ('setWeights' in model) model.setWeights(weights);
  else model.forEach((variable, i) => variable.assign(weights[i]));
  const remembered = state.optimizer.map((saved) => ({
    name: saved.name,
    tensor: restoreTensor(tf, saved),
  }));
  await optimizer?.setWeights(remembered);
  for (const [name, variable] of powersOf(optimizer)) {
    const saved = state.powers.find((power) => power.name === name);
    if (saved !== undefined) tf.tidy(() => variable.assign(restoreTensor(tf, saved)));
  }
  tf.dispose([...weights, ...remembered.map(({ tensor }) => tensor)]);
}

function refuseOtherWeights(model: Learned, saved: readonly SavedTensor[]): void {
  const [came, wanted] = [weightsOf(model), saved].map((weights) =>
    weights.map(({ shape }) => `[${shape.join(', ')}]`).join(' '),
  );
  if (came === wanted) return;
  throw new UserError(
    `The network has weights of other shapes than when its checkpoint was written: ${came}; the checkpoint has ${wanted}. Was the code changed? Begin anew, without --resume.`,
  );
}

function powersOf(optimizer: Optimizer | undefined): [string, Variable][] {
  const fields = (optimizer ?? {}) as unknown as Powers;
  return powerFields.flatMap((name) => {
    const variable = fields[name];
    return variable === undefined ? [] : [[name, variable] as [string, Variable]];
  });
}
