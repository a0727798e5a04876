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
}

/** Asks a process one thing at a time. Whoever fails it once is ended, and answers no more. */
export class Connection {
  readonly process: SubjectProcess;
  private readonly reader = new FrameReader();
  private waiting: { take(frame: Frame): void; fail(error: Error): void } | undefined;
  private failure: Error | undefined;

  constructor(process: SubjectProcess) {
    this.process = process;
    void process.ended.then((how) => this.fail(new SubjectEnded(how)));
    process.channel.on('error', () => {}); // it has ended, and `ended` says so
    process.channel.on('data', (piece: Buffer) => this.hear(piece));
  }

  get isOpen(): boolean {
    return this.failure === undefined;
  }

  /**
   * @param bytes - a request.
   * @param limit - how long the answer may take, in milliseconds.
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
      const timer = setTimeout(() => this.fail(new TimeLimitExceeded(limit)), limit);
      const settle = () => {
        clearTimeout(timer);
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
    this.process.kill();
    this.waiting?.fail(error);
  }
}
