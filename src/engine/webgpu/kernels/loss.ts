/** What is minimised, by softmax: a thread computes one row's loss and the gradient of its logits. */
import type { Objective } from '../../objective.ts';
import type { GpuStage } from '../stages.ts';
import { groups, LOSS_RING, main, masked, rowCode, sizeCode, type Kernel, type Shape } from './kernel.ts';

/** Before the gradients, the row's loss, and the gradient of logit c. */
interface Formula {
  readonly label: string;
  readonly prepare: string;
  readonly loss: string;
  readonly gradient: string;
}

/** Words of a replica at the end of H that only a distillation has: temperature and weight. */
export const DISTILLATION_WORDS = 2;

/** Rows beyond a short last batch get a gradient of zero, so that whatever else they hold has no effect. */
export function lossKernel(objective: Objective, last: GpuStage, shape: Shape): Kernel {
  const classes = last.to.channels;
  const { batch, stride } = shape;
  const { label, prepare, loss, gradient } = formulas[objective](classes, shape);
  return {
    label,
    writes: ['G', 'L'],
    workgroups: [groups(batch), 1],
    body: `${objective === 'entropy' ? '' : rowCode(shape)}${sizeCode(shape)}${main(`
let rep=id.z;let b=id.x;if(b>=${batch}u){return;}
let z=rep*${stride.A}u+${last.output}u+b*${classes}u;${objective === 'labels' ? prepare : ''}let count=batchSize();
var top=A[z];for(var c=1u;c<${classes}u;c++){top=max(top,A[z+c]);}
var sum=0.0;for(var c=0u;c<${classes}u;c++){sum+=exp(A[z+c]-top);}
let share=select(0.0,1.0/f32(count),b<count);${objective === 'labels' ? '' : prepare}
L[(rep*${LOSS_RING}u+S[0]%${LOSS_RING}u)*${batch}u+b]=select(0.0,${loss},b<count);
for(var c=0u;c<${classes}u;c++){let i=b*${classes}u+c;let d=${gradient}*share;G[rep*${stride.G}u+${last.gradient}u+i]=${masked(last, shape, 'd', 'i')};}`)}`,
  };
}

const formulas: Record<Objective, (classes: number, shape: Shape) => Formula> = {
  labels: (_, { rows }) => ({
    label: 'softmax cross-entropy',
    prepare: `let label=Y[rep*${rows}u+rowAt(rep,b)];`,
    loss: 'log(sum)-(A[z+label]-top)',
    gradient: '(exp(A[z+c]-top)/sum-select(0.0,1.0,c==label))',
  }),
  distillation: (classes, { rows, stride }) => ({
    label: 'distillation',
    prepare: `let row=rep*${rows}u+rowAt(rep,b);let label=Y[row];let w=row*${classes}u;let own=(rep+1u)*${stride.H}u-${DISTILLATION_WORDS}u;
let temperature=bitcast<f32>(H[own]);let weight=bitcast<f32>(H[own+1u]);
var soft=0.0;for(var c=0u;c<${classes}u;c++){soft+=exp((A[z+c]-top)/temperature);}
var cost=0.0;for(var c=0u;c<${classes}u;c++){let d=A[z+c]-top;cost+=select(0.0,(1.0-weight)*(log(sum)-d),c==label)+weight*temperature*temperature*D[w+c]*(log(soft)-d/temperature);}`,
    loss: 'cost',
    gradient: '((1.0-weight)*(exp(A[z+c]-top)/sum-select(0.0,1.0,c==label))+weight*temperature*(exp((A[z+c]-top)/temperature)/soft-D[w+c]))',
  }),
  entropy: (classes) => ({
    label: 'entropy of the answers',
    prepare: `var along=0.0;for(var c=0u;c<${classes}u;c++){along+=exp(A[z+c]-top)*(A[z+c]-top);}let h=log(sum)-along/sum;`,
    loss: 'h',
    gradient: '-exp(A[z+c]-top)/sum*(A[z+c]-top-log(sum)+h)',
  }),
};
