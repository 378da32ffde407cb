import { z } from "zod";
import { normaliseChanges, type UserUpdateField } from "../../../convex/model/fields";

/** A field that the form has an input for. */
export type FormField = UserUpdateField;
/** In the order in which they stand. */
export const FORM_FIELDS: readonly FormField[] = ["first_name", "last_name", "username"];

/** The form's values; "" means none. */
export type FormValues = Record<FormField, string>;

/** The same rules that Convex applies to a save, field by field. */
export const formSchema = z.object({
  first_name: text("first_name"),
  last_name: text("last_name"),
  username: text("username"),
} satisfies Record<FormField, z.ZodType<string, string>>);

function text(field: FormField) {
  return z
    .string()
    .trim()
    .superRefine((value, context) => {
      const normalised = normaliseChanges({ [field]: value });
      if (!normalised.ok) context.addIssue({ code: "custom", message: normalised.message });
    });
}

/** What is wrong with each of some values, in words; nothing for those that are right. */
export function mistakesIn(values: Partial<FormValues>): Partial<FormValues> {
  const checked = formSchema.partial().safeParse(values);
  if (checked.success) return {};
  const { fieldErrors } = z.flattenError(checked.error);
  return Object.fromEntries(
    Object.entries(fieldErrors).map(([field, messages]) => [field, messages.join(" ")]),
  );
}
