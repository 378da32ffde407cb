import { createServer, type Server } from "node:net";

export const LOOPBACK = "127.0.0.1";
const HIGHEST_PORT = 65_535;

/** A port held open until the server that wants it is ready to listen. */
export interface ClaimedPort {
  readonly port: number;
  /** Set when another program had the wanted port. */
  readonly insteadOf: number | null;
  /** Lets go; call it directly before listening. */
  release(): Promise<void>;
}

/**
 * Holds `wanted`, or the next free port above it; 0 holds any free one. Holding keeps two
 * sandboxes that start together from choosing the same port.
 */
export async function claimPort(wanted: number): Promise<ClaimedPort> {
  for (let port = wanted; port <= HIGHEST_PORT; port++) {
    const server = await listen(port);
    if (!server) continue;
    const address = server.address();
    const actual = typeof address === "object" && address ? address.port : port;
    return {
      port: actual,
      insteadOf: wanted !== 0 && actual !== wanted ? wanted : null,
      release: () => new Promise((resolve) => server.close(() => resolve())),
    };
  }
  throw new Error(`No port from ${wanted} to ${HIGHEST_PORT} is free.`);
}

function listen(port: number): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(null);
      else reject(error);
    });
    server.listen({ port, host: LOOPBACK, exclusive: true }, () => resolve(server));
  });
}
