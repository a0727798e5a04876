import type { Read } from './reader.ts';

/**
 * What the module of a reader's process calls, once: answers one question after the other, until
 * nobody asks any more or a question ends the process.
 *
 * @param answer - what it throws is why there is no answer.
 */
export function answerQuestions<Question, Answer>(answer: (question: Question) => Answer): void {
  process.on('disconnect', () => process.exit());
  process.on('message', (question: Question) => {
    process.send!(read(answer, question));
  });
  process.send!('ready');
}

function read<Question, Answer>(
  answer: (question: Question) => Answer,
  question: Question,
): Read<Answer> {
  try {
    return { answer: answer(question) };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}
