import { randomBytes } from 'node:crypto';
import { CALL_LIMIT, CALL_LIMIT_AFTER_TIMEOUT } from '../../laws/guarded.ts';
import { Unlawful } from '../../laws/law.ts';
import { NotImplemented } from '../../laws/not-implemented.ts';
import { SubjectEnded, SubjectFailed } from '../../laws/subject-failed.ts';
import {
  type Handle,
  isHandle,
  type Listener,
  type SubjectRequest,
} from '../../laws/subject-here.ts';
import type { SubjectElsewhere } from '../../laws/subject.ts';
import { TimeLimitExceeded } from '../../laws/time-limit.ts';
import { checkedReply } from './check-reply.ts';
import { Connection, type SubjectProcess } from './connection.ts';
import { type Frame, frameBytes } from './frames.ts';
import type { Failure, Reply, Request } from './messages.ts';
import { SharedObjects } from './shared-objects.ts';
import { type Item, ProtocolError } from './wire.ts';

/** A file of the submission that cannot be loaded. */
export class NotLoaded extends Error {
  override name = 'NotLoaded';
}

/** Something of the subject's that stays in its process. */
class Thing {
  readonly number: number;
  readonly connection: Connection;
  constructor(number: number, connection: Connection) {
    this.number = number;
    this.connection = connection;
  }
}

/** How long a process has to start and to load a file, in milliseconds. */
const LOAD_LIMIT = 5000;
/** A submission that ends its process again and again is given up. */
const MOST_STARTS = 100;
/** Seconds of processor time for all laws of a part: many times what a slow right program needs. */
const BUDGET = 90;
const BUDGET_WITH_TENSORFLOW = 240;

/**
 * A subject in a process of its own. Whatever comes from there is data at most: it is checked, and it
 * decides nothing here. A process that does not answer in time, or says what nobody asked, is ended;
 * the next question starts another one.
 */
export class RemoteSubject implements SubjectElsewhere {
  private readonly start: () => SubjectProcess;
  private readonly fileOf: (subject: object) => string;
  private readonly tensorflow: boolean;
  private connection: Connection | undefined;
  private readonly shared = new SharedObjects('laws', { pack: (value) => this.packHandle(value) });
  private readonly things = new Map<number, Thing>();
  private readonly listeners = new Map<number, Listener<unknown>>();
  private isFresh = true;
  private callLimit = CALL_LIMIT;
  private starts = 0;
  private readonly budget: number;
  /** What the processes before this one have cost, in seconds. */
  private spent = 0;
  /** A file that cannot be loaded once is not loaded again. */
  private readonly unloadable = new Map<string, unknown>();
  private queue: Promise<unknown> = Promise.resolve();

  /**
   * @param start - starts a process of the submission.
   * @param fileOf - which file a law means by the module that it imported, for example `part2/conv2d`.
   * @param options.tensorflow - whether the files work with TensorFlow.js. Default false.
   * @param options.budget - seconds of processor time for all questions together. Default 90, or
   *   240 with TensorFlow.js.
   */
  constructor(
    start: () => SubjectProcess,
    fileOf: (subject: object) => string,
    options: { tensorflow?: boolean; budget?: number } = {},
  ) {
    this.start = start;
    this.fileOf = fileOf;
    this.tensorflow = options.tensorflow ?? false;
    this.budget = options.budget ?? (this.tensorflow ? BUDGET_WITH_TENSORFLOW : BUDGET);
  }

  beginCase(): void {
    this.isFresh = true;
  }

  /** @throws {NotLoaded | NotImplemented | SubjectFailed} */
  async load(file: string): Promise<void> {
    await this.inTurn(() => this.loaded(file, file));
  }

  answer(request: SubjectRequest): Promise<unknown> {
    return this.inTurn(() => {
      switch (request.ask) {
        case 'call':
        case 'create': {
          const { name, args } = request;
          const file = this.fileOf(request.subject);
          const what = request.ask === 'create' ? `new ${name}` : name;
          return request.ask === 'create'
            ? this.exchange({ kind: 'create', file, name }, args, what)
            : this.exchange({ kind: 'call', file, name, wanted: request.wanted }, args, what);
        }
        case 'tool': {
          const { name, args } = request;
          return this.exchange({ kind: 'tool', name }, args, 'the subject');
        }
        case 'send': {
          const { name, args } = request;
          return this.exchangeWith(request.handle, name, args, { kind: 'send', name });
        }
        case 'read': {
          const { names } = request;
          return this.exchangeWith(request.handle, names.join(', '), [], { kind: 'read', names });
        }
        case 'write': {
          const { values } = request;
          const names = Object.keys(values).join(', ');
          return this.exchangeWith(request.handle, names, [values], { kind: 'write' });
        }
      }
    });
  }

  close(): void {
    this.connection?.close();
  }

  /** Laws may ask two things at once; they are answered one after the other. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.queue.then(work);
    this.queue = done.catch(() => undefined);
    return done;
  }

  private exchangeWith(
    { className, instance }: Handle<object>,
    member: string,
    args: readonly unknown[],
    ask: { kind: 'send'; name: string } | { kind: 'read'; names: readonly string[] } | { kind: 'write' }, // prettier-ignore
  ): Promise<unknown> {
    const what = `${className}.${member}`;
    return this.exchange({ ...ask, className, thing: this.numberOf(instance, what) }, args, what);
  }

  private async exchange(
    ask: Request['ask'],
    args: readonly unknown[],
    what: string,
  ): Promise<unknown> {
    const connection = await this.connected(ask, what);
    if (this.isFresh) {
      this.shared.forget();
      this.things.clear();
      this.listeners.clear();
    }
    const nonce = randomBytes(12).toString('hex');
    const { packed, numbers } = this.shared.pack(args);
    const request: Request = { nonce, isFresh: this.isFresh, packed, ask };
    this.isFresh = false;
    const limit = ask.kind === 'load' ? LOAD_LIMIT : this.callLimit;
    const reply = await connection
      .ask(frameBytes(request, numbers), limit, (frame) => this.unpacked(frame, nonce))
      .catch((error: unknown) => {
        if (error instanceof TimeLimitExceeded) this.callLimit = CALL_LIMIT_AFTER_TIMEOUT;
        throw described(error, what);
      });
    if (reply.kind === 'kept') {
      this.isFresh = true;
      throw new SubjectFailed(what, `\`${what}\`: its result cannot be looked at: ${reply.reason}`);
    }
    const [value] = reply.values;
    if (reply.kind === 'value') return value;
    if (reply.kind === 'thing') return this.thingOf(reply.thing, connection);
    const error = failed(reply.failure, value);
    throw 'file' in ask && ask.kind !== 'load' ? asFailure(error, what, ask.file) : error;
  }

  /** The process that runs, or a new one that has loaded what is asked for. */
  private async connected(ask: Request['ask'], what: string): Promise<Connection> {
    const cost = this.connection?.seconds ?? 0;
    if (this.spent + cost > this.budget) {
      this.close();
      throw stopped(
        what,
        `was not called: the part has had its ${this.budget} s of processor time`,
      );
    }
    if (this.connection?.isOpen) return this.connection;
    this.spent += cost;
    if (++this.starts > MOST_STARTS) {
      throw stopped(what, `was not called: its process had to be started ${MOST_STARTS} times`);
    }
    const connection = new Connection(this.start());
    this.connection = connection;
    this.isFresh = true;
    // Loading has a time limit of its own.
    if ('file' in ask && ask.kind !== 'load') {
      const { file } = ask;
      await this.loaded(file, what).catch((error: unknown) => {
        throw asFailure(error, what, file);
      });
    }
    return connection;
  }

  private async loaded(file: string, what: string): Promise<void> {
    if (this.unloadable.has(file)) throw this.unloadable.get(file);
    try {
      await this.exchange({ kind: 'load', file, tensorflow: this.tensorflow }, [], what);
    } catch (error) {
      this.unloadable.set(file, error);
      throw error;
    }
  }

  /** @returns the reply; nothing for a call of a listener. */
  private unpacked({ json, numbers }: Frame, nonce: string): Unpacked | undefined {
    const reply = checkedReply(json, nonce);
    if (reply.kind === 'kept') return reply;
    const values = this.shared.unpack(reply.packed, numbers);
    if (reply.kind !== 'heard') return { ...reply, values };
    const listener = this.listeners.get(reply.listener);
    if (listener === undefined)
      throw new ProtocolError('it calls a function that it was not given');
    const { instance, throws } = listener;
    try {
      instance(values[0]);
    } catch (error) {
      if (throws === undefined) throw error; // else it is thrown on the other side
    }
    return undefined;
  }

  private packHandle(value: object): Item | undefined {
    if (!isHandle(value)) return undefined;
    const { instance } = value;
    if (typeof instance !== 'function') return { thing: this.numberOf(instance, value.className) };
    const known = [...this.listeners].find(([, listener]) => listener.instance === instance)?.[0];
    const listener = known ?? this.listeners.size;
    this.listeners.set(listener, value as Listener<unknown>);
    const { throws } = value as Listener<unknown>;
    return { listener, ...(throws === undefined ? {} : { throws }) };
  }

  private numberOf(instance: object, what: string): number {
    if (instance instanceof Thing && instance.connection === this.connection) {
      return instance.number;
    }
    throw stopped(what, 'is gone with the process that made it');
  }

  private thingOf(number: number, connection: Connection): Thing {
    const known = this.things.get(number);
    if (known !== undefined) return known;
    const thing = new Thing(number, connection);
    this.things.set(number, thing);
    return thing;
  }
}

type Unpacked =
  (Exclude<Reply, { kind: 'kept' | 'heard' }> & { values: unknown[] }) | (Reply & { kind: 'kept' });

const stopped = (what: string, says: string) =>
  new SubjectFailed(what, `\`${what}\` ${says}`, new SubjectEnded(says));

/** What went wrong with the process itself, as a failure of what was called. */
function described(error: unknown, what: string): unknown {
  if (error instanceof TimeLimitExceeded) {
    return new SubjectFailed(
      what,
      `\`${what}\` ${error.message}: is there an endless loop?`,
      error,
    );
  }
  if (error instanceof SubjectEnded) return stopped(what, `ended its process (${error.message})`);
  if (error instanceof ProtocolError) {
    return stopped(what, `was ended: its process said what nobody asked for (${error.message})`);
  }
  return error;
}

/** A file that a law calls beside its own may be missing: that is the subject's failure, not the law's. */
const asFailure = (error: unknown, what: string, file: string): unknown =>
  error instanceof NotLoaded
    ? new SubjectFailed(what, `\`${what}\` cannot be called: katas/${file}.ts does not load`)
    : error;

/** The error that the law would have met in one process. */
function failed(failure: Failure, value: unknown): Error {
  switch (failure.kind) {
    case 'missing':
      return new NotImplemented(failure.task, 'it');
    case 'unlawful':
      return new Unlawful(failure.message);
    case 'not loaded':
      return Object.assign(new NotLoaded(`${failure.error.name}: ${failure.error.message}`), { stack: failure.error.stack }); // prettier-ignore
    case 'failed': {
      const { what, message, error, isThrown } = failure;
      const cause = error === undefined ? value : Object.assign(new Error(error.message), error);
      return new SubjectFailed(what, message, isThrown ? cause : undefined);
    }
  }
}
