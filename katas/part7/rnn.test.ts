// The laws of rnn.ts, task 7.8.
import './rnn-cell.laws.ts';
import './rnn-layer.laws.ts';
