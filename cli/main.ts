#!/usr/bin/env node
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { doctor } from "./doctor/doctor";
import { init } from "./init/init";
import { functionsFolder } from "./project";
import { terminal, UsageError } from "./terminal";

const USAGE = `clerk-convex-sync: people's profiles, equal in Clerk and in Convex

  npx clerk-convex-sync init     adds the backend to your convex/ folder
    --dir PATH                   the folder (default: as convex.json says, else convex)
    --yes                        asks nothing
    --dry-run                    shows what it would do, and writes nothing
    --replace-handler            lets the kit answer where your own webhook handler does now

  npx clerk-convex-sync doctor   looks at a finished set-up, and says what is broken and its cure
    --url URL                    the deployment's HTTP actions, https://….convex.site
                                 (default: what .env.local or the environment says)
    --webhook-path PATH          where the kit takes in Clerk's events (default: as http.ts says)
    --dir PATH                   the folder (default: as convex.json says, else convex)
    --json                       answers with JSON

  With CLERK_SECRET_KEY in the environment doctor looks at Clerk's JWT templates as well, and with
  CLERK_WEBHOOK_SIGNING_SECRET it sends a signed probe, of which the deployment stores nothing.
`;

const OPTIONS = {
  dir: { type: "string" },
  yes: { type: "boolean", short: "y", default: false },
  "dry-run": { type: "boolean", default: false },
  "replace-handler": { type: "boolean", default: false },
  url: { type: "string" },
  "webhook-path": { type: "string" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

try {
  await run(process.argv.slice(2));
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  console.error(`\n${message}`);
  process.exitCode = 1;
}

async function run(args: string[]): Promise<void> {
  const { values, positionals } = read(args);
  const [command, ...rest] = positionals;
  if (values.help || command === undefined) return terminal.say(USAGE);
  if (rest.length > 0) throw new UsageError(`What is ${rest.join(" ")}?\n\n${USAGE}`);
  const dir = values.dir === undefined ? functionsFolder(process.cwd()) : resolve(values.dir);
  switch (command) {
    case "init":
      return await init(
        {
          dir,
          yes: values.yes,
          dryRun: values["dry-run"],
          replaceHandler: values["replace-handler"],
        },
        terminal,
      );
    case "doctor": {
      const isWell = await doctor(
        {
          dir,
          url: values.url,
          webhookPath: values["webhook-path"],
          json: values.json,
          env: process.env,
        },
        terminal,
      );
      if (!isWell) process.exitCode = 1;
      return;
    }
    default:
      throw new UsageError(`There is no command ${command}.\n\n${USAGE}`);
  }
}

function read(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : ""}\n\n${USAGE}`);
  }
}
