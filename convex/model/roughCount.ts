/**
 * A count that a flood cannot make expensive: exact while it is small, within about a tenth beyond,
 * and written fewer than a hundred times for each doubling (Morris's counter). Of what comes, one
 * in so many is counted, and counts for as many.
 */

/** Up to here each one is counted; what goes wrong by accident stays below. */
export const EXACT = 128;

/** For how many the next one counts that is counted at all: 1, then 2, 4, 8 … */
export function weightAt(count: number): number {
  return count < EXACT ? 1 : 2 ** (Math.floor(Math.log2(count / EXACT)) + 1);
}

/**
 * Draws whether something is counted. In two steps, one before the count is touched and one with
 * what it has become meanwhile, the chances multiply: `draw(1, w)`, then `draw(w, weightAt(count))`.
 *
 * @param drawn the weight of the draw that has been won already; 1 for the first
 * @param chance between 0 and 1, by lot
 * @returns for how many it counts; 0 when it is left out
 */
export function draw(drawn: number, weight: number, chance: number): number {
  // A count that began anew meanwhile asks for less than what this one stands for already.
  if (weight <= drawn) return drawn;
  return chance < drawn / weight ? weight : 0;
}
