// The laws of epoch.ts, task 6.6.
import './epoch-steps.laws.ts';
import './epoch-measures.laws.ts';
import './epoch-learning.laws.ts';
