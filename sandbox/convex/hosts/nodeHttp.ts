import type { RequestListener } from "node:http";
import { sendResponse, toRequest } from "../../http/node";
import type { Handler } from "../protocol/http";

/** Serves a `fetch`-shaped handler with `node:http`. */
export function nodeListener(handler: Handler): RequestListener {
  return (incoming, outgoing) => {
    toRequest(incoming)
      .then(handler)
      .then((response) => sendResponse(response, outgoing))
      .catch(() => outgoing.destroy());
  };
}
