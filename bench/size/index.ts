import type { Bench } from "../bench";
import type { PartReport } from "../report";
import { formatNumber, formatTable } from "../table";
import { weighClerkUi } from "./clerkUi";
import { weighKit } from "./kit";
import type { Weight } from "./weight";

const NOTHING: Weight = { minified: 0, gzipped: 0 };

/** What the components weigh without their peers, beside Clerk's own profile page. */
export async function measureSize({ secrets }: Bench): Promise<PartReport> {
  const kit = await weighKit();
  const clerk = await weighClerkUi(secrets);
  const row = (name: string, script: Weight, styles: Weight) => {
    const gzipped = script.gzipped + styles.gzipped;
    return [
      name,
      ...[script.minified + styles.minified, script.gzipped, styles.gzipped, gzipped].map(kB),
      `${formatNumber(gzipped / clerk.screens.gzipped)} x`,
    ];
  };
  const table = formatTable(
    ["Size, kB", "minified", "script, gzip", "styles, gzip", "min+gzip", "ratio"],
    [
      ...kit.map(({ name, script, styles }) => row(name, script, styles)),
      row("Clerk's <UserProfile/>", clerk.screens, NOTHING),
      row("  with clerk-js and React", clerk.loaded, NOTHING),
    ],
  );
  const peers = clerk.files.filter(({ isPeer }) => isPeer).map(({ name }) => name);
  const screens = clerk.files.filter(({ isPeer }) => !isPeer).map(({ name }) => name);
  const heavier = kit.filter(
    ({ script, styles }) => script.gzipped + styles.gzipped > clerk.screens.gzipped,
  );
  return {
    tables: [table],
    notes: [
      "Without react, react-dom, @clerk/*, convex; as the app is bundled; a worker counts as script.",
      `Clerk's, as a browser asked for them: ${screens.join(", ")}; with ${peers.join(", ")}.`,
    ],
    complaints: heavier.map(({ name }) => `${name} weighs more than Clerk's own screens.`),
  };
}

function kB(bytes: number): string {
  return formatNumber(bytes / 1000);
}
