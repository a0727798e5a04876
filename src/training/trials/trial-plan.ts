import type { ExperimentContext } from '../experiment.ts';
import type { RunFolder } from '../runs/run-folder.ts';
import type { Configuration, SearchState } from './search-state.ts';
import type { TrialCall } from './trial-messages.ts';

/** How a trial is trained. */
export interface TrialPlan {
  epochs: number;
  stepsPerEpoch: number;
  /** How long an epoch takes, in any unit: decides which trial comes first to where they are compared. */
  cost: number;
  /** What the part's job module needs to know; JSON. */
  settings: unknown;
}

/** What the calls of trials are made from. */
export interface Plans {
  context: Pick<ExperimentContext, 'subject' | 'options' | 'print'>;
  folder: RunFolder;
  begin: { state: SearchState };
  plan: (configuration: Configuration) => TrialPlan;
  files: { train: string };
}

export const trialName = (trial: number) => `trial_${trial}`;

export const planOf = ({ plan, begin }: Pick<Plans, 'plan' | 'begin'>, trial: number): TrialPlan =>
  plan(begin.state.rows[trial].configuration);

export function callOf(
  plans: Plans,
  trial: number,
  does: TrialCall['does'],
  epoch: number,
): TrialCall {
  const { context, folder, files } = plans;
  const { epochs, stepsPerEpoch, settings } = planOf(plans, trial);
  return {
    does,
    epoch,
    name: trialName(trial),
    epochs,
    stepsPerEpoch,
    settings,
    file: `${context.subject}/${files.train}`,
    backend: context.options.backend,
    checkpoint: folder.checkpointPath(trialName(trial)),
  };
}

/** A trial whose checkpoint is damaged is trained again from its beginning. */
export async function setDamagedAside(plans: Plans): Promise<void> {
  const { context, folder, begin } = plans;
  for (const { trial, epochs } of begin.state.rows) {
    if (epochs.length === 0) continue;
    const plan = { name: trialName(trial), ...planOf(plans, trial) };
    await folder.readCheckpoint(plan, (text) => context.print(` ${text}`));
  }
}
