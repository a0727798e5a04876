const letters = 'abcdefghijklmnopqrstuvwxyz';

/** Gives each law of a file its id: the task's number and a letter in order, `2.1a`, `2.1b` … */
export function lawIds(): (task: string) => string {
  const counts = new Map<string, number>();
  return (task) => {
    const count = counts.get(task) ?? 0;
    counts.set(task, count + 1);
    if (count >= letters.length) throw new RangeError(`task ${task} has more than 26 laws`);
    return task + letters[count];
  };
}
