/** Where a wall stands in the table of attacks: also the folder of the fixtures. */
type Row =
  | 'ending'
  | 'runner'
  | 'builtins'
  | 'stealing'
  | 'lying'
  | 'starving'
  | 'breaking-out'
  | 'archives';

export type Level = 'fallback' | 'full';

/** A submission of a person who wants points that he has not earned, or harm. */
export interface Attack {
  row: Row;
  /** `fixtures/attacks/<row>/<name>.ts`; its first line says what it tries. */
  name: string;
  /** Which task file it is handed in as: `part2/conv2d`. */
  file: string;
  /** What it may earn, because some law honestly holds for it. Default 0. */
  honest?: number;
  /** Whether the check of imports alone gives it a zero. It is tried without that check too. */
  isForbidden?: true;
  /** Where it is tried: once is enough for what only takes time, or is the same behind any wall. Default both. */
  levels?: readonly Level[];
}

type More = Pick<Attack, 'honest' | 'isForbidden' | 'levels'>;

const attack = (row: Row, name: string, file: string, more: More = {}): Attack => ({
  row,
  name,
  file,
  ...more,
});

export const attacks: readonly Attack[] = [
  attack('ending', 'exit-at-load', 'part1/measures'),
  attack('ending', 'exit-in-call', 'part2/conv2d-backward'),
  attack('ending', 'really-exit', 'part3/split'),
  attack('ending', 'abort', 'part1/measures'),
  attack('ending', 'exit-hook', 'part1/measures'),
  attack('ending', 'uncaught', 'part1/measures'),
  attack('ending', 'kill-parent', 'part1/measures'),
  attack('ending', 'stop-parent', 'part2/conv2d-backward'),
  attack('ending', 'kill-another', 'part3/split'),
  attack('ending', 'kill-group', 'part1/measures'),
  attack('ending', 'kill-by-other-name', 'part1/measures'),
  attack('ending', 'wake-inspector', 'part2/conv2d-backward'),
  attack('runner', 'vitest-expect', 'part1/measures', { isForbidden: true }),
  attack('runner', 'fast-check-runs', 'part1/measures', { isForbidden: true }),
  attack('runner', 'fast-check-by-path', 'part2/conv2d-backward', { isForbidden: true }),
  attack('runner', 'take-the-laws', 'part1/measures', { isForbidden: true }),
  attack('runner', 'process-send', 'part1/measures'),
  attack('runner', 'results-in-exit-hook', 'part1/measures', { isForbidden: true }),
  attack('runner', 'patched-write', 'part2/conv2d-backward', { isForbidden: true }),
  attack('runner', 'module-hooks', 'part1/measures', { isForbidden: true }),
  attack('runner', 'not-implemented', 'part3/split'),
  attack('runner', 'second-host', 'part1/measures', { isForbidden: true, levels: ['fallback'] }),
  attack('runner', 'global-tests', 'part1/measures'),
  attack('runner', 'claims-to-hold', 'part2/conv2d-backward'),
  attack('builtins', 'array-every', 'part2/conv2d'),
  attack('builtins', 'array-iterator', 'part2/conv2d-backward'),
  attack('builtins', 'json-stringify', 'part1/measures'),
  attack('builtins', 'json-parse', 'part3/split'),
  attack('builtins', 'to-json', 'part2/conv2d-backward'),
  attack('builtins', 'math-abs', 'part1/activations'),
  attack('builtins', 'math-random', 'part3/split'),
  attack('builtins', 'clocks', 'part1/measures', { levels: ['fallback'] }),
  attack('builtins', 'promise-then', 'part1/measures'),
  attack('builtins', 'object-prototype', 'part2/conv2d-backward'),
  attack('builtins', 'prototype-setter', 'part1/measures'),
  attack('builtins', 'replaced-error', 'part1/measures'),
  attack('builtins', 'prepare-stack', 'part1/measures'),
  attack('builtins', 'structured-clone', 'part1/mlp'),
  attack('builtins', 'buffer-concat', 'part1/measures'),
  attack('builtins', 'emitter', 'part2/conv2d-backward'),
  attack('builtins', 'mutates', 'part2/conv2d', { honest: 25, levels: ['fallback'] }),
  attack('builtins', 'hides-by-object-is', 'part2/conv2d', { honest: 25 }),
  attack('builtins', 'hides-by-array-from', 'part2/conv2d', { honest: 25 }),
  attack('builtins', 'hides-by-map-get', 'part2/conv2d', { honest: 25 }),
  attack('builtins', 'hides-by-stringify', 'part2/conv2d', { honest: 25 }),
  attack('stealing', 'import-reference', 'part2/conv2d-backward'),
  attack('stealing', 'import-solution', 'part2/conv2d', { isForbidden: true }),
  attack('stealing', 'import-definition', 'part2/conv2d', { isForbidden: true }),
  attack('stealing', 'read-secret', 'part1/measures', { isForbidden: true }),
  attack('stealing', 'read-secret-as-result', 'part3/split', { isForbidden: true }),
  attack('stealing', 'parent-environment', 'part1/measures', { isForbidden: true }),
  attack('stealing', 'environment', 'part2/conv2d-backward'),
  attack('stealing', 'environment-as-keys', 'part1/measures'),
  attack('stealing', 'library', 'part2/conv2d', { isForbidden: true }),
  attack('stealing', 'library-computed', 'part2/conv2d', { isForbidden: true }),
  attack('stealing', 'library-by-eval', 'part2/conv2d'),
  attack('stealing', 'library-by-function', 'part2/conv2d'),
  attack('stealing', 'library-by-path', 'part2/conv2d', { isForbidden: true }),
  attack('stealing', 'library-by-require', 'part2/conv2d', { isForbidden: true }),
  attack('stealing', 'library-by-builtin', 'part2/conv2d', { isForbidden: true }),
  attack('stealing', 'host-modules', 'part2/conv2d-backward', { isForbidden: true }),
  attack('stealing', 'stack-trace', 'part2/conv2d'),
  attack('stealing', 'the-seed', 'part3/split'),
  attack('stealing', 'inspector', 'part1/measures', { isForbidden: true }),
  attack('stealing', 'source-map', 'part1/measures'),
  attack('stealing', 'data-url', 'part2/conv2d-backward', { isForbidden: true }),
  attack('lying', 'zeros', 'part2/conv2d', { levels: ['fallback'] }),
  attack('lying', 'zeroed-inputs', 'part2/conv2d', { levels: ['fallback'] }),
  attack('lying', 'nan', 'part1/activations', { levels: ['fallback'] }),
  attack('lying', 'infinity', 'part1/activations', { levels: ['fallback'] }),
  attack('lying', 'empty', 'part2/conv2d', { levels: ['fallback'] }),
  attack('lying', 'matcher', 'part1/activations', { levels: ['fallback'] }),
  attack('lying', 'proxy', 'part2/conv2d-backward'),
  attack('lying', 'exit-getter', 'part2/conv2d-backward'),
  attack('lying', 'loop-getter', 'part1/measures', { levels: ['fallback'] }),
  attack('lying', 'value-of', 'part1/activations', { levels: ['fallback'] }),
  attack('lying', 'bigint', 'part1/activations', { levels: ['fallback'] }),
  attack('lying', 'contains-itself', 'part2/conv2d', { levels: ['fallback'] }),
  attack('lying', 'laughs', 'part2/conv2d-backward'),
  attack('lying', 'laughs-in-arguments', 'part2/conv2d', { levels: ['fallback'] }),
  attack('lying', 'deep', 'part1/measures'),
  attack('lying', 'thenable', 'part1/measures'),
  attack('lying', 'thenable-later', 'part1/measures'),
  attack('lying', 'throws-null', 'part1/measures'),
  attack('lying', 'endless-stack', 'part1/measures', { levels: ['fallback'] }),
  attack('lying', 'long-error', 'part1/measures', { levels: ['fallback'] }),
  attack('lying', 'millions', 'part1/measures', { levels: ['fallback'] }),
  attack('lying', 'known-examples', 'part1/activations', { levels: ['fallback'] }),
  attack('lying', 'always-refuses', 'part2/conv2d', { levels: ['fallback'] }),
  attack('lying', 'markup', 'part1/measures'),
  attack('lying', 'leaves-one-buffer', 'part2/conv2d-backward'),
  attack('lying', 'leave-no-tensor', 'part3/accuracy', { levels: ['fallback'] }),
  attack('lying', 'asks-of-bombs', 'part7/grid-search', { levels: ['fallback'] }),
  attack('starving', 'loop-at-load', 'part1/measures', { levels: ['fallback'] }),
  attack('starving', 'loop-in-call', 'part1/measures'),
  attack('starving', 'await-at-load', 'part1/measures'),
  attack('starving', 'atomics-wait', 'part1/measures'),
  attack('starving', 'promise-for-ever', 'part1/measures'),
  attack('starving', 'microtasks', 'part1/measures', { levels: ['fallback'] }),
  attack('starving', 'asks-without-end', 'part7/grid-search', { levels: ['fallback'] }),
  attack('starving', 'progress-without-end', 'part8/search', { levels: ['fallback'] }),
  attack('starving', 'timers', 'part1/measures'),
  attack('starving', 'regular-expression', 'part1/measures', { levels: ['fallback'] }),
  attack('starving', 'heap', 'part1/measures'),
  attack('starving', 'buffers', 'part1/measures'),
  attack('starving', 'fork-bomb', 'part1/measures', { isForbidden: true }),
  attack('starving', 'workers', 'part2/conv2d-backward', { isForbidden: true }),
  attack('starving', 'output', 'part1/measures', { levels: ['fallback'] }),
  attack('starving', 'temporary-files', 'part1/measures', { isForbidden: true }),
  attack('starving', 'slow', 'part1/activations', { levels: ['fallback'] }),
  attack('starving', 'restarts', 'part1/activations'),
  attack('starving', 'parser', 'part1/measures', { levels: ['fallback'] }),
  attack('breaking-out', 'spawn', 'part1/measures', { isForbidden: true }),
  attack('breaking-out', 'detached', 'part1/measures', { isForbidden: true }),
  attack('breaking-out', 'overwrite-grades', 'part2/conv2d-backward', { isForbidden: true }),
  attack('breaking-out', 'delete', 'part1/measures', { isForbidden: true }),
  attack('breaking-out', 'symlink', 'part1/measures', { isForbidden: true }),
  attack('breaking-out', 'rewrite-host', 'part3/split', { isForbidden: true }),
  attack('breaking-out', 'addon', 'part1/measures', { isForbidden: true }),
  attack('breaking-out', 'internal-binding', 'part1/measures'),
  attack('breaking-out', 'become-root', 'part1/measures'),
  attack('breaking-out', 'socket', 'part1/measures', { isForbidden: true }),
  attack('breaking-out', 'fetch', 'part2/conv2d-backward'),
  attack('breaking-out', 'socket-file', 'part1/measures', { isForbidden: true, levels: ['full'] }),
  attack('breaking-out', 'virtual-machine', 'part1/measures', { isForbidden: true }),
  attack('breaking-out', 'wasi', 'part1/measures', { isForbidden: true }),
  attack('breaking-out', 'v8-flags', 'part2/conv2d-backward', { isForbidden: true }),
  attack('breaking-out', 'junk', 'part1/measures', { isForbidden: true }),
  attack('breaking-out', 'junk-in-call', 'part1/measures', { isForbidden: true }),
  attack('breaking-out', 'answers-ahead', 'part1/measures', { isForbidden: true }),
  attack('breaking-out', 'frame-with-score', 'part1/measures', { isForbidden: true }),
  attack('breaking-out', 'endless-frame', 'part1/measures', { isForbidden: true }),
  attack('breaking-out', 'large-frame', 'part1/measures', { isForbidden: true }),
  attack('breaking-out', 'own-answers', 'part1/measures', { isForbidden: true }),
  attack('breaking-out', 'walls-from-inside', 'part2/conv2d-backward', { isForbidden: true }),
];
