import { describe, expect, it } from "vitest";
import { readModule } from "./module";
import { withoutStatement } from "./unused";

/** Takes out the statement that begins with `gone`. */
function taken(text: string): string {
  const statement = readModule(text).body.find(({ start }) => text.startsWith("gone", start ?? 0));
  if (statement === undefined) throw new Error("There is no such statement.");
  return withoutStatement(text, statement);
}

describe("a statement that is taken out", () => {
  it("takes with it what nothing else needs", () => {
    const text = `import { a, b } from "c";
import type { D } from "d";

gone(a, helper);

function helper(): D {
  return other();
}

/** Only for the helper. */
function other() {}

kept(b);
`;
    expect(taken(text)).toBe(`import { b } from "c";

kept(b);
`);
  });

  it("leaves what was not used before", () => {
    const text = `import { spare } from "a";\n\ngone();\n\nfunction idle() {}\n`;
    expect(taken(text)).toBe(`import { spare } from "a";\n\nfunction idle() {}\n`);
  });

  it("leaves what is exported, and imports for their effect", () => {
    const text = `import "effect";\n\ngone(shared());\n\nexport function shared() {}\n`;
    expect(taken(text)).toBe(`import "effect";\n\nexport function shared() {}\n`);
  });

  it("takes the comments right above it along", () => {
    expect(taken("kept();\n\n// About what goes.\n/* All of it. */\ngone();\n")).toBe("kept();\n");
  });
});
