/** What is minimised: a thread computes one row's loss and the gradient of its outputs. */
import type { TrainJob } from '../../../contracts/trainer.ts';
import { objectiveOf, type Objective } from '../../objective.ts';
import type { GpuStage } from '../gpu-stage.ts';
import { groups, LOSS_RING, main, masked, rowCode, sizeCode, type Kernel, type Shape } from './kernel.ts';
import { raisedCode } from './tiny.ts';
import { HEAD } from './update.ts';

/** Before the gradients, the row's loss, and the gradient of output c. */
interface Formula {
  readonly label: string;
  readonly prepare: string;
  readonly loss: string;
  readonly gradient: string;
}

/** Words of a replica at the end of the job's numbers that only a distillation has: temperature and weight. */
export const DISTILLATION_WORDS = 2;

/** What is learned from a row. */
export interface Learned {
  readonly objective: Objective;
  readonly smoothing: boolean;
  readonly rowWeights: boolean;
}

export const learnedOf = (job: TrainJob): Learned => ({
  objective: objectiveOf(job),
  smoothing: job.smoothing !== undefined,
  rowWeights: job.rowWeights !== undefined,
});

/** Words that a replica takes in the labels. */
export const labelWords = ({ rowWeights }: Learned, rows: number): number => (rowWeights ? 2 * rows : rows);

/** Rows beyond a short last batch get a gradient of zero, so that whatever else they hold has no effect. */
export function lossKernel(learned: Learned, last: GpuStage, shape: Shape): Kernel {
  const classes = last.to.channels;
  const { batch, stride, rows } = shape;
  const { objective, smoothing, rowWeights } = learned;
  const { label, prepare, loss, gradient } = formulas[objective](classes, shape, smoothing);
  const labelled = objective !== 'entropy';
  const softmax =
    objective === 'squared'
      ? ''
      : `var top=activations[z];for(var c=1u;c<${classes}u;c++){top=max(top,activations[z+c]);}
var sum=0.0;for(var c=0u;c<${classes}u;c++){sum+=raised(activations[z+c]-top);}`;
  const softened = smoothing
    ? `let s=bitcast<f32>(jobNumbers[rep*${stride.jobNumbers}u+${HEAD.smoothing}u]);let other=s/${classes}.0;`
    : '';
  return {
    label,
    writes: ['gradients', 'losses'],
    workgroups: [groups(batch), 1],
    body: `${raisedCode}${labelled ? rowCode(shape) : ''}${sizeCode(shape)}${main(`
let rep=id.z;let b=id.x;if(b>=${batch}u){return;}
let z=rep*${stride.activations}u+${last.output}u+b*${classes}u;let count=batchSize();
${softmax}
${labelled ? `let row=rowAt(rep,b);let labelsAt=rep*${labelWords(learned, rows)}u;let label=labels[labelsAt+row];${softened}${prepare}` : prepare}
let real=b<count;${rowWeights ? `let weight=bitcast<f32>(labels[labelsAt+${rows}u+row]);` : ''}
let share=select(0.0,1.0/f32(count),real)${rowWeights ? '*weight' : ''};
losses[(rep*${LOSS_RING}u+thisStep[0]%${LOSS_RING}u)*${batch}u+b]=select(0.0,${rowWeights ? `weight*(${loss})` : loss},real);
for(var c=0u;c<${classes}u;c++){let i=b*${classes}u+c;let d=${gradient}*share;gradients[rep*${stride.gradients}u+${last.gradient}u+i]=${masked(last, shape, 'd', 'i')};}`)}`,
  };
}

/** The wanted probability of class c. */
const wanted = (smoothing: boolean): string => (smoothing ? 'select(other,1.0-s+other,c==label)' : 'select(0.0,1.0,c==label)');

const formulas: Record<Objective, (classes: number, shape: Shape, smoothing: boolean) => Formula> = {
  labels: (classes, _, smoothing) => ({
    label: 'softmax cross-entropy',
    // Smoothing adds s·(z[label] − mean z) to the loss.
    prepare: smoothing ? `var mean=0.0;for(var c=0u;c<${classes}u;c++){mean+=activations[z+c]-top;}mean/=${classes}.0;` : '',
    loss: smoothing ? 'log(sum)-(1.0-s)*(activations[z+label]-top)-s*mean' : 'log(sum)-(activations[z+label]-top)',
    gradient: `(raised(activations[z+c]-top)/sum-${wanted(smoothing)})`,
  }),
  distillation: (classes, { rows, stride }, smoothing) => ({
    label: 'distillation',
    prepare: `let w=(rep*${rows}u+row)*${classes}u;let own=(rep+1u)*${stride.jobNumbers}u-${DISTILLATION_WORDS}u;
let temperature=bitcast<f32>(jobNumbers[own]);let mix=bitcast<f32>(jobNumbers[own+1u]);
var soft=0.0;for(var c=0u;c<${classes}u;c++){soft+=raised((activations[z+c]-top)/temperature);}
var cost=0.0;for(var c=0u;c<${classes}u;c++){let d=activations[z+c]-top;cost+=(1.0-mix)*${wanted(smoothing)}*(log(sum)-d)+mix*temperature*temperature*targets[w+c]*(log(soft)-d/temperature);}`,
    loss: 'cost',
    gradient: `((1.0-mix)*(raised(activations[z+c]-top)/sum-${wanted(smoothing)})+mix*temperature*(raised((activations[z+c]-top)/temperature)/soft-targets[w+c]))`,
  }),
  squared: (_, { stride }) => ({
    label: 'squared error',
    prepare: `let error=activations[z]-bitcast<f32>(label);let delta=bitcast<f32>(jobNumbers[rep*${stride.jobNumbers}u+${HEAD.delta}u]);let near=clamp(error,-delta,delta);`,
    loss: 'near*(error-0.5*near)',
    gradient: 'near',
  }),
  entropy: (classes) => ({
    label: 'entropy of the answers',
    prepare: `var along=0.0;for(var c=0u;c<${classes}u;c++){along+=raised(activations[z+c]-top)*(activations[z+c]-top);}let h=log(sum)-along/sum;`,
    loss: 'h',
    gradient: '-raised(activations[z+c]-top)/sum*(activations[z+c]-top-log(sum)+h)',
  }),
};
