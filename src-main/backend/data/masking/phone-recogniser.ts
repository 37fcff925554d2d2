import type { IsPhone } from '#shared/privacy/detect.ts';

/** Recognises phone numbers; loaded only where somebody asks. */
export async function phoneRecogniser(): Promise<IsPhone> {
  return (await import('./phone.ts')).isPhone;
}
