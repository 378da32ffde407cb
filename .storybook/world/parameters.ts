import type { Trouble, UserBuilder } from "../../testing";

/**
 * `parameters.world` of a story: with it, the story runs on the whole system inside the page, real
 * client libraries and real functions included, with no server.
 */
export interface WorldParameters extends Trouble {
  /** The handle of who is signed in; `null` is nobody. @default "amara", the support admin */
  readonly signedInAs?: string | null;
  /** How many residents there are besides the staff. @default 3 */
  readonly residents?: number;
  /** Who else lives there. @default nobody */
  readonly people?: readonly UserBuilder[];
}
