import type { TrainingNews } from './run-messages.ts';
import type { Patience } from './patience.ts';
import { type Silence, silence } from './silence.ts';

/** Ends the processes of trainings that say nothing any more. */
export interface SilenceWatch {
  /** @param at - which of the jobs. */
  hear(at: number, news: TrainingNews): void;
  /** Called when a process has ended. @returns the seconds of silence after which that was done here. */
  ended(at: number): number | undefined;
  stop(): void;
}

/** @param patience - how long a job may be silent now. */
export function watchSilence(patience: (at: number) => Patience): SilenceWatch {
  const watched = new Map<number, { pid: number; silence: Silence; givenUp?: number }>();
  const timer = setInterval(() => {
    for (const [at, job] of watched) {
      if (job.givenUp !== undefined) continue;
      const seconds = job.silence.tick(patience(at));
      if (seconds === undefined) continue;
      job.givenUp = seconds;
      kill(job.pid);
    }
  }, 1000);
  return {
    hear(at, news) {
      if (news.news === 'started') watched.set(at, { pid: news.pid, silence: silence() });
      else if (news.news !== 'trains') watched.get(at)?.silence.interrupt();
    },
    ended(at) {
      const job = watched.get(at);
      watched.delete(at);
      return job?.givenUp;
    },
    stop: () => clearInterval(timer),
  };
}

/** Ends a process that hears nothing gentler; it may have ended just now. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
