/** Every stream detector, in the order in which it is offered. */
import type { StreamDetectorEntry } from '../types.ts';
import { adwin } from './adwin.ts';
import { bocd } from './bocd.ts';
import { cusum } from './cusum.ts';
import { ddm } from './ddm.ts';
import { ecdd } from './ecdd.ts';
import { eddm } from './eddm.ts';
import { fhddm } from './fhddm.ts';
import { gma } from './gma.ts';
import { hddmA } from './hddm-a.ts';
import { hddmW } from './hddm-w.ts';
import { kOfN } from './k-of-n.ts';
import { kswin } from './kswin.ts';
import { pageHinkley } from './page-hinkley.ts';
import { rddm } from './rddm.ts';
import { stepd } from './stepd.ts';

const single: readonly StreamDetectorEntry[] = [
  ddm,
  eddm,
  rddm,
  hddmA,
  hddmW,
  fhddm,
  stepd,
  ecdd,
  adwin,
  pageHinkley,
  cusum,
  gma,
  kswin,
  bocd,
];

/** All of them; each says its parameters, ranges, defaults and source. */
export const streamDetectors: readonly StreamDetectorEntry[] = [...single, kOfN(single)];

/** The detector of that id, as `adwin`; undefined where there is none. */
export const findDetector = (id: string): StreamDetectorEntry | undefined => streamDetectors.find((entry) => entry.id === id);
