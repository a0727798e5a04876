import type * as tensorFlow from '@tensorflow/tfjs';
import type { BackendName, Environment } from './choice.ts';

/** TensorFlow.js, whichever package it came from. */
export type TensorFlow = typeof tensorFlow;

/** What a rung may ask of the machine; tests put another one in its place. */
export interface Machine {
  /** As `process.platform`. */
  platform: string;
  /** Loads a package that may not be there. @throws as `import` and `require` do. */
  importPackage(name: string): Promise<unknown>;
  /** Whether the system can load a shared library, for example `libcuda.so.1`. */
  canLoad(library: string): boolean;
}

export interface Circumstances extends Machine {
  env: Environment;
  /** A person named this backend, so what `auto` would leave out may be used. */
  isAskedFor: boolean;
}

/** A backend that is ready, and the current one. */
export interface Started {
  tf: TensorFlow;
  /** What it computes on, for example `WebAssembly with SIMD, one thread`. */
  description: string;
  /** Aborted, with the error as its reason, when the backend fails on its own time. */
  failed?: AbortSignal;
}

/** Why a backend does not work here, and what would make it work; sentences without a full stop. */
export interface Refusal {
  reason: string;
  advice: string;
}

/** One rung of the ladder of backends. */
export interface Rung {
  name: BackendName;
  start(circumstances: Circumstances): Promise<Started | Refusal>;
}

export const isRefusal = (outcome: Started | Refusal): outcome is Refusal => 'reason' in outcome;
