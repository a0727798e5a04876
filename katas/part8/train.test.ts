// The laws of train.ts, task 8.5.
import './train-steps.laws.ts';
import './train-measures.laws.ts';
import './train-learning.laws.ts';
