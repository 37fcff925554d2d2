import { expect, it } from 'vitest';
import { proportionInterval } from '#shared/statistics/proportion-interval.ts';

// statsmodels 0.14, proportion_confint(hits, trials, method='wilson')
it.each([
  [0, 10, 0.0, 0.27753279986288926],
  [1, 10, 0.017876213095072924, 0.40415002679523854],
  [9, 10, 0.5958499732047614, 0.982123786904927],
  [10, 10, 0.7224672001371106, 1.0],
  [180, 200, 0.8505941875672826, 0.9343295513309041],
  [1873, 2000, 0.9249532738540492, 0.9463731438694168],
  [1, 3, 0.06149194472039626, 0.7923403991979523],
])('the interval of %i in %i is that of statsmodels', (hits, trials, low, high) => {
  const interval = proportionInterval(hits, trials);
  expect(interval.low).toBeCloseTo(low, 12);
  expect(interval.high).toBeCloseTo(high, 12);
});

it('of nothing tried, nothing is known', () => {
  expect(proportionInterval(0, 0)).toEqual({ low: 0, high: 1 });
});
