/** One step of the optimizer: a thread adds up the partial gradients of one parameter and moves it. */
import type { PartialGradients } from '../partial-gradients.ts';
import { groups, main, type Kernel, type Shape } from './kernel.ts';

/** Corrections beyond this step are 1 in single precision. */
export const CORRECTIONS = 20_000;

export function updateKernel(partials: PartialGradients, optimizer: 'adam' | 'sgd', parameters: number, shape: Shape): Kernel {
  const { stride } = shape;
  let first = 0;
  const branches = partials.all.map(({ slot, offset, size, splits }) => {
    const from = first;
    first += size;
    return `if(t<${first}u){let i=t-${from}u;p=${slot.offset}u+i;for(var s=0u;s<${splits}u;s++){g+=W[rep*${stride.W}u+${offset}u+s*${size}u+i];}}`;
  });
  const step =
    optimizer === 'sgd'
      ? 'P[q]=P[q]-rate*g;'
      : `let c=T[min(S[0],${CORRECTIONS - 1}u)];let k=rep*${parameters}u+p;let o=M[k];let m=0.9*o.x+0.1*g;let v=0.999*o.y+0.001*g*g;M[k]=vec2f(m,v);P[q]=P[q]-rate*(m*c.x)/(sqrt(v*c.y)+1e-7);`;
  return {
    label: `${optimizer} step`,
    writes: ['P', 'M', 'N'],
    workgroups: [Math.max(1, groups(first)), 1],
    body: main(`
let rep=id.z;let t=id.x;if(t==0u&&rep==0u){N[0]=S[0]+1u;}
if(t>=${first}u){return;}
var p=0u;var g=0.0;${branches.join('else ')}
let rate=bitcast<f32>(H[rep*2u]);let q=rep*${stride.P}u+p;${step}`),
  };
}
