import { useEffect } from "react";
import classes from "./PageTitle.module.css";

export function PageTitle({ title }: { title: string }) {
  useEffect(() => {
    document.title = `${title} · Evenkeel CRM`;
  }, [title]);
  return <h1 className={classes.title}>{title}</h1>;
}
