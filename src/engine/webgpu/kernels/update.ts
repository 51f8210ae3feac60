/** One step of the optimizer: a thread adds up the partial gradients of one parameter, with the pull of its spring, and moves it. */
import type { Plan } from '../../plan.ts';
import type { PartialGradients } from '../partial-gradients.ts';
import { groups, main, type Kernel, type Shape } from './kernel.ts';

/** Corrections beyond this step are 1 in single precision. */
export const CORRECTIONS = 20_000;

/** Words of a replica in H before the rates of its parameter arrays: the learning rate and the dropout seed. */
export const RATES_AT = 2;

/** How a job's parameters move, beside the gradient. */
export interface Moving {
  readonly optimizer: 'adam' | 'sgd';
  /** Whether arrays have rates of their own, in the order of `slots`. */
  readonly rates: boolean;
  readonly pull: boolean;
}

export function updateKernel(partials: PartialGradients, { optimizer, rates, pull }: Moving, { parameters, slots }: Plan, shape: Shape): Kernel {
  const { stride } = shape;
  let first = 0;
  const branches = partials.all.map(({ slot, offset, size, splits }) => {
    const from = first;
    first += size;
    const own = rates ? `rate=bitcast<f32>(H[rep*${stride.H}u+${RATES_AT + slots.indexOf(slot)}u]);` : '';
    return `if(t<${first}u){let i=t-${from}u;${own}p=${slot.offset}u+i;for(var s=0u;s<${splits}u;s++){g+=W[rep*${stride.W}u+${offset}u+s*${size}u+i];}}`;
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
var p=0u;var g=0.0;${rates ? 'var rate=0.0;' : ''}${branches.join('else ')}
${rates ? 'if(rate==0.0){return;}' : `let rate=bitcast<f32>(H[rep*${stride.H}u]);`}let q=rep*${stride.P}u+p;${pull ? `let spring=R[rep*${parameters}u+p];g+=spring.y*(P[q]-spring.x);` : ''}${step}`),
  };
}
