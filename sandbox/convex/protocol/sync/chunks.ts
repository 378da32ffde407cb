import type { ServerMessage } from "./messages";

/** Convex sends larger Transitions in parts, so that one message never holds up the line for long. */
const LARGEST_MESSAGE = 5 * 2 ** 20;

/** The first version of the `convex` package that puts the parts together again. */
const FIRST_TO_TAKE_CHUNKS = [1, 28] as const;

/**
 * Whether the client that connects at this address takes a Transition in parts: the path holds its
 * version, as in `/api/1.48.0/sync`. Clients in other languages say it differently and do not.
 */
export function takesChunks(url: string): boolean {
  const [, major, minor] = /\/api\/(\d+)\.(\d+)\.[^/]*\/sync/.exec(url) ?? [];
  if (major === undefined) return false;
  const [firstMajor, firstMinor] = FIRST_TO_TAKE_CHUNKS;
  return (
    Number(major) > firstMajor || (Number(major) === firstMajor && Number(minor) >= firstMinor)
  );
}

/** The parts that an encoded Transition travels in; none when it is small enough for one message. */
export function chunksOf(
  text: string,
  size = LARGEST_MESSAGE,
): Extract<ServerMessage, { type: "TransitionChunk" }>[] {
  const totalParts = Math.ceil(text.length / size);
  if (totalParts < 2) return [];
  const transitionId = crypto.randomUUID();
  return Array.from({ length: totalParts }, (_, partNumber) => ({
    type: "TransitionChunk",
    chunk: text.slice(partNumber * size, (partNumber + 1) * size),
    partNumber,
    totalParts,
    transitionId,
  }));
}
