import { syntaxTokens } from './syntax-tokens.ts';
import type { FromTokenizer } from './tokenize.ts';

// One text in, one answer out, once it has said that it is there. It ends with its parent, whose channel closes.
process.on('message', (text: string) => {
  process.send!(answer(text));
});
process.send!('ready');

function answer(text: string): FromTokenizer {
  try {
    return syntaxTokens(text);
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}
