/**
 * The place in the student's own file where an error was thrown.
 *
 * @param stack - as `Error.stack`.
 * @returns for example `katas/part2/conv2d.ts:2:9`; undefined when no line of it is in `katas/`.
 */
export function placeInKata(stack: string | undefined, part: string): string | undefined {
  const frame = stack?.split('\n').find((line) => line.includes(`/katas/${part}/`));
  return /katas\/[^)]+/.exec(frame ?? '')?.[0];
}
