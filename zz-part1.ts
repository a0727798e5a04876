import {MLP} from '#kata/part1/mlp'; import {accuracy} from '#kata/part1/measures'; import {xorDataset} from '#src/data/xor';
const d=xorDataset({seed:0});
for (const a of ['sigmoid','tanh','relu'] as const){const t=performance.now(); const m=new MLP(2,4,1,a,1);
 const l=m.train(d.train.x,d.train.y,{epochs:10000,learningRate:0.001,every:1000}); console.log(a,((performance.now()-t)/1000).toFixed(2),l.map(v=>v.toFixed(4)).join(' '), accuracy(m.forward(d.validation.x),d.validation.y));}
