import { z } from "zod";

/** What `npm run chaos` passes on to the test that it is. */
export const ENVIRONMENT = "CHAOS";

const Options = z.object({
  runs: z.int().positive().optional(),
  seed: z.int().optional(),
  /** Of a failure, as it was printed: leads to the history that it had been shrunk to. */
  path: z.string().optional(),
  /** How often a host is killed under load. */
  kills: z.int().positive().optional(),
  /** Which of the two kinds of histories; both when absent. */
  only: z.enum(["scripted", "tabs"]).optional(),
  /** False shows a failure as it came, which takes seconds instead of a minute. */
  shrink: z.boolean().optional(),
  /** Once there is such a file no further history is begun. */
  stopFile: z.string().optional(),
  /** False leaves the repairing scan out, to see that the checks can fail. */
  scan: z.boolean().optional(),
});
export type Options = z.infer<typeof Options>;

/** @throws {ZodError} */
export function readOptions(): Options {
  return Options.parse(JSON.parse(process.env[ENVIRONMENT] ?? "{}"));
}
