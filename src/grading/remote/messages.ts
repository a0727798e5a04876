import type { ToolName } from '../../laws/subject-here.ts';
import type { Packed } from './wire.ts';

/** What the laws' side asks. The values of `packed` are the arguments, or an object of those to write. */
export interface Request {
  /** Random: an answer must give it back. */
  nonce: string;
  /** A new case begins: what was shared before is forgotten. */
  isFresh: boolean;
  packed: Packed;
  ask:
    /** `tensorflow`: the file works with it, so it is made ready first. */
    | { kind: 'load'; file: string; tensorflow: boolean }
    | { kind: 'call'; file: string; name: string; wanted: 'anything' | 'at once' | 'object' | 'tensors' } // prettier-ignore
    | { kind: 'create'; file: string; name: string }
    | { kind: 'send'; thing: number; className: string; name: string }
    | { kind: 'read'; thing: number; className: string; names: readonly string[] }
    | { kind: 'write'; thing: number; className: string }
    | { kind: 'tool'; name: ToolName };
}

/** What the subject's side says: in answer to a request, or on the way there. */
export type Reply =
  | { nonce: string; kind: 'value'; packed: Packed }
  /** Something was made that stays on the subject's side. */
  | { nonce: string; kind: 'thing'; thing: number; packed: Packed }
  | { nonce: string; kind: 'failed'; failure: Failure; packed: Packed }
  /** There is a result, but it cannot cross. Nothing is shared any more. */
  | { nonce: string; kind: 'kept'; reason: string }
  /** A function of the law's is called, with one value. */
  | { nonce: string; kind: 'heard'; listener: number; packed: Packed };

/** Why there is no result. The value of `packed` is what was thrown, where that is no Error. */
export type Failure =
  | { kind: 'missing'; task: string }
  /** A message of ours about the subject; `error` is the Error that the subject threw, if any. */
  | { kind: 'failed'; what: string; message: string; error?: Thrown; isThrown: boolean }
  /** What a tool of ours found wrong. */
  | { kind: 'unlawful'; message: string }
  | { kind: 'not loaded'; error: Thrown };

export interface Thrown {
  name: string;
  message: string;
  stack: string;
}
