export type PersonNameProps = {
  name: string;
  externalId: string;
  className?: string;
};

/** What a person is called; an id that stands in for a name, as a deleted person's, looks like one. */
export function PersonName({ name, externalId, className }: PersonNameProps) {
  const Name = name === externalId ? "code" : "bdi";
  return <Name className={className}>{name}</Name>;
}
