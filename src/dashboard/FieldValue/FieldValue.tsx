import { Avatar } from "../../components/ui";
import { fieldWords } from "../words";
import classes from "./FieldValue.module.css";

export type FieldValueProps = {
  /** The field's name in Convex. */
  field: string;
  value: string | null;
  /** Where the value stands, such as "in Clerk"; completes a picture's name. */
  where: string;
};

const PICTURES: ReadonlySet<string> = new Set(["image_url", "profile_image_url"]);

/** Whether the field's value is the address of a picture. */
export function isPicture(field: string): boolean {
  return PICTURES.has(field);
}

/** A field's value as a person reads it: pictures as pictures, and a word where there is none. */
export function FieldValue({ field, value, where }: FieldValueProps) {
  if (value === null) return <span className={classes.None}>none</span>;
  if (isPicture(field)) {
    return <Avatar name={`${fieldWords(field)} ${where}`} src={value} size={36} />;
  }
  return <bdi>{value}</bdi>;
}
