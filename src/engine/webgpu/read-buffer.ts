/** Reads a stretch of a GPU buffer back. */
const MAP_READ = 1;
const COPY_DESTINATION = 8;

/** Resolves with a copy of `bytes` bytes from `offset` on, after all work submitted so far. Both are multiples of 4. */
export async function readBuffer(device: GPUDevice, buffer: GPUBuffer, offset: number, bytes: number): Promise<ArrayBuffer> {
  if (bytes === 0) return new ArrayBuffer(0);
  const staging = device.createBuffer({ size: bytes, usage: MAP_READ | COPY_DESTINATION });
  try {
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(buffer, offset, staging, 0, bytes);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(MAP_READ);
    return staging.getMappedRange().slice(0);
  } finally {
    staging.destroy();
  }
}
