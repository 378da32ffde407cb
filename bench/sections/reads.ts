import { measureEach } from "../measure";
import type { Section } from "./section";

const FIRST_PAGE = { paginationOpts: { numItems: 50, cursor: null } };

/** What everybody waits for: one person, and a page of people. */
export const measureReads: Section = async ({ target, people }, { reads }) => {
  const get = await measureEach(
    target,
    reads,
    () => ({ externalId: people.next() }),
    (args) => target.query("bench:person", args),
  );
  const page = await measureEach(
    target,
    reads,
    () => FIRST_PAGE,
    (args) => target.query("dashboard:listUsers", args),
  );
  return [
    { title: "indexed get, ms", value: get.ms },
    { title: "page of 50 people, ms", value: page.ms },
    { title: "  documents read", value: page.cost?.documentsRead ?? null, steady: true },
    { title: "  bytes read", value: page.cost?.bytesRead ?? null },
  ];
};
