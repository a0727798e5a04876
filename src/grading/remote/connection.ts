import type { Duplex } from 'node:stream';
import { SubjectEnded } from '../../laws/subject-failed.ts';
import { TimeLimitExceeded } from '../../laws/time-limit.ts';
import { type Frame, FrameReader } from './frames.ts';
import { ProtocolError } from './wire.ts';

/** A process that runs a submission, behind whatever walls there are. */
export interface SubjectProcess {
  channel: Duplex;
  /** Resolves when it has ended, with how, in words: `exit code 3`. */
  ended: Promise<string>;
  /** Ends it, and all that it started. */
  kill(): void;
  /** What it has used so far; undefined where the system does not tell. */
  usage(): Usage | undefined;
}

export interface Usage {
  /** Of processor time. */
  seconds: number;
  /** Whether it computes, or would if it were its turn. */
  isBusy: boolean;
}

/** How often the processor time is read, in milliseconds: a call is charged for so much more at most. */
const SAMPLING = 250;
/** On a busy machine a call may take so many times its limit, as long as it gets no processor. */
const STRETCH = 20;
/** Who is seen idle so many times in a row, waits for what will not come. */
const IDLE = 4;

/** Asks a process one thing at a time. Whoever fails it once is ended, and answers no more. */
export class Connection {
  readonly process: SubjectProcess;
  private readonly reader = new FrameReader();
  private waiting: { take(frame: Frame): void; fail(error: Error): void } | undefined;
  private failure: Error | undefined;
  private secondsBefore = 0;
  private secondsSeen = 0;
  private millisecondsWaited = 0;
  private readonly sampling: NodeJS.Timeout;

  constructor(process: SubjectProcess) {
    this.process = process;
    void process.ended.then((how) => this.fail(new SubjectEnded(how)));
    process.channel.on('error', () => {}); // it has ended, and `ended` says so
    process.channel.on('data', (piece: Buffer) => this.hear(piece));
    this.sampling = setInterval(() => {
      const seconds = process.usage()?.seconds ?? 0;
      this.secondsSeen = Math.max(this.secondsSeen, seconds);
      if (this.waiting === undefined) this.secondsBefore = seconds;
    }, SAMPLING).unref();
  }

  /** What the process has cost so far: its processor time, or that of the questions, where none is known. */
  get seconds(): number {
    return this.secondsSeen > 0 ? this.secondsSeen : this.millisecondsWaited / 1000;
  }

  get isOpen(): boolean {
    return this.failure === undefined;
  }

  /**
   * @param bytes - a request.
   * @param limit - how long the answer may take, in milliseconds: of processor time, where that is
   *   known, so that a busy machine makes nobody's program slow.
   * @param take - looks at each frame that comes; the first for which it returns something is the answer.
   * @throws {TimeLimitExceeded | SubjectEnded | ProtocolError | whatever `take` throws} and the process is ended.
   */
  ask<T extends object>(
    bytes: Uint8Array,
    limit: number,
    take: (frame: Frame) => T | undefined,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.failure !== undefined) {
        reject(this.failure);
        return;
      }
      const stopWatching = this.watch(limit);
      const begun = performance.now();
      const settle = () => {
        stopWatching();
        this.millisecondsWaited += performance.now() - begun;
        this.waiting = undefined;
      };
      this.waiting = {
        take: (frame) => {
          const answer = take(frame);
          if (answer === undefined) return;
          settle();
          resolve(answer);
        },
        fail: (error) => {
          settle();
          reject(error);
        },
      };
      this.process.channel.write(bytes);
    });
  }

  /** Ends the process once it has had its time. @returns stops the watch. */
  private watch(limit: number): () => void {
    const end = performance.now() + STRETCH * limit;
    let idle = 0;
    const look = () => {
      const usage = this.process.usage();
      this.secondsSeen = Math.max(this.secondsSeen, usage?.seconds ?? 0);
      idle = usage?.isBusy === false ? idle + 1 : 0;
      const isSpent = usage === undefined || 1000 * (usage.seconds - this.secondsBefore) >= limit;
      if (isSpent || idle >= IDLE || performance.now() > end)
        this.fail(new TimeLimitExceeded(limit));
      else timer = setTimeout(look, SAMPLING);
    };
    let timer = setTimeout(look, limit);
    return () => clearTimeout(timer);
  }

  close(): void {
    this.fail(new SubjectEnded('it was ended'));
  }

  private hear(piece: Buffer): void {
    if (this.failure !== undefined) return;
    try {
      for (const frame of this.reader.take(piece)) {
        if (this.waiting === undefined) throw new ProtocolError('it spoke without being asked');
        this.waiting.take(frame);
      }
    } catch (error) {
      this.fail(error instanceof Error ? error : new Error(String(error)));
    }
  }

  private fail(error: Error): void {
    if (this.failure !== undefined) return;
    this.failure = error;
    clearInterval(this.sampling);
    this.process.kill();
    this.waiting?.fail(error);
  }
}
