import { Skeleton } from "../components/ui";
import { PageHeader } from "../dashboard/PageHeader/PageHeader";
import classes from "./PageLoading.module.css";

/** Stands in place of a page whose code is on its way. */
export function PageLoading({ title }: { title: string }) {
  return (
    <div aria-busy data-placeholder className={classes.PageLoading}>
      <PageHeader title={title} />
      <Skeleton height="24rem" />
    </div>
  );
}
