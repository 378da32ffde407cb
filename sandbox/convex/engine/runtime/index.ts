import { asyncCarrier, pageCarrier } from "./context";
import { guardGlobals, installConvex } from "./globals";
import type { Carrier } from "./context";

let carrier: Carrier | null = null;

/** What carries the running function in this process or page; made, with its globals, once. */
export function runtime(): Carrier {
  if (carrier !== null) return carrier;
  const node = asyncCarrier();
  carrier = node ?? pageCarrier();
  if (node !== null) guardGlobals(node);
  installConvex(carrier);
  return carrier;
}
