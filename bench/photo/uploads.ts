/** Where the page's server takes uploads. */
export const UPLOADS = "/upload";
