import { PortraitError } from '#shared/errors/index.ts';

/** Functions of tfjs's that draw in JavaScript, as a stack of calls shows them. */
const drawing =
  /\b(randomUniform|randomNormal|randomStandardNormal|truncatedNormal|randomGamma|rand)_\b/;

/** @throws PortraitError `engine_capture_random` where values being written are random numbers of tfjs's */
export function refuseDrawn(): void {
  const drawn = drawing.exec(new Error().stack ?? '');
  if (drawn) throw new PortraitError('engine_capture_random', { op: drawn[1] ?? 'random' });
}

/** Has `Math.random` refused until the function given back is called. */
export function forbidMathRandom(): () => void {
  const random = Math.random;
  Math.random = () => {
    throw new PortraitError('engine_capture_random', { op: 'Math.random' });
  };
  return () => {
    Math.random = random;
  };
}
