import { DEFAULT_PATHS, dashboardLinks } from "../../src/dashboard/urls";

/** Where the links of the views lead, as in the app. */
export const links = dashboardLinks(DEFAULT_PATHS);
