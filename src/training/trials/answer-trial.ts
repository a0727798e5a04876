import { runOn } from '../../backend/failures.ts';
import { type LoadedTensorFlow, loadTensorFlow } from '../../backend/load.ts';
import { UserError } from '../../common/user-error.ts';
import { answerCall, type Ask, type Send } from '../answer-call.ts';
import { missingTaskAdvice } from '../missing-task-advice.ts';
import { type Checkpoint, readCheckpoint, writeCheckpoint } from '../runs/checkpoint.ts';
import { restoreState, saveState, type Learned } from '../runs/training-state.ts';
import { watchLeaks } from '../runs/watch-leaks.ts';
import type { Measures } from './search-state.ts';
import { thin } from './thin.ts';
import type { EpochNotes, TrialCall, TrialEnd, TrialJob, TrialNews } from './trial-messages.ts';

/** A trial that can be trained epoch by epoch. Nothing is remembered from one to the next but its network. */
interface Trial {
  network: Learned;
  parameters: number;
  /** @param epoch - counted from 1. @returns the loss at every step. */
  trainEpoch(epoch: number): Promise<unknown>;
  /** @returns loss and accuracy on the validation samples. */
  validate(): Promise<unknown>;
  /** @returns loss and accuracy on the test samples. */
  test(): Promise<unknown>;
}

/** The losses of so many steps of an epoch are kept. */
const MOST_LOSSES = 1000;

/** Milliseconds between two messages about the progress. */
const PAUSE = 200;

type Prepare = (settings: unknown, loaded: LoadedTensorFlow, onStep: () => void) => Promise<Trial>;

/**
 * What a part's job module calls, once: trains a trial epoch by epoch, as long as the search wants more, and
 * writes a checkpoint after each; or tests it. Goes on from the checkpoint where there is one.
 *
 * @param prepare - is given the settings, as they crossed, and what it shall call with each step, so that it is
 *   seen how far an epoch is; it is called when TensorFlow.js is loaded.
 */
export async function answerTrial(prepare: Prepare): Promise<void> {
  await answerCall<TrialJob>(async (call, send, ask) => {
    try {
      const loaded = await loadTensorFlow({ backend: call.backend });
      return await runOn(loaded, () => train(call, prepare, loaded, send, ask));
    } catch (error) {
      const advice = missingTaskAdvice(error);
      if (advice !== undefined) return { state: 'refused', message: advice };
      if (error instanceof UserError) return { state: 'refused', message: error.message };
      throw error;
    }
  });
}

async function train(
  call: TrialCall,
  prepare: Prepare,
  loaded: LoadedTensorFlow,
  send: Send<TrialNews>,
  ask: Ask<TrialJob>,
): Promise<TrialEnd> {
  const { tf, backend, description } = loaded;
  const { name, epochs, settings, file } = call;
  const progress = tellProgress(call.stepsPerEpoch, send);
  const trial = await prepare(settings, loaded, progress.step);
  const { network, parameters } = trial;
  const leaks = watchLeaks(tf, file, (text) => send({ news: 'note', text }));
  let done: Omit<Checkpoint<EpochNotes>, 'state'> = { name, epochs, settings, parameters, epochsDone: 0, seconds: 0, records: [] }; // prettier-ignore
  const saved = call.checkpoint && (await readCheckpoint<EpochNotes>(call.checkpoint, call));
  // One that is further than what is to be tested is of no use; the same epochs are trained again.
  if (saved && (call.does === 'train' || saved.epochsDone <= call.epoch)) {
    await restoreState(tf, network, undefined, saved.state);
    done = saved;
  }
  await send({ news: 'trains', backend, description });

  async function trainOne(): Promise<void> {
    const start = performance.now();
    progress.begin();
    const losses = requireLosses(await trial.trainEpoch(done.epochsDone + 1), file);
    const { loss, accuracy } = requireMeasures(await trial.validate(), file);
    const seconds = (performance.now() - start) / 1000;
    const step_losses = thin(losses, MOST_LOSSES).map(finite);
    const notes = { loss: finite(loss), accuracy: finite(accuracy), seconds, steps: losses.length, step_losses }; // prettier-ignore
    done = {
      ...done,
      epochsDone: done.epochsDone + 1,
      seconds: done.seconds + seconds,
      records: [...done.records, notes],
    };
    if (call.checkpoint !== undefined) {
      await writeCheckpoint(call.checkpoint, { ...done, state: await saveState(network, undefined) }); // prettier-ignore
    }
    await leaks.afterEpoch();
  }

  /** Which may have been trained before the search was interrupted; or not, where a checkpoint was lost. */
  async function notesOf(epoch: number): Promise<EpochNotes> {
    while (done.epochsDone < epoch) await trainOne();
    return done.records[epoch - 1];
  }

  if (call.does === 'test') {
    await notesOf(call.epoch);
    const test = requireMeasures(await trial.test(), file);
    return { state: 'tested', notes: done.records, test };
  }
  for (let epoch: number | 'none' = call.epoch; epoch !== 'none';) {
    const { loss, accuracy, seconds } = await notesOf(epoch);
    epoch = await ask({ loss: loss ?? NaN, accuracy: accuracy ?? NaN, seconds });
  }
  return { state: 'ended' };
}

/** Tells now and then how far an epoch is. */
function tellProgress(stepsPerEpoch: number, send: Send<TrialNews>) {
  let steps = 0;
  let last = performance.now();
  return {
    begin: () => void (steps = 0),
    step() {
      steps++;
      if (performance.now() - last < PAUSE) return;
      last = performance.now();
      // Not waited for: the training goes on. Steps that only measure are beyond the end.
      void send({ news: 'progress', fraction: Math.min(1, steps / stepsPerEpoch) });
    },
  };
}

function requireLosses(value: unknown, file: string): number[] {
  if (Array.isArray(value) && value.every((loss) => typeof loss === 'number')) return value;
  throw new UserError(`${file}: trainEpoch gave ${show(value)}; wanted the losses of all steps, an array of numbers.`); // prettier-ignore
}

function requireMeasures(value: unknown, file: string): Measures {
  const { loss, accuracy } = (value ?? {}) as Partial<Measures>;
  if (typeof loss === 'number' && typeof accuracy === 'number') return { loss, accuracy };
  throw new UserError(`${file}: evaluate gave ${show(value)}; wanted { loss, accuracy }, both of them numbers.`); // prettier-ignore
}

const show = (value: unknown): string => (JSON.stringify(value) ?? typeof value).slice(0, 60);

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
