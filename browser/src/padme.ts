/** The smallest padded size. */
export const smallest = 1024;

/** The Padmé size of a length: at most 12 per cent more, and few sizes tell little. */
export function padme(length: number): number {
  const l = Math.max(length, smallest);
  // Plain arithmetic: bit operators stop at 2^31, and Math.log2 rounds.
  const e = floorLog2(l);
  const s = floorLog2(e) + 1;
  const step = 2 ** (e - s);
  return Math.ceil(l / step) * step;
}

function floorLog2(n: number): number {
  return n.toString(2).length - 1;
}
