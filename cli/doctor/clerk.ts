import { z } from "zod";
import { fault, ok, skipped, type Check } from "./check";
import { request } from "./request";

const templatesShape = z.array(
  z.object({ name: z.string(), claims: z.record(z.string(), z.unknown()) }),
);

const NAME = "JWT template";
const ROLE = `"role": "{{user.public_metadata.role}}"`;

/** Whether Clerk makes tokens that Convex accepts and that carry roles. */
export async function checkTemplate(api: string, secretKey: string | null): Promise<Check> {
  if (secretKey === null) {
    const cure = "Set CLERK_SECRET_KEY for this command.";
    return skipped(NAME, "Clerk's JWT templates were not looked at.", cure);
  }
  const answer = await request(`${api}/v1/jwt_templates`, {
    headers: { authorization: `Bearer ${secretKey}` },
  });
  if (answer === null) {
    return fault(NAME, `Clerk's API at ${api} does not answer.`, "Look at CLERK_API_URL.");
  }
  if (answer.status === 401) {
    const cure = "Copy it from Clerk's dashboard, under API keys; it begins with sk_.";
    return fault(NAME, "Clerk does not accept CLERK_SECRET_KEY.", cure);
  }
  const templates = templatesShape.safeParse(answer.json);
  if (!templates.success) {
    const cure = "Look in Clerk's dashboard, under JWT templates.";
    return skipped(NAME, `Clerk's answer (${answer.status}) was no list of templates.`, cure);
  }
  return judge(templates.data.find(({ name }) => name === "convex"));
}

function judge(template: z.infer<typeof templatesShape>[number] | undefined): Check {
  if (template === undefined) {
    const cure = `In Clerk's dashboard, under JWT templates, make one from the Convex preset, named "convex", and add the claim ${ROLE}.`;
    return fault(NAME, `Clerk has no JWT template named "convex".`, cure);
  }
  const { aud, role } = template.claims;
  if (aud !== "convex") {
    const cure = `Set the claim "aud": "convex" in the template "convex".`;
    return fault(NAME, `Tokens of the template "convex" are not meant for Convex.`, cure);
  }
  if (role === undefined) {
    const cure = `Add the claim ${ROLE} to the template "convex".`;
    return fault(NAME, "Tokens carry no role, so nobody may open the dashboard.", cure);
  }
  return ok(NAME, `The template "convex" is there, with the role.`);
}
