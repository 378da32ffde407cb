/** Whether a page of this origin may use the API: pages that this machine serves itself. */
export function isLocalOrigin(origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { hostname } = new URL(origin);
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

/** Answers a preflight request; null for all others. */
export function preflight(request: Request): Response | null {
  const wanted = request.headers.get("access-control-request-method");
  if (request.method !== "OPTIONS" || wanted === null) return null;
  const headers = new Headers({
    "access-control-allow-methods": "GET, HEAD, POST, OPTIONS",
    "access-control-allow-headers": request.headers.get("access-control-request-headers") ?? "*",
    "access-control-max-age": "86400",
  });
  return withCors(request, new Response(null, { status: 204, headers }));
}

/** Lets the page that asked read the answer, if it is a local one. */
export function withCors(request: Request, response: Response): Response {
  const origin = request.headers.get("origin");
  if (origin === null || !isLocalOrigin(origin)) return response;
  response.headers.set("access-control-allow-origin", origin);
  response.headers.set("access-control-allow-credentials", "true");
  response.headers.append("vary", "Origin");
  return response;
}
