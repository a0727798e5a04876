/** What every stub throws until the student has written it. Laws read `task` to tell "not started" from "wrong". */
export class NotImplemented extends Error {
  override name = 'NotImplemented';
  readonly task: string;

  /**
   * @param task - the task's number, for example `2.1`; its first digit names the part.
   * @param what - the function or class that is missing.
   */
  constructor(task: string, what: string) {
    super(
      `Task ${task} (${what}) is not implemented yet. ` +
        `Read katas/part${task.split('.')[0]}/README.md, then write it in place of this line.`,
    );
    this.task = task;
  }
}

/** The task that `error` says is missing, whichever copy of the class it was made from. */
export function missingTask(error: unknown): string | undefined {
  if (error instanceof Error && error.name === 'NotImplemented' && 'task' in error) {
    return String(error.task);
  }
  return undefined;
}
