/** A run that a person drives: what is said of it from outside, carried out. Lanes, which only the lab drives, do without. */
import type { RunCommand } from '../contracts/services.ts';
import { RunControl } from '../training/run-control.ts';

export class DrivenControl extends RunControl {
  /** Does what a person says, as far as it concerns a run of this kind. */
  obey({ type }: RunCommand): void {
    if (type === 'pause') this.pause();
    else if (type === 'resume') this.resume();
    else if (type === 'stop') this.stop();
  }
}
