import { UserError } from '../../common/user-error.ts';
import type { Failure, Outcome } from '../job-messages.ts';
import { runSideBySide } from '../side-by-side.ts';
import type { EpochMeasured, NextEpoch, TrialCall, TrialEnd, TrialJob, TrialNews } from './trial-messages.ts'; // prettier-ignore

/** A trial at work says something with every few steps: so long a silence is an endless loop. */
const SILENCE = 600_000;

export interface TrialRequest {
  /** The module that each trial runs in a process of its own; it calls `answerTrial`. */
  entry: URL;
  call: (trial: number, does: TrialCall['does'], epoch: number) => TrialCall;
  /** Aborted to end all processes. */
  signal: AbortSignal;
  onNews: (trial: number, news: TrialNews) => void;
  onOutput: (trial: number, text: string) => void;
  /** Called with what goes wrong with more than one trial. */
  onMistake: (error: Error) => void;
  /** Node's own arguments. Default: those of this process. */
  execArgv?: readonly string[] | undefined;
}

/** A trial whose process has failed. */
export class TrialFailed extends Error {
  override name = 'TrialFailed';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

export interface TrialProcesses {
  /**
   * Trains an epoch of a trial, in its process, which is started where there is none. The promise stays open when
   * the process is stopped by the signal.
   *
   * @throws {TrialFailed} when the process fails.
   */
  train(trial: number, epoch: number): Promise<EpochMeasured>;
  /** Ends the process of a trial, once its epoch is over. */
  end(trial: number): void;
  /** Tests a trial as it was after an epoch. @throws {TrialFailed} when its process fails. */
  test(trial: number, epoch: number): Promise<Extract<TrialEnd, { state: 'tested' }> | undefined>;
  /** Waits until no process runs any more. */
  allEnded(): Promise<void>;
}

/** What is said with one process. */
interface Talk {
  resolve: (measured: EpochMeasured) => void;
  reject: (error: Error) => void;
  /** Answers its question; undefined as long as it trains. */
  answer?: ((next: NextEpoch) => void) | undefined;
  isOver: boolean;
}

/** Trials in processes of their own, each of which keeps its network from epoch to epoch. */
export function trialProcesses(request: TrialRequest): TrialProcesses {
  const { entry, call, signal, onNews, onOutput, onMistake, execArgv } = request;
  const talks = new Map<number, Talk>();
  const running = new Map<number, Promise<void>>();
  /** Those that were told to end, and will in a moment. */
  const ending = new Set<Promise<void>>();

  async function converse(trial: number, epoch: number, talk: Talk): Promise<void> {
    await Promise.all(ending); // whose place and memory this one takes
    const onQuestion = (_: number, measured: EpochMeasured) =>
      new Promise<NextEpoch>((answer) => {
        if (talk.isOver) answer('none');
        talk.answer = answer;
        talk.resolve(measured);
      });
    const outcome = await run(trial, call(trial, 'train', epoch), onQuestion);
    talks.delete(trial);
    if (outcome.state === 'failed') talk.reject(new TrialFailed(outcome));
    if (outcome.state === 'done' && !talk.isOver) onMistake(refusal(outcome.result));
  }

  async function run(
    trial: number,
    job: TrialCall,
    onQuestion: (index: number, measured: EpochMeasured) => Promise<NextEpoch>,
  ): Promise<Outcome<TrialEnd>> {
    const [outcome] = await runSideBySide<TrialJob>({
      entry,
      calls: [job],
      jobs: 1,
      signal,
      silenceMs: SILENCE,
      ...(execArgv === undefined ? {} : { execArgv }),
      onQuestion,
      onMessage: (_, news) => onNews(trial, news),
      onOutput: (_, text) => onOutput(trial, text),
    });
    return outcome;
  }

  return {
    train: (trial, epoch) =>
      new Promise((resolve, reject) => {
        const known = talks.get(trial);
        if (known !== undefined) {
          Object.assign(known, { resolve, reject });
          known.answer?.(epoch);
          known.answer = undefined;
          return;
        }
        const talk: Talk = { resolve, reject, isOver: false };
        talks.set(trial, talk);
        running.set(trial, converse(trial, epoch, talk).catch(onMistake));
      }),
    end(trial) {
      const talk = talks.get(trial);
      const end = running.get(trial);
      if (talk === undefined || end === undefined || talk.isOver) return;
      talk.isOver = true;
      talk.answer?.('none');
      ending.add(end);
      void end.finally(() => ending.delete(end));
    },
    async test(trial, epoch) {
      const outcome = await run(trial, call(trial, 'test', epoch), () => Promise.resolve('none'));
      if (outcome.state === 'stopped') return undefined;
      if (outcome.state === 'failed') throw new TrialFailed(outcome);
      if (outcome.result.state === 'tested') return outcome.result;
      throw refusal(outcome.result);
    },
    allEnded: async () => void (await Promise.all(running.values())),
  };
}

const refusal = (end: TrialEnd) =>
  end.state === 'refused' ? new UserError(end.message) : new Error(`A trial came to the end ${end.state} by itself.`); // prettier-ignore
