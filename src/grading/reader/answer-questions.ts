import type { Read } from './reader.ts';

/**
 * What the module of a reader's process calls, once: answers one question after the other, until
 * nobody asks any more or a question ends the process.
 *
 * @param answer - what it throws is why there is no answer.
 */
export function answerQuestions(answer: (question: never) => unknown): void {
  process.on('disconnect', () => process.exit());
  process.on('message', (question) => {
    process.send!(read(() => answer(question as never)));
  });
  process.send!('ready');
}

function read(answer: () => unknown): Read<unknown> {
  try {
    return { answer: answer() };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}
