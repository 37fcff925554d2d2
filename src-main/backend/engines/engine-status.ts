import type { EngineInfo, EngineStatus } from '#shared/model/run.ts';

/** A smaller change of memory than this is nothing to tell: bytes, or a share of what was told. */
const noticeable = { bytes: 2e6, share: 0.02 };

/** One engine's account of itself with the memory of all processes; device memory is null where none of them knows it. */
export function statusOf(
  engine: EngineInfo,
  processes: readonly { status: EngineStatus | null }[],
): EngineStatus {
  const known = processes.flatMap(({ status }) => status ?? []);
  const onDevice = known.flatMap(({ deviceMemoryBytes }) => deviceMemoryBytes ?? []);
  return {
    ...engine,
    memoryBytes: sum(known.map(({ memoryBytes }) => memoryBytes)),
    deviceMemoryBytes: onDevice.length > 0 ? sum(onDevice) : null,
  };
}

/** Whether anything but memory differs, or memory by more than 2 MB and 2 %. */
export function differNoticeably(told: EngineStatus | null, now: EngineStatus): boolean {
  if (told === null) return true;
  const { memoryBytes: a, deviceMemoryBytes: aDevice, ...before } = told;
  const { memoryBytes: b, deviceMemoryBytes: bDevice, ...after } = now;
  if (JSON.stringify(before) !== JSON.stringify(after)) return true;
  if ((aDevice === null) !== (bDevice === null)) return true;
  return moved(a, b) || moved(aDevice ?? 0, bDevice ?? 0);
}

function moved(before: number, after: number): boolean {
  const change = Math.abs(after - before);
  return change > Math.max(noticeable.bytes, noticeable.share * before);
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
