import { answerQuestions } from '../reader/answer-questions.ts';
import { syntaxTokens } from './syntax-tokens.ts';

answerQuestions(syntaxTokens);
