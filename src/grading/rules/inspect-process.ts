import { answerQuestions } from '../reader/answer-questions.ts';
import { inspectSource } from './inspect-source.ts';

answerQuestions(inspectSource);
