import { describe, expect, it } from "vitest";
import { addEntry, addImport, constantOf, defaultExport, readModule, resolved } from "./module";

function entryAdded(text: string): string {
  const module = readModule(text);
  const exported = defaultExport(module);
  const object = exported && resolved(module, exported.value);
  if (object?.type !== "ObjectExpression") throw new Error("There is no object.");
  addEntry(module, object, "...more");
  return module.edits.toString();
}

describe("an entry that is added to an object", () => {
  it.each([
    [
      "with a comma at the end",
      "export default {\n  a,\n};",
      "export default {\n  a,\n  ...more,\n};",
    ],
    ["without one", "export default {\n  a\n};", "export default {\n  a,\n  ...more,\n};"],
    ["on one line", "export default { a };", "export default { a, ...more };"],
    ["on one line with a comma", "export default { a, };", "export default { a, ...more };"],
    ["that is empty", "export default {};", "export default {\n  ...more,\n};"],
    [
      "with a comment behind its last entry",
      "export default {\n\ta: 1, // one, two\n};",
      "export default {\n\ta: 1,\n\t...more, // one, two\n};",
    ],
    [
      "behind a name",
      "const a = { b };\nexport default a;",
      "const a = { b, ...more };\nexport default a;",
    ],
  ])("%s stands as the others do", (_, before, after) => {
    expect(entryAdded(before)).toBe(after);
    expect(() => readModule(entryAdded(before))).not.toThrow();
  });
});

describe("an import that is added", () => {
  it.each([
    [
      "stands below the others",
      'import a from "a";\n\nb();\n',
      'import a from "a";\nADDED\n\nb();\n',
    ],
    ["stands at the top when there is none", "b();\n", "ADDED\n\nb();\n"],
    ["stands below a directive", '"use node";\n\nb();\n', '"use node";\nADDED\n\nb();\n'],
  ])("%s", (_, before, after) => {
    const module = readModule(before);
    addImport(module, "ADDED");
    expect(module.edits.toString()).toBe(after);
  });
});

describe("a name", () => {
  it("stands for its constant, also when that is exported and typed", () => {
    const module = readModule("export const a = { b: 1 } satisfies object;\nexport default a;");
    const value = constantOf(module, "a");
    expect(value && resolved(module, value).type).toBe("ObjectExpression");
  });

  it("that refers to itself is left as it is", () => {
    const module = readModule("const a = a;\nexport default a;");
    const exported = defaultExport(module);
    expect(exported && resolved(module, exported.value).type).toBe("Identifier");
  });
});
