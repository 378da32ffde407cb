import { describe, expect, it } from "vitest";
import { usedComponents, withComponents } from "../../tools/codegen";

describe("renewing the generated code", () => {
  it("finds the components that the app uses, by the name that it gives them", () => {
    const config = `
      import limiter from "@convex-dev/rate-limiter/convex.config";
      import pool from "@convex-dev/workpool/convex.config.js";
      app.use(limiter);
      app.use(pool, { name: "repairs" });
    `;
    expect([...usedComponents(config)]).toEqual([
      ["limiter", "@convex-dev/rate-limiter"],
      ["repairs", "@convex-dev/workpool"],
    ]);
  });

  it("fails rather than leaving a component out", () => {
    expect(() => usedComponents("app.use(mystery);")).toThrow("mystery");
  });

  it("puts `components` back, with its types", () => {
    const files = new Map([
      ["api.d.ts", "types\n"],
      ["api.js", 'import { anyApi } from "convex/server";\n'],
    ]);
    const renewed = withComponents(files, new Map([["limiter", "@convex-dev/rate-limiter"]]));
    expect(renewed.get("api.js")).toContain("import { anyApi, componentsGeneric }");
    expect(renewed.get("api.js")).toContain("export const components = componentsGeneric();");
    expect(renewed.get("api.d.ts")).toContain('_generated/component.js").ComponentApi<"limiter">');
  });
});
