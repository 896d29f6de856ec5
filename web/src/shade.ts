// SPDX-License-Identifier: Apache-2.0

/** Up to which change, in percent, each shade goes. */
const shade_limits = [0.05, 5, 20, 50];

/** The shade of a change: its direction and how large it is, 0 to 4. */
export function shade_of(percent: string): string {
  const value = Number(percent);
  const size = shade_limits.filter((limit) => Math.abs(value) >= limit).length;
  return size === 0 ? "shade-0" : `shade-${value > 0 ? "up" : "down"}-${size}`;
}
