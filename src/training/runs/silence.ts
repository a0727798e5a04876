import { mostSilence, type Patience } from './patience.ts';

/** Keeps count of how long a training has said nothing. */
export interface Silence {
  /** It has made a record, or an epoch is over. */
  interrupt(): void;
  /** Called once a second. @returns the seconds of silence when they are too many, else undefined. */
  tick(patience: Patience): number | undefined;
}

/** Seconds are counted, not measured: while the machine sleeps or a terminal is stopped, none pass. */
export function silence(): Silence {
  let seconds = 0;
  let longest: number | undefined;
  let began = false;
  return {
    interrupt() {
      if (began) longest = Math.max(longest ?? 0, seconds);
      began = true;
      seconds = 0;
    },
    tick(patience) {
      seconds++;
      return seconds > mostSilence(patience, began ? (longest ?? 0) : undefined) ? seconds : undefined; // prettier-ignore
    },
  };
}
