import {
  getFunctionName,
  type FunctionArgs,
  type FunctionReference,
  type FunctionReturnType,
} from "convex/server";
import { convexToJson, jsonToConvex } from "convex/values";
import type { World } from "../../../sandbox/world/world";

/** Calls a mutation as somebody who is signed in, with a role or without. Throws when refused. */
export async function mutateAs<Mutation extends FunctionReference<"mutation">>(
  { engine, addresses }: World,
  who: { subject: string; role?: "support" | "admin" },
  mutation: Mutation,
  args: FunctionArgs<Mutation>,
): Promise<FunctionReturnType<Mutation>> {
  const issuer = addresses.clerk;
  const { result } = await engine.mutation({
    path: getFunctionName(mutation),
    args: convexToJson(args),
    caller: { identity: { issuer, tokenIdentifier: `${issuer}|${who.subject}`, ...who } },
  });
  if (!result.ok) throw new Error(result.errorMessage);
  return jsonToConvex(result.value);
}
