import { IconMapPin } from "@tabler/icons-react";
import { EntrySection } from "../entries/EntrySection";
import { WaitingMark } from "../entries/WaitingMark";
import { type Site, siteKind } from "./siteKind";
import classes from "./SitesSection.module.css";

export function SitesSection({ clientId, sites }: { clientId: string; sites: readonly Site[] }) {
  const rows = sites.toSorted((a, b) => a.name.localeCompare(b.name));
  return (
    <EntrySection kind={siteKind} params={{ clientId }} title="Sites" rows={rows} empty="No place is known yet. Add the first site.">
      {(site) => (
        <div className={classes.row}>
          <IconMapPin className={classes.pin} size={18} stroke={1.6} aria-hidden="true" />
          <div>
            <div className={classes.name}>
              {site.name} <WaitingMark waiting={site.waiting} />
            </div>
            <div className={classes.address}>
              {[site.street, [site.postalCode, site.city].filter(Boolean).join(" ")].filter(Boolean).join(", ")}
            </div>
          </div>
        </div>
      )}
    </EntrySection>
  );
}
