import { walk } from "../../source/module";
import { byHand, edit, NOTHING, type Edit } from "./edit";

const PATH = "auth.config.ts";

const CREATE = `import type { AuthConfig } from "convex/server";

/** Tokens are Clerk's, made from its JWT template named "convex". */
export default {
  providers: [
    {
      // Convex itself refuses to deploy, by name, while this variable is not set.
      domain: process.env.CLERK_JWT_ISSUER_DOMAIN ?? "",
      applicationID: "convex",
    },
  ],
} satisfies AuthConfig;
`;

const ADVICE = `${PATH} does not name Clerk's tokens: add a provider with the domain process.env.CLERK_JWT_ISSUER_DOMAIN and the applicationID "convex".`;

/** Who may sign people in. One that is there is the app's and stays, whatever it says. */
export function editAuthConfig(text: string | null): Edit {
  return edit(PATH, text, {
    create: CREATE,
    change: ({ body }) => {
      let namesIssuer = false;
      let namesConvex = false;
      walk(body, ({ type, name, value }) => {
        if (type === "Identifier" && name === "CLERK_JWT_ISSUER_DOMAIN") namesIssuer = true;
        if (type === "StringLiteral" && value === "CLERK_JWT_ISSUER_DOMAIN") namesIssuer = true;
        // An address that is written out does as well; the kit only names the variable as missing.
        if (type === "StringLiteral" && /^https:\/\/.*clerk/.test(String(value)))
          namesIssuer = true;
        if (type === "StringLiteral" && value === "convex") namesConvex = true;
      });
      return namesIssuer && namesConvex ? NOTHING : byHand(ADVICE);
    },
  });
}
