import { z } from "zod";
import {
  normaliseChanges,
  sameValue,
  type Mistake,
  type ProfileChanges,
} from "../../../convex/model/fields";

/** A field that the form has an input for. */
export type FormField = keyof ProfileChanges;
/** In the order in which they stand. */
export const FORM_FIELDS: readonly FormField[] = [
  "first_name",
  "last_name",
  "username",
  "interests",
];

/** The form's values; "" means none. */
export type FormValues = Required<ProfileChanges>;
export type FormValue = FormValues[FormField];

/** The same rules that Convex applies to a save, field by field; an issue's `params` say which. */
export const formSchema = z.object({
  first_name: z.string().superRefine(mustPass("first_name")),
  last_name: z.string().superRefine(mustPass("last_name")),
  username: z.string().superRefine(mustPass("username")),
  interests: z.array(z.string()).superRefine(mustPass("interests")),
} satisfies Record<FormField, z.ZodType>);

function mustPass(field: FormField) {
  return (value: FormValue, context: z.RefinementCtx) => {
    const normalised = normaliseChanges({ [field]: value });
    if (normalised.ok) return;
    const { kind, limit, message } = normalised;
    context.addIssue({ code: "custom", message, params: { kind, limit, message } });
  };
}

/** What is wrong with each of some values; nothing for those that are right. */
export function mistakesIn(values: Partial<FormValues>): Partial<Record<FormField, Mistake>> {
  const checked = formSchema.partial().safeParse(values);
  if (checked.success) return {};
  return Object.fromEntries(
    checked.error.issues.flatMap((issue) =>
      issue.code === "custom" ? [[issue.path[0], issue.params as Mistake]] : [],
    ),
  ) as Partial<Record<FormField, Mistake>>;
}

/** Whether two values would be the same once they are saved. */
export function sameOnceSaved(a: FormValue, b: FormValue): boolean {
  return sameValue(asSaved(a), asSaved(b));
}

/** A value as a save sends it. */
export function asSaved(value: FormValue): FormValue {
  return typeof value === "string" ? value.trim() : value;
}
