/** Softmax cross-entropy: a thread computes one row's loss and the gradient of its logits. */
import type { GpuStage } from '../stages.ts';
import { groups, LOSS_RING, main, masked, rowCode, sizeCode, type Kernel, type Shape } from './kernel.ts';

/** Rows beyond a short last batch get a gradient of zero, so that whatever else they hold has no effect. */
export function lossKernel(last: GpuStage, shape: Shape): Kernel {
  const classes = last.to.channels;
  const { batch, rows, stride } = shape;
  return {
    label: 'softmax cross-entropy',
    writes: ['G', 'L'],
    workgroups: [groups(batch), 1],
    body: `${rowCode(shape)}${sizeCode(shape)}${main(`
let rep=id.z;let b=id.x;if(b>=${batch}u){return;}
let z=rep*${stride.A}u+${last.output}u+b*${classes}u;let label=Y[rep*${rows}u+rowAt(rep,b)];let count=batchSize();
var top=A[z];for(var c=1u;c<${classes}u;c++){top=max(top,A[z+c]);}
var sum=0.0;for(var c=0u;c<${classes}u;c++){sum+=exp(A[z+c]-top);}
let share=select(0.0,1.0/f32(count),b<count);
L[(rep*${LOSS_RING}u+S[0]%${LOSS_RING}u)*${batch}u+b]=select(0.0,log(sum)-(A[z+label]-top),b<count);
for(var c=0u;c<${classes}u;c++){let i=b*${classes}u+c;let d=(exp(A[z+c]-top)/sum-select(0.0,1.0,c==label))*share;G[rep*${stride.G}u+${last.gradient}u+i]=${masked(last, shape, 'd', 'i')};}`)}`,
  };
}
