import { describe, expect, it } from "vitest";
import { contentSecurityPolicy } from "./contentSecurity";

const key = (kind: "test" | "live", host: string) => `pk_${kind}_${btoa(`${host}$`)}`;

function directives(policy: string): Record<string, string[]> {
  return Object.fromEntries(
    policy.split("; ").map((directive) => {
      const [name = "", ...sources] = directive.split(" ");
      return [name, sources];
    }),
  );
}

describe("the policy", () => {
  const policy = contentSecurityPolicy({
    publishableKey: key("live", "clerk.example.com"),
    convexUrl: "https://happy-animal-1.convex.cloud/",
  });
  const of = directives(policy);

  it("lets the page talk to its own Clerk and its own Convex, sockets as well", () => {
    expect(of["connect-src"]).toEqual([
      "'self'",
      "https://clerk.example.com",
      "https://*.protect.clerk.com",
      "https://*.protect.clerk.com:*",
      "https://happy-animal-1.convex.cloud",
      "wss://happy-animal-1.convex.cloud",
    ]);
    expect(of["script-src"]).toContain("https://clerk.example.com");
    expect(of["img-src"]).toContain("https://img.clerk.com");
    expect(of["img-src"]).toContain("https://happy-animal-1.convex.cloud");
  });

  it("lets no inline script run and nothing be evaluated", () => {
    expect(of["script-src"]?.filter((source) => source.includes("unsafe"))).toEqual([]);
    expect(of["default-src"]).toEqual(["'self'"]);
    expect(of["object-src"]).toEqual(["'none'"]);
    expect(of["base-uri"]).toEqual(["'none'"]);
  });

  it("names nobody but the page's own host when the variables are missing", () => {
    expect(contentSecurityPolicy({})).not.toMatch(/https?:|wss?:/);
  });

  it("takes a key that is none for none, and never lets one add a source", () => {
    const forged = contentSecurityPolicy({
      publishableKey: `pk_live_${btoa("a.b; script-src *")}`,
    });
    expect(forged).not.toContain("*");
    expect(contentSecurityPolicy({ publishableKey: "pk_test_%" })).not.toMatch(/https:\/\/[^c]/);
  });

  it("lets a development instance send the telemetry that Clerk's library has there", () => {
    const ofTest = contentSecurityPolicy({ publishableKey: key("test", "a.clerk.accounts.dev") });
    expect(ofTest).toContain("https://clerk-telemetry.com");
    expect(policy).not.toContain("telemetry");
  });
});
