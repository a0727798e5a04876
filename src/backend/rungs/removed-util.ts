import util from 'node:util';

/** The functions of `node:util` that tfjs-node 4.22 calls; Node 23 removed the first. */
const needed = {
  isNullOrUndefined: (value: unknown) => value === null || value === undefined,
  isArray: (value: unknown) => Array.isArray(value),
};

type Util = Partial<Record<keyof typeof needed, (value: unknown) => boolean>>;

/**
 * Gives back what Node removed and leaves what it has. Where Node has it and warns of it, the warning,
 * which comes with the first call, is spent now: it must not tear up a live chart.
 *
 * @param target - default the module `node:util` of this process.
 */
export function restoreRemovedUtil(target: Util = util): void {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    for (const name of ['isNullOrUndefined', 'isArray'] as const) {
      target[name] ??= needed[name];
      target[name](undefined);
    }
  } finally {
    process.emitWarning = emitWarning;
  }
}
