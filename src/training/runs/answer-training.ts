import type { Optimizer } from '@tensorflow/tfjs';
import { runOn } from '../../backend/failures.ts';
import { type LoadedTensorFlow, loadTensorFlow } from '../../backend/load.ts';
import { UserError } from '../../common/user-error.ts';
import { answerCall, type Send } from '../answer-call.ts';
import { missingTaskAdvice } from '../missing-task-advice.ts';
import { DivergedError } from '../finite-loss.ts';
import {
  type Checkpoint,
  readCheckpoint,
  type TrainingEnd,
  writeCheckpoint,
} from './checkpoint.ts';
import { takeRecord, takeRecords, type RunRecord } from './records.ts';
import type { TrainingCall, TrainingJob, TrainingNews } from './run-messages.ts';
import { type Learned, restoreState, saveState } from './training-state.ts';
import { watchLeaks } from './watch-leaks.ts';

/** A training that can be run epoch by epoch. */
export interface Training {
  /** What it learns: a network of layers, or all variables of one that is made otherwise. */
  model: Learned;
  /** How many numbers it learns, where `model` is a list of variables. */
  parameters?: number;
  /** Kept from epoch to epoch; plain SGD remembers nothing, and needs none. */
  optimizer?: Optimizer;
  /**
   * Trains for one epoch.
   *
   * @param epoch - counted from 0.
   * @param onRecord - called with each record as soon as it is made, as far as the subject does so.
   * @returns the records of this epoch.
   */
  trainEpoch(epoch: number, onRecord: (record: object) => void): Promise<unknown>;
  /** Called after the last epoch. @returns what is known of the trained network; JSON can hold it. */
  finish(records: readonly RunRecord[]): Promise<unknown>;
}

/** Milliseconds between two messages with records: a network may make a thousand of them a second. */
const PAUSE = 100;

/**
 * What a part's job module calls, once: trains as its process was told, from its checkpoint where there
 * is one, and writes a checkpoint after each epoch.
 *
 * @param prepare - is given the settings of the plan, as they crossed; builds model and optimizer by the functions of the subject; it is called when
 *   TensorFlow.js is loaded.
 */
export async function answerTraining(
  prepare: (settings: unknown, loaded: LoadedTensorFlow) => Promise<Training>,
): Promise<void> {
  await answerCall<TrainingJob>(async (call, send) => {
    await send({ news: 'started', pid: process.pid });
    const loaded = await loadTensorFlow({ backend: call.backend });
    try {
      return await runOn(loaded, async () => {
        const training = await prepare(call.settings, loaded);
        return train(call, training, loaded, send);
      });
    } catch (error) {
      const advice = missingTaskAdvice(error);
      throw advice === undefined ? error : new UserError(advice);
    }
  });
}

async function train(
  call: TrainingCall,
  training: Training,
  loaded: LoadedTensorFlow,
  send: Send<TrainingNews>,
): Promise<TrainingEnd> {
  const { tf, backend, description } = loaded;
  const { model, optimizer } = training;
  const parameters = training.parameters ?? countTrainable(model);
  const leaks = watchLeaks(tf, call.file, (text) => send({ news: 'note', text }));

  const saved = call.checkpoint && (await readCheckpoint(call.checkpoint, call));
  const { name, epochs, settings } = call;
  let done: Omit<Checkpoint, 'state'> = { name, epochs, settings, parameters, epochsDone: 0, seconds: 0, records: [] }; // prettier-ignore
  if (saved) {
    await restoreState(tf, model, optimizer, saved.state);
    done = saved;
  }
  const save = async () => {
    if (call.checkpoint === undefined) return;
    await writeCheckpoint(call.checkpoint, { ...done, state: await saveState(model, optimizer) });
  };
  await send({ news: 'trains', backend, description, parameters });

  while (done.ended === undefined && done.epochsDone < epochs) {
    const start = performance.now();
    const { records, diverged } = await trainEpoch(call, training, done, send);
    const seconds = done.seconds + (performance.now() - start) / 1000;
    done = { ...done, seconds, records: [...done.records, ...records] };
    if (diverged) {
      done.ended = { state: 'diverged', step: diverged.step, message: diverged.message };
    } else {
      done.epochsDone++;
    }
    await save();
    await send({ news: 'epoch', epochsDone: done.epochsDone, records, seconds });
    await leaks.afterEpoch();
  }
  if (done.ended === undefined) {
    done.ended = { state: 'done', result: await training.finish(done.records) };
    await save();
  }
  return done.ended;
}

/** Trains for one epoch, and tells its records on the way. */
async function trainEpoch(
  { measures, file }: TrainingCall,
  training: Training,
  { epochsDone, records: before }: Pick<Checkpoint, 'epochsDone' | 'records'>,
  send: Send<TrainingNews>,
): Promise<{ records: RunRecord[]; diverged?: DivergedError }> {
  const after = before.at(-1)?.step ?? 0;
  const told: RunRecord[] = [];
  let sent = 0;
  let last = performance.now();
  const onRecord = (given: object) => {
    told.push(takeRecord(given, measures, told.at(-1)?.step ?? after, file));
    if (performance.now() - last < PAUSE) return;
    // Not waited for: the training goes on. So few messages cannot pile up.
    void send({ news: 'records', records: told.slice(sent) });
    sent = told.length;
    last = performance.now();
  };
  try {
    const given = await training.trainEpoch(epochsDone, onRecord);
    return takeRecords(given, measures, after, file);
  } catch (error) {
    if (error instanceof DivergedError) return { records: told, diverged: error };
    throw error;
  }
}

/** How many numbers the optimizer may change. */
function countTrainable(model: Learned): number {
  const weights = 'trainableWeights' in model ? model.trainableWeights : model;
  const sizes = weights.map(({ shape }) =>
    shape.reduce<number>((product, side) => product * (side ?? 1), 1),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
