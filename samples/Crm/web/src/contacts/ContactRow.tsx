import { Monogram } from "../brand/Monogram";
import { WaitingMark } from "../entries/WaitingMark";
import type { Contact } from "./contactKind";
import classes from "./ContactRow.module.css";

export function ContactRow({ contact }: { contact: Contact }) {
  return (
    <div className={classes.row}>
      <Monogram name={contact.name} round />
      <div className={classes.text}>
        <div className={classes.name}>
          <span>{contact.name}</span> <WaitingMark waiting={contact.waiting} />
        </div>
        {contact.role && <div className={classes.role}>{contact.role}</div>}
        <div className={classes.ways}>
          {contact.email && <a href={`mailto:${contact.email}`}>{contact.email}</a>}
          {contact.phone && <a href={`tel:${contact.phone.replaceAll(" ", "")}`}>{contact.phone}</a>}
        </div>
      </div>
    </div>
  );
}
