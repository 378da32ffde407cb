import { makeFunctionReference } from "convex/server";
import { convexTestOf } from "../../tests/conformance/convexTestOf";
import { SUPPORT, type TargetKind } from "./target";

/** The baseline: Convex's own in-memory implementation. No disk, and no HTTP in between. */
export const convexTest: TargetKind = {
  name: "convex-test",
  async open({ app, webhookPath }) {
    const t = await convexTestOf(app);
    return {
      query: (path, args, as = SUPPORT) =>
        t.withIdentity(as).query(makeFunctionReference<"query">(path), args),
      mutation: (path, args, as = SUPPORT) =>
        t.withIdentity(as).mutation(makeFunctionReference<"mutation">(path), args),
      async deliver({ body, headers }) {
        const response = await t.fetch(webhookPath, { method: "POST", body, headers });
        if (!response.ok) throw new Error(`A webhook was answered with ${response.status}`);
      },
      settle: () => t.finishAllScheduledFunctions(() => {}),
      takeCost: () => null,
      close: async () => {},
    };
  },
};
