import type { IntentMoments } from '#shared/model/cells/intent.ts';

/** A session's event with what is foretold after it. */
export type ShownMoment = IntentMoments[number] & {
  kind: string;
  item: string | null;
  /** Since the session began. */
  seconds: number | null;
};

/** Minutes and seconds since a session began: 4:05, or 1:02:33 with hours. */
export function sinceStart(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = two(whole % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}
