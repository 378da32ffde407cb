import { FOLDER } from "../copy";
import { callAtEnd } from "./callAtEnd";
import type { Edit } from "./edit";

/** The kit's crons, beside those of the app. */
export function editCrons(text: string | null): Edit {
  return callAtEnd(text, {
    path: "crons.ts",
    maker: "cronJobs",
    name: "crons",
    call: "addClerkSyncCrons",
    from: `./${FOLDER}/cronJobs`,
  });
}
