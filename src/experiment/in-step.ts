/** Lets several pieces of work train side by side without knowing of each other: paired seeds that do the same thing. */
import type { CurvePoint } from '../contracts/results.ts';
import type { Pace, Trainer, TrainJob, TrainResult } from '../contracts/trainer.ts';

interface Waiting {
  readonly member: number;
  readonly job: TrainJob;
  readonly pace: Pace;
  readonly onPoint: ((point: CurvePoint) => void) | undefined;
  resolve(result: TrainResult): void;
  reject(error: unknown): void;
}

/**
 * Does `work` for each member at once. The trainer it gets collects what the members want trained: as soon as every member
 * that is not done waits for a training, all are trained together. Results are those of one after the other. Rejects with
 * the first failure, once all have ended.
 */
export async function inStep<Member, Result>(
  trainer: Trainer,
  members: readonly Member[],
  work: (member: Member, trainer: Trainer) => Promise<Result>,
): Promise<Result[]> {
  let active = members.length;
  let waiting: Waiting[] = [];

  const trainTogether = async (together: readonly Waiting[]) => {
    try {
      const onPoint = (replica: number, point: CurvePoint) => together[replica]!.onPoint?.(point);
      const results = await trainer.trainAll(
        together.map(({ job }) => job),
        together[0]!.pace,
        onPoint,
      );
      together.forEach(({ resolve }, i) => resolve(results[i]!));
    } catch (error) {
      for (const { reject } of together) reject(error);
    }
  };
  const startWhenAllWait = () => {
    if (active === 0 || waiting.length < active) return;
    const together = waiting.sort((a, b) => a.member - b.member);
    waiting = [];
    void trainTogether(together);
  };
  const trainerOf = (member: number): Trainer => ({
    ...trainer,
    train: (job, pace, onPoint) =>
      new Promise((resolve, reject) => {
        waiting.push({ member, job, pace, onPoint, resolve, reject });
        startWhenAllWait();
      }),
  });

  const ended = await Promise.allSettled(
    members.map(async (member, i) => {
      try {
        return await work(member, trainerOf(i));
      } finally {
        active--;
        startWhenAllWait();
      }
    }),
  );
  return ended.map((end) => {
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  });
}
