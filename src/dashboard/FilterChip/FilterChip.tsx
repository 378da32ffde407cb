import { X } from "lucide-react";
import { IconButton } from "../../components/ui";
import classes from "./FilterChip.module.css";

export type FilterChipProps = {
  /** What is filtered by. */
  label: string;
  value: string;
  onClear: () => void;
};

/** A filter that a link brought and that no field stands for: what it is, and a way out of it. */
export function FilterChip({ label, value, onClear }: FilterChipProps) {
  return (
    <span className={classes.FilterChip}>
      <span className={classes.Label}>{label}</span>
      <bdi className={classes.Value}>{value}</bdi>
      <IconButton
        size="small"
        label={`Stop filtering by ${label.toLowerCase()}`}
        icon={<X />}
        onClick={onClear}
      />
    </span>
  );
}
