/** Dense layers. A thread computes some rows by four columns that lie a quarter of the width apart, so that loads coalesce. */
import { values } from '../../../models/extent.ts';
import type { StageOf } from '../../plan.ts';
import type { GpuStage, PartialGradients } from '../gpu-stage.ts';
import type { GpuEntry } from './entry.ts';
import { each, groups, inParts, inputAccess, main, masked, rowsPerThread, type Kernel, type Shape } from './kernel.ts';

type Dense = StageOf<'dense'>;

export const denseEntry: GpuEntry<Dense> = {
  forward: (gpu, shape) => [denseForward(gpu, shape)],
  backward: (gpu, below, shape, partials) => [denseBackward(gpu, below, shape, partials)],
  gradientThreads: ({ from, to }) => Math.ceil(values(from) / 4) * Math.ceil(to.channels / 4),
  rectifies: ({ relu }) => relu,
};

const COLUMNS = ['x', 'y', 'z', 'w'] as const;

/** Columns of a thread as `n`, and as `c` moved inside for reading. */
const columns = (width: number, at: string): string => {
  const apart = Math.ceil(width / 4);
  return `let n=vec4u(0u,${apart}u,${2 * apart}u,${3 * apart}u)+${at};let c=min(n,vec4u(${width - 1}u));`;
};

function denseForward(gpu: GpuStage<Dense>, shape: Shape): Kernel {
  const { stage, source, output } = gpu;
  const depth = values(stage.from);
  const width = stage.to.channels;
  const quarter = Math.ceil(width / 4);
  const { batch, stride } = shape;
  const rows = rowsPerThread(batch, quarter, shape);
  const input = inputAccess(source, stage.from, shape);
  const kernel = stage.slots.kernel.offset;
  const bias = stage.slots.bias.offset;
  const value = (r: number, q: string) => (gpu.rectified ? `max(0.0,a${r}.${q})` : `a${r}.${q}`);
  return {
    label: `dense ${depth}-${width} forward`,
    writes: ['activations'],
    workgroups: [groups(Math.ceil(batch / rows) * quarter), 1],
    body: `${input.code}${main(`
let rep=id.z;let m=(id.x/${quarter}u)*${rows}u;if(m>=${batch}u){return;}
${columns(width, `id.x%${quarter}u`)}
let p=rep*${stride.parameters}u+${bias}u;let start=vec4f(parameters[p+c.x],parameters[p+c.y],parameters[p+c.z],parameters[p+c.w]);
${each(rows, (r) => `let x${r}=inputAt(rep,min(m+${r}u,${batch - 1}u));var a${r}=start;`)}
var q=rep*${stride.parameters}u+${kernel}u;
for(var k=0u;k<${depth}u;k++){let w=vec4f(parameters[q+c.x],parameters[q+c.y],parameters[q+c.z],parameters[q+c.w]);q+=${width}u;${each(rows, (r) => `a${r}+=${input.buffer}[x${r}+k]*w;`)}}
${each(rows, (r) => `if(m+${r}u<${batch}u){let o=rep*${stride.activations}u+${output}u+(m+${r}u)*${width}u;${COLUMNS.map((q) => `if(n.${q}<${width}u){activations[o+n.${q}]=${value(r, q)};}`).join('')}}`)}`)}`,
  };
}

/** In one dispatch: partial gradients of kernel and bias, and the gradient of the stage below. */
function denseBackward(gpu: GpuStage<Dense>, below: GpuStage | undefined, shape: Shape, partials: PartialGradients): Kernel | undefined {
  const { stage, source, gradient, passes } = gpu;
  const { slots } = stage;
  const depth = values(stage.from);
  const width = stage.to.channels;
  const quarter = Math.ceil(width / 4);
  const { batch, stride } = shape;
  const input = inputAccess(source, stage.from, shape);
  const kernel = partials.of(slots.kernel);
  const bias = partials.of(slots.bias);
  const splits = kernel?.splits ?? bias?.splits ?? 1;
  const share = Math.ceil(batch / splits);
  const depthQuarter = Math.ceil(depth / 4);
  const rows = rowsPerThread(batch, depthQuarter, shape);
  const g = `rep*${stride.gradients}u+${gradient}u`;

  const ofKernel =
    kernel &&
    `
let k=(t/${quarter}u)*4u;
${columns(width, `t%${quarter}u`)}
${each(4, (r) => `let k${r}=min(k+${r}u,${depth - 1}u);var a${r}=vec4f();`)}
for(var b=first;b<last;b++){let x=inputAt(rep,b);let o=${g}+b*${width}u;let d=vec4f(gradients[o+c.x],gradients[o+c.y],gradients[o+c.z],gradients[o+c.w]);${each(4, (r) => `a${r}+=${input.buffer}[x+k${r}]*d;`)}}
let o=rep*${stride.partials}u+${kernel.offset}u+id.y*${kernel.size}u;
${each(4, (r) => `if(k+${r}u<${depth}u){let w=o+(k+${r}u)*${width}u;${COLUMNS.map((q) => `if(n.${q}<${width}u){partials[w+n.${q}]=a${r}.${q};}`).join('')}}`)}`;
  const ofBias =
    bias &&
    `
var a=0.0;for(var b=first;b<last;b++){a+=gradients[${g}+b*${width}u+t];}partials[rep*${stride.partials}u+${bias.offset}u+id.y*${bias.size}u+t]=a;`;
  const ofInput =
    below &&
    passes &&
    `
if(id.y>0u){return;}let m=(t/${depthQuarter}u)*${rows}u;
${columns(depth, `t%${depthQuarter}u`)}
let p=vec4u(rep*${stride.parameters}u+${slots.kernel.offset}u)+c*${width}u;
${each(rows, (r) => `var a${r}=vec4f();let o${r}=${g}+min(m+${r}u,${batch - 1}u)*${width}u;`)}
for(var j=0u;j<${width}u;j++){let w=vec4f(parameters[p.x+j],parameters[p.y+j],parameters[p.z+j],parameters[p.w+j]);${each(rows, (r) => `a${r}+=gradients[o${r}+j]*w;`)}}
${each(rows, (r) => `if(m+${r}u<${batch}u){let i=(m+${r}u)*${depth}u;${COLUMNS.map((q) => `if(n.${q}<${depth}u){gradients[rep*${stride.gradients}u+${below.gradient}u+i+n.${q}]=${masked(below, shape, `a${r}.${q}`, `i+n.${q}`)};}`).join('')}}`)}`;

  const parts = inParts([
    { threads: Math.ceil(depth / 4) * quarter, code: ofKernel },
    { threads: width, code: ofBias },
    { threads: Math.ceil(batch / rows) * depthQuarter, code: ofInput || undefined },
  ]);
  if (parts.workgroups === 0) return undefined;
  return {
    label: `dense ${depth}-${width} backward`,
    writes: ['partials', 'gradients'],
    workgroups: [parts.workgroups, splits],
    body: `${ofKernel ? input.code : ''}${main(`
let rep=id.z;${ofKernel || ofBias ? `let first=min(id.y*${share}u,${batch}u);let last=min(first+${share}u,${batch}u);` : ''}
${parts.code}`)}`,
  };
}
