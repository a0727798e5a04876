import { closest } from '../common/closest.ts';
import { UsageError } from '../common/user-error.ts';

/** The environment variables of a process, as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The backends, fastest first: the order in which `auto` tries them. */
export const backendNames = ['cuda', 'webgpu', 'node', 'wasm', 'cpu'] as const;

export type BackendName = (typeof backendNames)[number];

export interface BackendChoice {
  name: BackendName | 'auto';
  /** Who named it, for messages: `--backend wasm` or `KATA_BACKEND=wasm`; undefined for nobody. */
  asked: string | undefined;
}

/** What people call a backend that has another name here. */
const otherNames: Readonly<Record<string, BackendName>> = {
  gpu: 'webgpu',
  webgl: 'webgpu',
  nvidia: 'cuda',
  tensorflow: 'node',
  native: 'node',
  webassembly: 'wasm',
  javascript: 'cpu',
};

/**
 * @param backend - what `--backend` said; it wins over KATA_BACKEND. Default `auto`.
 * @throws {UsageError} when there is no such backend, with the ones there are.
 */
export function chooseBackend(backend: string | undefined, env: Environment): BackendChoice {
  const word = backend ?? (env.KATA_BACKEND || 'auto');
  const names: readonly (BackendName | 'auto')[] = ['auto', ...backendNames];
  const asked = backend === undefined ? `KATA_BACKEND=${word}` : `--backend ${word}`;
  const name = names.find((known) => known === word);
  if (name !== undefined) return { name, asked: name === 'auto' ? undefined : asked };
  const guess = otherNames[word.toLowerCase()] ?? closest(word, names);
  throw new UsageError(
    `${asked}: there is no backend "${word}"; wanted one of ${names.join(', ')}.` +
      (guess === undefined ? '' : ` Did you mean ${guess}?`),
  );
}
