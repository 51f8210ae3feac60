/** Pooling that is not fused into a convolution: a thread computes one value. */
import { imageOf, values } from '../../../models/extent.ts';
import type { StageOf } from '../../plan.ts';
import type { GpuStage } from '../gpu-stage.ts';
import type { GpuEntry } from './entry.ts';
import { groups, inputAccess, main, masked, type Kernel, type Shape } from './kernel.ts';

type Pooling = StageOf<'max-pool' | 'average-pool'>;

const both = {
  forward: (gpu: GpuStage<Pooling>, shape: Shape) => [poolingForward(gpu, shape)],
  backward: (gpu: GpuStage<Pooling>, below: GpuStage | undefined, shape: Shape) => [poolingBackward(gpu, below, shape)],
  rectifies: () => false,
};
// Which cell of each window won.
export const maxPoolEntry: GpuEntry<StageOf<'max-pool'>> = { ...both, keeps: ({ to }, batch) => batch * values(to) };
export const averagePoolEntry: GpuEntry<StageOf<'average-pool'>> = both;

function poolingForward(gpu: GpuStage<Pooling>, shape: Shape): Kernel {
  const { kind, window } = gpu.stage;
  const [from, to] = [imageOf(gpu.stage.from), imageOf(gpu.stage.to)];
  const count = values(gpu.stage.to);
  const input = inputAccess(gpu.source, gpu.stage.from, shape);
  const at = `rep*${shape.stride.activations}u`;
  const isMaximum = kind === 'max-pool';
  const fold = isMaximum ? `if(v>best){best=v;cell=dy*${window.columns}u+dx;}` : 'best+=v;';
  return {
    label: `${kind} forward`,
    writes: ['activations'],
    workgroups: [groups(shape.batch * count), 1],
    body: `${input.code}${main(`
let rep=id.z;let t=id.x;if(t>=${shape.batch * count}u){return;}
let b=t/${count}u;let c=t%${to.channels}u;let x=(t/${to.channels}u)%${to.width}u;let y=(t%${count}u)/${to.channels * to.width}u;
let first=inputAt(rep,b)+((y*${window.rows}u)*${from.width}u+x*${window.columns}u)*${from.channels}u+c;
var best=${isMaximum ? `${input.buffer}[first]` : '0.0'};${isMaximum ? 'var cell=0u;' : ''}
for(var dy=0u;dy<${window.rows}u;dy++){for(var dx=0u;dx<${window.columns}u;dx++){let v=${input.buffer}[first+(dy*${from.width}u+dx)*${from.channels}u];${fold}}}
activations[${at}+${gpu.output}u+t]=${isMaximum ? 'best' : `best*${1 / (window.rows * window.columns)}`};
${isMaximum && shape.training ? `activations[${at}+${gpu.kept}u+t]=f32(cell);` : ''}`)}`,
  };
}

/** A thread computes the gradient of one input value, which at most one window holds. */
function poolingBackward(gpu: GpuStage<Pooling>, below: GpuStage | undefined, shape: Shape): Kernel | undefined {
  if (!below || !gpu.passes) return undefined;
  const { kind, window } = gpu.stage;
  const [from, to] = [imageOf(gpu.stage.from), imageOf(gpu.stage.to)];
  const count = values(gpu.stage.from);
  const g = `gradients[rep*${shape.stride.gradients}u+${gpu.gradient}u+o]`;
  const passed =
    kind === 'average-pool'
      ? `a=${g}*${1 / (window.rows * window.columns)};`
      : `if(u32(activations[rep*${shape.stride.activations}u+${gpu.kept}u+o])==(y%${window.rows}u)*${window.columns}u+x%${window.columns}u){a=${g};}`;
  return {
    label: `${kind} backward`,
    writes: ['gradients'],
    workgroups: [groups(shape.batch * count), 1],
    body: main(`
let rep=id.z;let t=id.x;if(t>=${shape.batch * count}u){return;}
let b=t/${count}u;let c=t%${from.channels}u;let x=(t/${from.channels}u)%${from.width}u;let y=(t%${count}u)/${from.channels * from.width}u;
let px=x/${window.columns}u;let py=y/${window.rows}u;var a=0.0;
if(px<${to.width}u&&py<${to.height}u){let o=((b*${to.height}u+py)*${to.width}u+px)*${to.channels}u+c;${passed}}
gradients[rep*${shape.stride.gradients}u+${below.gradient}u+t]=${masked(below, shape, 'a', 't')};`),
  };
}
