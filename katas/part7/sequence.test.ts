// The laws of sequence.ts, task 7.10.
import './sequence-classifier.laws.ts';
import './sequence-step.laws.ts';
