/** One of a kata's tasks: a function or class to write in one file. */
export interface Task {
  /** For example `2.1`; the digit before the dot is the part. */
  id: string;
  title: string;
  /** The stub's file within the kata, without its ending: `conv2d`. */
  file: string;
  /** What all its laws together are worth. */
  points: number;
  /** A task beyond the assignment: a part is complete without it. */
  bonus?: boolean;
}

/** The manifest of a kata, `katas/partN/kata.ts`. */
export interface Kata {
  part: number;
  title: string;
  tasks: readonly Task[];
  /** Its networks are those of TensorFlow.js. */
  tensorflow?: boolean;
}

/** The folder of a part, for example `part2`; also its name on the command line. */
export function partName(kata: Kata): string {
  return `part${kata.part}`;
}
