/** A picture without a request: a small drawing as a data URL. */
export const portraitUrl = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="#c9d4f5"/><circle cx="32" cy="26" r="12" fill="#5a6ea8"/><path d="M8 64c2-18 12-24 24-24s22 6 24 24z" fill="#5a6ea8"/></svg>`,
)}`;
