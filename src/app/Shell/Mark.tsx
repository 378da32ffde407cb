/** The project's mark: two halves of one circle that fit. */
export function Mark() {
  return (
    <svg aria-hidden width="22" height="22" viewBox="0 0 22 22" fill="none">
      <path d="M10 2.06V19.94A9 9 0 0 1 10 2.06Z" fill="var(--ccs-accent)" />
      <path d="M12 2.06V19.94A9 9 0 0 0 12 2.06Z" fill="var(--ccs-accent)" opacity="0.45" />
    </svg>
  );
}
