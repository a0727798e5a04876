/** One way to write a task, right or wrong: the exports of its file. */
export interface Implementation<Module extends object> {
  /** What is special about it, for example `the kernel is flipped`. */
  name: string;
  /** Replaces these exports of the reference solution; the others stay as they are. */
  module: { [Name in keyof Module]?: Function };
}
