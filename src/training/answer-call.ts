import { setImmediate as nextTurn } from 'node:timers/promises';
import { UserError } from '../common/user-error.ts';
import { followParent } from './follow-parent.ts';
import type { Answer, Failure, FromJob, JobTypes, Question } from './job-messages.ts';

/** Sends a message to the parent. Waited for, it keeps a job from running ahead of a slow parent. */
export type Send<Message> = (message: Message) => Promise<void>;

/** Asks the parent, and waits for its answer; one question at a time. */
export type Ask<Job> = (question: Question<Job>) => Promise<Answer<Job>>;

/**
 * What a module that `runSideBySide` runs in a process calls, once: does the job that the process was
 * started for, sends its result, and ends the process.
 *
 * Ctrl-C is left to the parent, which ends this process with SIGTERM. When the parent dies, so does it.
 *
 * @param work - gives the result; an error that it throws is the failure of this job alone.
 * @throws {UserError} when the module was not started by `runSideBySide`.
 */
export async function answerCall<Job extends JobTypes>(
  work: (
    call: Job['call'],
    send: Send<Job['message']>,
    ask: Ask<Job>,
  ) => Promise<Job['result']> | Job['result'],
): Promise<void> {
  if (process.send === undefined) {
    throw new UserError(
      `${process.argv[1]} does one job of several and has none when run by itself: runSideBySide starts it.`,
    );
  }
  process.on('SIGINT', () => {});
  process.on('uncaughtException', (error) => void fail(told(error)));
  followParent();
  const call = await new Promise<Job['call']>((resolve) => {
    process.once('message', (message: { call: Job['call'] }) => resolve(message.call));
  });
  process.channel?.unref(); // a job that waits for nothing comes to its end
  process.once('beforeExit', () => {
    void fail({ message: 'It waits for a promise that nothing will settle.' });
  });
  try {
    const send = async (message: Job['message']) => {
      await post({ job: 'message', message });
      await nextTurn(); // a chance to hear that the parent is gone
    };
    const result = await work(call, send, ask<Job>);
    await finish({ job: 'result', result });
  } catch (error) {
    await fail(told(error));
  }
}

async function ask<Job extends JobTypes>(question: Question<Job>): Promise<Answer<Job>> {
  const answer = new Promise<Answer<Job>>((resolve) => {
    process.once('message', (message: { answer: Answer<Job> }) => resolve(message.answer));
  });
  process.channel?.ref(); // it does wait for something
  await post({ job: 'question', question });
  return answer.finally(() => process.channel?.unref());
}

const fail = (failure: Failure) => finish({ job: 'failure', failure });

function told(error: unknown): Failure {
  if (!(error instanceof Error)) return { message: `It threw ${String(error)}.` };
  if (error instanceof UserError) return { message: error.message };
  return { message: `${error.name}: ${error.message}`, stack: error.stack ?? '' };
}

/** Sends the last word, lets what was printed flow off, and ends. */
async function finish(last: FromJob<JobTypes>): Promise<void> {
  await post(last);
  await Promise.all(
    [process.stdout, process.stderr].map(
      (stream) => new Promise((resolve) => void stream.write('', resolve)),
    ),
  );
  process.exit();
}

/** Waits until the pipe has taken a message. @throws when it cannot be copied. */
function post(message: FromJob<JobTypes> | { job: 'question'; question: unknown }): Promise<void> {
  return new Promise(
    (resolve) => void process.send!(message, undefined, undefined, () => resolve()),
  );
}
