/** Jobs that our WASM engine refuses before it trains: each in words, and nothing is held afterwards. */
import { expect } from 'chai';
import type { TrainJob } from '../../src/contracts/trainer.ts';
import { EngineError } from '../../src/engine/engine-error.ts';
import { trainerOn } from '../../src/engine/trainer.ts';
import { createWasmExecutor } from '../../src/engine/wasm/wasm-executor.ts';
import { facts } from './every-executor.ts';

/** A test for each: what is asked of the job, and the words. */
export function areRefused(job: TrainJob, refused: Readonly<Record<string, readonly [Partial<TrainJob>, RegExp]>>): void {
  for (const [title, [option, message]] of Object.entries(refused)) {
    it(`are refused before training, in words: ${title}`, async () => {
      const trainer = trainerOn(await createWasmExecutor(facts));
      const error = await trainer.train({ ...job, ...option }, { breathe: async () => {} }).then(
        () => undefined,
        (reason: Error) => reason,
      );
      expect(error).to.be.instanceOf(EngineError);
      expect(error!.message).to.match(message);
      expect(trainer.held()).to.equal(0);
    });
  }
}
