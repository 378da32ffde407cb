import { measureEach } from "../measure";
import { median } from "../median";
import type { Figure, Section, Site } from "../sections/section";
import { HISTORY_BATCH } from "./functions";
import { measureLists } from "./lists";
import { viewsOf, type Landmarks } from "./views";

/** No view reads more documents for its first data. */
export const MOST_DOCUMENTS = 300;

/** What support staff wait for: the views' queries, and the two long lists in a browser. */
export const measureDashboard: Section = async (site, plan) => [
  ...(await measureViews(site, plan)),
  ...(await measureLists(site.target)),
];

/** What the views of the dashboard read for their first data. */
export const measureViews: Section = async (site, { views }) => {
  const { target } = site;
  const now = Date.now();
  await seedHistory(site, now);
  const figures: Figure[] = [];
  const times: number[] = [];
  for (const { title, path, args } of viewsOf(await landmarks(site, now))) {
    const { ms, cost } = await measureEach(
      target,
      views,
      () => {},
      () => target.query(path, args),
    );
    times.push(ms);
    const value = cost?.documentsRead ?? null;
    figures.push({ title, value, steady: true, most: MOST_DOCUMENTS });
  }
  return [
    ...figures,
    { title: "a view, ms", value: median(times) },
    { title: "the slowest view, ms", value: Math.max(...times) },
  ];
};

async function seedHistory({ target, people }: Site, now: number): Promise<void> {
  const ids = people.users.map(({ externalId }) => externalId);
  const start = people.users[0]?.updated_at ?? now;
  for (let from = 0; from < ids.length; from += HISTORY_BATCH) {
    const batch = ids.slice(from, from + HISTORY_BATCH);
    await target.mutation("bench:seedHistories", { people: batch, from, start });
  }
  await target.mutation("bench:seedStatistics", { now });
}

/** Of somebody who has everything; see `seedHistories`. */
async function landmarks({ target, people }: Site, now: number): Promise<Landmarks> {
  const [person] = people.users;
  if (person === undefined) throw new Error("There is nobody.");
  const { externalId, profile } = person;
  const found = await target.query("bench:landmarks", { externalId });
  if (found === null) throw new Error("The bench has lost its own rows.");
  const ids = found as Pick<Landmarks, "svix_id" | "finding_id" | "run_id">;
  return { ...ids, now, externalId, email: profile.email ?? "" };
}
