import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildPackage } from "./build";
import { root } from "./entries";

const { outDir } = parseArgs({ options: { outDir: { type: "string", default: "lib" } } }).values;
await buildPackage(resolve(root, outDir));
