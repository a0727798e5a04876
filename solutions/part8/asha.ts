export interface AshaSettings {
  gracePeriod: number;
  reductionFactor: number;
  maxEpochs: number;
}

export type Decision = 'continue' | 'stop';

export interface AshaState {
  settings: AshaSettings;
  arrived: (number | null)[][];
  trials: Record<number, { epochs: number; decision: Decision }>;
}

export function rungs({ gracePeriod, reductionFactor, maxEpochs }: AshaSettings): number[] {
  mustBeWhole('grace period', gracePeriod, 1);
  mustBeWhole('reduction factor', reductionFactor, 2);
  mustBeWhole('maximum', maxEpochs, gracePeriod);
  const all: number[] = [];
  for (let epoch = gracePeriod; epoch < maxEpochs; epoch *= reductionFactor) all.push(epoch);
  return all;
}

export function startAsha(settings: AshaSettings): AshaState {
  return { settings: { ...settings }, arrived: rungs(settings).map(() => []), trials: {} };
}

export function report(
  state: AshaState,
  trial: number,
  epoch: number,
  loss: number,
): { state: AshaState; decision: Decision } {
  mustBeNext(state, trial, epoch);
  const { settings } = state;
  const rung = rungs(settings).indexOf(epoch);
  const value = Number.isFinite(loss) ? loss : null;
  const arrived = state.arrived.map((losses, r) => (r === rung ? [...losses, value] : losses));
  const isOver =
    epoch === settings.maxEpochs ||
    (rung >= 0 && !isAmongBest(value, arrived[rung], settings.reductionFactor));
  const decision = isOver ? 'stop' : 'continue';
  const trials = { ...state.trials, [trial]: { epochs: epoch, decision } as const };
  return { state: { settings, arrived, trials }, decision };
}

/** @param losses - of all that have arrived, this one included. */
function isAmongBest(
  loss: number | null,
  losses: readonly (number | null)[],
  reductionFactor: number,
): boolean {
  if (loss === null) return false;
  const better = losses.filter((other) => other !== null && other < loss);
  return better.length < Math.ceil(losses.length / reductionFactor);
}

function mustBeNext({ trials }: AshaState, trial: number, epoch: number): void {
  const { epochs, decision } = trials[trial] ?? { epochs: 0, decision: 'continue' };
  if (decision === 'stop') {
    throw new Error(
      `Trial ${trial} reports epoch ${epoch}, but it was stopped after epoch ${epochs}.`,
    );
  }
  if (epoch === epochs + 1) return;
  throw new Error(`Trial ${trial} reports epoch ${epoch}; its next one is epoch ${epochs + 1}.`);
}

function mustBeWhole(name: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new Error(`The ${name} is ${value}; wanted a whole number of at least ${least}.`);
}
