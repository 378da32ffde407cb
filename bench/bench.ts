import type { Secrets } from "../sandbox/world/variables";
import type { Sign } from "./deliveries";

/** What all of one run of the bench share. */
export interface Bench {
  readonly secrets: Secrets;
  readonly sign: Sign;
}
