/**
 * Power profiles of machines a run may have used. The user picks one: a page cannot read watts, and browsers blur the
 * name of the graphics chip on purpose.
 */

export interface DeviceProfile {
  readonly id: string;
  readonly title: string;
  /** Power of the part that computes, under sustained full load (W). A range where models differ. */
  readonly lowW: number;
  readonly highW: number;
  /** Memory of a usual machine of that kind (GB); an assumption. */
  readonly memoryGB: number;
  readonly source: string;
}

const assumed = (what: string) => `assumed range: ${what}`;
const rated = (what: string) => `rated board power: ${what}`;

/** All of them, with their sources. */
export const devices: readonly DeviceProfile[] = [
  { id: 'phone', title: 'Phone', lowW: 2, highW: 6, memoryGB: 8, source: assumed('what a phone can shed as heat for more than seconds') },
  {
    id: 'laptop-igpu',
    title: 'Thin laptop, integrated graphics',
    lowW: 10,
    highW: 28,
    memoryGB: 16,
    source: assumed('base power of thin-laptop processors'),
  },
  {
    id: 'laptop-apple',
    title: 'Laptop with Apple M chip',
    lowW: 8,
    highW: 30,
    memoryGB: 16,
    source: assumed('package power of base M chips under load; Apple publishes none'),
  },
  {
    id: 'laptop-gaming',
    title: 'Gaming laptop',
    lowW: 60,
    highW: 140,
    memoryGB: 32,
    source: assumed('graphics power makers configure for laptop GPUs'),
  },
  {
    id: 'desktop-gpu',
    title: 'Desktop graphics card',
    lowW: 120,
    highW: 450,
    memoryGB: 32,
    source: assumed('board power from mid-range cards up to GeForce RTX 4090 (450 W)'),
  },
  { id: 't4', title: 'NVIDIA T4', lowW: 70, highW: 70, memoryGB: 16, source: rated('NVIDIA T4 datasheet') },
  { id: 'l4', title: 'NVIDIA L4', lowW: 72, highW: 72, memoryGB: 16, source: rated('NVIDIA L4 datasheet') },
  { id: 'a100', title: 'NVIDIA A100', lowW: 250, highW: 400, memoryGB: 85, source: rated('NVIDIA A100 datasheet, PCIe to SXM') },
  { id: 'h100', title: 'NVIDIA H100', lowW: 700, highW: 700, memoryGB: 234, source: rated('NVIDIA H100 datasheet, SXM') },
];

/** Figures that stand in for those of a profile. */
export type OwnProfile = Pick<DeviceProfile, 'lowW' | 'highW' | 'memoryGB'>;

/** What a spec says of the machine: a profile, with the user's own figures where there are some. Undefined where no profile has that id. */
export function profileOf({ device: id, profile }: { readonly device: string; readonly profile?: OwnProfile }): DeviceProfile | undefined {
  const device = findDevice(id);
  return device && profile ? { ...device, ...profile, source: 'your own figures' } : device;
}

/** The profile of that id; undefined where there is none, and then no joules are shown. */
export function findDevice(id: string): DeviceProfile | undefined {
  return devices.find((device) => device.id === id);
}
