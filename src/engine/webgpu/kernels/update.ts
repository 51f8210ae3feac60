/**
 * How weights move in a step. The update: a thread adds up the partial gradients of one parameter, with that of its penalty,
 * and moves it. Where gradients are clipped, one workgroup measures their length before; where weights are averaged, a thread
 * takes one of them into the average after.
 */
import type { TrainJob } from '../../../contracts/trainer.ts';
import { roleOf } from '../../../models/layers/roles.ts';
import type { Plan } from '../../plan.ts';
import type { PartialGradients, Partial } from '../gpu-stage.ts';
import { GROUP, groups, main, type Kernel, type Shape } from './kernel.ts';
import { tinyCode } from './tiny.ts';

/** Corrections beyond this step are 1 in single precision. */
export const CORRECTIONS = 20_000;

/** Words of a replica in the job's numbers by what they say; the rates of parameter arrays follow where they differ. */
export const HEAD = { rate: 0, seed: 1, momentum: 2, decay: 3, clip: 4, smoothing: 5, delta: 6 } as const;
export const RATES_AT = 7;

/** How a job's parameters move, beside the gradient. */
export interface Moving {
  readonly optimizer: 'adam' | 'sgd';
  /** Whether arrays have rates of their own, in the order of `slots`. */
  readonly rates: boolean;
  readonly penalty: boolean;
  readonly momentum: 'none' | 'plain' | 'nesterov';
  readonly decay: boolean;
  readonly schedule: boolean;
  readonly clip: boolean;
  readonly averaging: boolean;
}

export const movingOf = (job: TrainJob): Moving => ({
  optimizer: job.optimizer,
  rates: job.rates !== undefined,
  penalty: job.penalty !== undefined,
  momentum: !job.momentum ? 'none' : job.momentum.nesterov ? 'nesterov' : 'plain',
  decay: job.decay !== undefined,
  schedule: job.schedule !== undefined,
  clip: job.clip !== undefined,
  averaging: job.averaging !== undefined,
});

/** Whether there are any to keep: Adam's moments, or velocities. */
export const keepsMoments = ({ optimizer, momentum }: Moving): boolean => optimizer === 'adam' || momentum !== 'none';
/** Where in the step table the factors of steps begin, behind Adam's corrections. */
export const tableAt = ({ optimizer }: Moving): number => (optimizer === 'adam' ? CORRECTIONS : 0);

/** The numbers of the step in the table: factor on the rate, and share in the average. */
const stepNumbers = (moving: Moving, { steps }: Shape): string => `stepTable[${tableAt(moving)}u+thisStep[0]%${steps}u]`;
const word = ({ stride }: Shape, index: number): string => `bitcast<f32>(jobNumbers[rep*${stride.jobNumbers}u+${index}u])`;
/** The last float of a replica's partial gradients says what the gradient is multiplied with. */
const shortening = ({ stride }: Shape): string => `partials[(rep+1u)*${stride.partials}u-1u]`;
/** Adds the parts of gradient i up. */
const sumParts = ({ offset, size, splits }: Partial, { stride }: Shape): string =>
  `for(var s=0u;s<${splits}u;s++){g+=partials[rep*${stride.partials}u+${offset}u+s*${size}u+i];}`;
/** Adds the penalty on parameter p, which lies at q. */
const penalised = ({ parameters }: Plan): string => `let penalty=penalties[rep*${parameters}u+p];g+=penalty.y*(parameters[q]-penalty.x);`;

export function updateKernel(partials: PartialGradients, moving: Moving, plan: Plan, shape: Shape): Kernel {
  const { optimizer, rates, penalty, momentum, decay, schedule, clip } = moving;
  const { stride } = shape;
  let first = 0;
  const branches = partials.all.map((part) => {
    const from = first;
    first += part.size;
    const own = rates ? `rate=${word(shape, RATES_AT + plan.slots.indexOf(part.slot))};` : '';
    const decays = decay && roleOf(part.slot).decays ? 'decays=true;' : '';
    return `if(t<${first}u){let i=t-${from}u;${own}${decays}p=${part.slot.offset}u+i;${sumParts(part, shape)}}`;
  });
  const moments = `let k=rep*${plan.parameters}u+p;let o=moments[k];`;
  const step = {
    plain: 'let d=rate*g;',
    adam: `let c=stepTable[min(thisStep[0],${CORRECTIONS - 1}u)];${moments}g=squarable(g);let m=kept(0.9*o.x+0.1*g);let v=kept(0.999*o.y+0.001*g*g);moments[k]=vec2f(m,v);let d=rate*(m*c.x)/(sqrt(v*c.y)+1e-7);`,
    momentum: `${moments}let factor=${word(shape, HEAD.momentum)};let u=kept(factor*o.x+g);moments[k]=vec2f(u,0.0);let d=rate*${momentum === 'nesterov' ? '(g+factor*u)' : 'u'};`,
  }[optimizer === 'adam' ? 'adam' : momentum === 'none' ? 'plain' : 'momentum'];
  return {
    label: `${optimizer} step`,
    writes: ['parameters', 'moments', 'nextStep'],
    workgroups: [Math.max(1, groups(first)), 1],
    body: `${tinyCode}${main(`
let rep=id.z;let t=id.x;if(t==0u&&rep==0u){nextStep[0]=thisStep[0]+1u;}
if(t>=${first}u){return;}
var p=0u;var g=0.0;${decay ? 'var decays=false;' : ''}${rates ? 'var rate=0.0;' : ''}${branches.join('else ')}
${rates ? 'if(rate==0.0){return;}' : `${schedule ? 'var' : 'let'} rate=${word(shape, HEAD.rate)};`}${schedule ? `rate*=${stepNumbers(moving, shape)}.x;` : ''}
let q=rep*${stride.parameters}u+p;${penalty ? penalised(plan) : ''}${clip ? `g*=${shortening(shape)};` : ''}${step}
${decay ? `var w=parameters[q];if(decays){w=kept(w-rate*${word(shape, HEAD.decay)}*w);}parameters[q]=w-d;` : 'parameters[q]=parameters[q]-d;'}`)}`,
  };
}

/** What the gradient of all that is trained is multiplied with, to be no longer than asked for: summed by one workgroup in a fixed order. */
export function clipKernel(partials: PartialGradients, { rates, penalty }: Moving, plan: Plan, shape: Shape): Kernel {
  const sums = partials.all.map((part) => {
    const code = `for(var i=local;i<${part.size}u;i+=${GROUP}u){var g=0.0;${sumParts(part, shape)}${penalty ? `let p=${part.slot.offset}u+i;let q=rep*${shape.stride.parameters}u+p;${penalised(plan)}` : ''}g=squarable(g);sum+=g*g;}`;
    return rates ? `if(${word(shape, RATES_AT + plan.slots.indexOf(part.slot))}!=0.0){${code}}` : code;
  });
  return {
    label: 'length of the gradient',
    writes: ['partials'],
    workgroups: [1, 1],
    body: `${tinyCode}var<workgroup> sums:array<f32,${GROUP}>;
${main(`let rep=group.z;var sum=0.0;${sums.join('\n')}
sums[local]=sum;workgroupBarrier();
for(var n=${GROUP / 2}u;n>0u;n/=2u){if(local<n){sums[local]+=sums[local+n];}workgroupBarrier();}
if(local==0u){let length=sqrt(sums[0]);let most=${word(shape, HEAD.clip)};${shortening(shape)}=select(1.0,most/length,length>most);}`)}`,
  };
}

/** Takes the weights into their average, moving statistics too. Until it begins it is 0 and its shares are; the first share is 1. */
export function averageKernel(moving: Moving, { parameters }: Plan, shape: Shape): Kernel {
  return {
    label: 'average of weights',
    writes: ['average'],
    workgroups: [Math.max(1, groups(parameters)), 1],
    body: `${tinyCode}${main(`
let rep=id.z;let t=id.x;if(t>=${parameters}u){return;}
let i=rep*${shape.stride.parameters}u+t;let share=${stepNumbers(moving, shape)}.y;
if(share!=0.0){average[i]=kept(average[i]+share*(parameters[i]-average[i]));}`)}`,
  };
}
