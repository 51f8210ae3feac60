/** What a GPU can do at best: how soon one command follows another that it depends on, and how fast it multiplies and adds. */
import type { GpuDevice } from '../webgpu/device.ts';

const STORAGE = 0x80;
const DISPATCHES = 512;
const GROUPS = 2048;
const ROUNDS = 4096;
/** Multiply-adds of a thread in a round, two operations each. */
const PER_ROUND = 16;

/** Seconds from submitting to the end, of the fastest of several goes. */
async function fastest(device: GPUDevice, encode: (pass: GPUComputePassEncoder) => void): Promise<number> {
  let best = Infinity;
  for (let i = 0; i < 5; i++) {
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    encode(pass);
    pass.end();
    const started = performance.now();
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
    best = Math.min(best, performance.now() - started);
  }
  return best / 1000;
}

function prepare(device: GPUDevice, code: string) {
  const pipeline = device.createComputePipeline({
    layout: 'auto',
    compute: { module: device.createShaderModule({ code }), entryPoint: 'main' },
  });
  const buffer = device.createBuffer({ size: 4 * 64 * GROUPS, usage: STORAGE });
  const bindings = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries: [{ binding: 0, resource: { buffer } }] });
  const set = (pass: GPUComputePassEncoder) => {
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindings);
  };
  return { set, destroy: () => buffer.destroy() };
}

/** Microseconds of one dispatch in a chain where each needs what the one before wrote. */
export async function dispatchFloor({ device }: GpuDevice): Promise<number> {
  const { set, destroy } = prepare(
    device,
    '@group(0)@binding(0) var<storage,read_write> o:array<u32>;@compute @workgroup_size(1) fn main(){o[0]=o[0]+1u;}',
  );
  const seconds = await fastest(device, (pass) => {
    for (let i = 0; i < DISPATCHES; i++) {
      set(pass);
      pass.dispatchWorkgroups(1);
    }
  });
  destroy();
  return (1e6 * seconds) / DISPATCHES;
}

/** GFLOP/s of multiply-adds in registers. */
export async function gpuPeak({ device }: GpuDevice): Promise<number> {
  const round = Array.from({ length: 4 }, (_, i) => `v${i}=fma(v${i},y,x);`).join('');
  const { set, destroy } = prepare(
    device,
    `@group(0)@binding(0) var<storage,read_write> o:array<f32>;@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id:vec3u){
let x=vec4f(f32(id.x));let y=vec4f(0.5+f32(id.x)*1e-9);var v0=x;var v1=x+1.0;var v2=x+2.0;var v3=x+3.0;
for(var i=0u;i<${ROUNDS}u;i++){${round}}let s=v0+v1+v2+v3;o[id.x]=s.x+s.y+s.z+s.w;}`,
  );
  const seconds = await fastest(device, (pass) => {
    set(pass);
    pass.dispatchWorkgroups(GROUPS);
  });
  destroy();
  return (64 * GROUPS * ROUNDS * PER_ROUND * 2) / seconds / 1e9;
}
