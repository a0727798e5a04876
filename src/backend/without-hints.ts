/* oxlint-disable no-console -- nothing is printed here: something is kept from being printed */

/** What TensorFlow.js says on the console while it loads. */
const hints = [
  /^\s*=+\s*Hi, looks like you are running TensorFlow\.js in Node\.js/,
  /^\w+ backend was already registered/,
  /^The kernel '\w+' for backend '\w+' is already registered/,
  /^Platform \w+ has already been set/,
];

let loading = 0;
let warn = console.warn;

/**
 * Runs `work` while the known hints of TensorFlow.js are dropped, which would tear up live charts.
 * Whatever else is said on the console is said.
 */
export async function withoutHints<Result>(work: () => Promise<Result>): Promise<Result> {
  if (loading++ === 0) {
    ({ warn } = console);
    console.warn = (...words: unknown[]) => {
      if (!hints.some((hint) => hint.test(String(words[0])))) warn.apply(console, words);
    };
  }
  try {
    return await work();
  } finally {
    if (--loading === 0) console.warn = warn;
  }
}
