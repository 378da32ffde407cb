// The package's main entry brings Svix's whole API client along: 185 kB instead of 13.
import { Webhook } from "svix/dist/webhook";

export interface Delivery {
  svix_id: string;
  /** When Svix signed it, milliseconds since 1970. */
  signed_at: number;
}

/**
 * Verifies a delivery's signature and age over its raw body; null when it is not to be trusted.
 * Any of the secrets will do: while one is being rotated, both are in use.
 */
export function verifyDelivery(
  body: string,
  headers: Headers,
  secrets: readonly string[],
): Delivery | null {
  // Svix reads plain objects only.
  const plain = Object.fromEntries(headers);
  const svix_id = headers.get("svix-id");
  const signed_at = Number(headers.get("svix-timestamp")) * 1000;
  if (svix_id === null || !secrets.some((secret) => isSignedWith(secret, body, plain))) return null;
  return { svix_id, signed_at };
}

function isSignedWith(secret: string, body: string, headers: Record<string, string>): boolean {
  try {
    // Its answer is the parsed body in svix 1 and nothing in svix 2, so it is not used.
    new Webhook(secret).verify(body, headers);
    return true;
  } catch (error) {
    // A good signature over something that is not JSON: malformed, but Clerk's.
    return error instanceof SyntaxError;
  }
}
