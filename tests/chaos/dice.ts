import { vi } from "vitest";
import { newId } from "../../sandbox/convex/engine/values/ids";
import { chance } from "../chance";

/**
 * Makes all chance in this process come from a seed: backoffs, ids and secrets are the same in each
 * replay. Answers with what gives the real chance back.
 */
export function loadDice(seed: number): () => void {
  const random = Math.random;
  Math.random = chance(seed);
  const byte = chance(~seed);
  let isRefilled = false;
  const fill = vi.spyOn(crypto, "getRandomValues").mockImplementation((bytes) => {
    isRefilled = true;
    // Only ever asked for bytes.
    if (bytes instanceof Uint8Array) for (const at of bytes.keys()) bytes[at] = byte() * 256;
    return bytes;
  });
  const uuid = vi.spyOn(crypto, "randomUUID").mockImplementation(() => {
    const hex = Array.from({ length: 32 }, () => Math.floor(byte() * 16).toString(16)).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  });
  // The engine keeps random bytes in stock; those from before are used up here.
  while (!isRefilled) newId(0);
  return () => {
    Math.random = random;
    fill.mockRestore();
    uuid.mockRestore();
  };
}
