import manifest from "../../package.json" with { type: "json" };
import { bundle, type BundleFile } from "../browser/bundle";
import { weigh, type Weight } from "./weight";

/** What an app has already, and gives to the kit; `@clerk/shared` comes with Clerk's packages. */
const PEERS = [...Object.keys(manifest.peerDependencies), "@clerk/shared"];

/** The components of the kit, each with the folder that it is imported from. */
const COMPONENTS = [
  "AvatarPicker",
  "OnboardingWizard",
  "ProfileForm",
  "SyncBadge",
  "SyncProvider",
  "DebugAuth",
] as const;

export interface WeighedModule {
  readonly name: string;
  readonly script: Weight;
  readonly styles: Weight;
}

/** Each component alone, then all together: what their bundles weigh without their peers. */
export async function weighKit(): Promise<WeighedModule[]> {
  const weighed: WeighedModule[] = [];
  for (const name of COMPONENTS) {
    const source = `export { ${name} } from "/src/components/${name}";`;
    weighed.push(weighModule(name, await bundle(source, { external: PEERS })));
  }
  const all = `export { ${COMPONENTS.join(", ")} } from "/src/components";`;
  weighed.push(weighModule("all of them", await bundle(all, { external: PEERS })));
  const tokens = await bundle(`import "/src/styles/tokens.css";`);
  weighed.push(weighModule("the tokens that they share", tokens));
  return weighed;
}

function weighModule(name: string, files: readonly BundleFile[]): WeighedModule {
  const isStyle = (file: BundleFile) => file.name.endsWith(".css");
  const sum = (some: readonly BundleFile[]) => weigh(some.map(({ content }) => content));
  return {
    name,
    script: sum(files.filter((file) => !isStyle(file))),
    styles: sum(files.filter(isStyle)),
  };
}
