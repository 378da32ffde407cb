import type { Bench } from "../bench";
import { SEED_BATCH } from "../functions";
import { loadKit, WEBHOOK_PATH } from "../kit";
import { openPeople } from "../people";
import type { TargetKind } from "../targets/target";
import type { Site } from "./section";

/** Opens an app that knows so many people, all of them equal on both sides. */
export async function openSite(
  { secrets, sign }: Bench,
  kind: TargetKind,
  users: number,
): Promise<{ readonly site: Site; readonly close: () => Promise<void> }> {
  const people = await openPeople(users, secrets);
  const target = await kind.open({ app: await loadKit(), webhookPath: WEBHOOK_PATH });
  for (let from = 0; from < users; from += SEED_BATCH) {
    await target.mutation("bench:seed", { users: people.users.slice(from, from + SEED_BATCH) });
  }
  return {
    site: { target, people, sign },
    async close() {
      await target.close();
      await people.close();
    },
  };
}
