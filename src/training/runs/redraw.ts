import type { ExperimentContext } from '../experiment.ts';

/** Milliseconds between two pictures. */
const FRAME = 250;

export interface Redraw {
  /** There is something new to be seen. */
  changed(): void;
  stop(): void;
}

/**
 * Draws a live picture again and again: soon after a change, and every second for the time left.
 *
 * @param picture - draws it. @param footer - how to go on once this is stopped; may be empty.
 */
export function redraw(
  context: Pick<ExperimentContext, 'rows' | 'resumeCommand' | 'live'>,
  picture: (now: number, footer: string) => string,
): Redraw {
  let changed = true;
  let last = 0;
  const draw = () => {
    const now = performance.now();
    const { rows, resumeCommand } = context;
    if (rows === 0 || (!changed && now - last < 1000)) return;
    changed = false;
    last = now;
    const footer = resumeCommand === undefined ? '' : `Ctrl-C stops. To go on: ${resumeCommand}`;
    context.live(picture(now, footer));
  };
  const timer = setInterval(draw, FRAME);
  return {
    changed: () => void (changed = true),
    stop() {
      clearInterval(timer);
      context.live('');
    },
  };
}
