import { Link } from "react-router";
import { Monogram } from "../brand/Monogram";
import table from "../shell/Table.module.css";
import type { ClientListItem } from "./client";
import classes from "./ClientTable.module.css";
import { StatusDot } from "./StatusDot";

/** A table on a desk, cards in a hand: the same markup, laid out by the stylesheet. */
export function ClientTable({ clients }: { clients: readonly ClientListItem[] }) {
  return (
    <table className={`${table.table} ${classes.table}`}>
      <caption className="sr-only">Clients</caption>
      <thead>
        <tr>
          <th scope="col">Company</th>
          <th scope="col">City</th>
          <th scope="col">Looked after by</th>
          <th scope="col">Status</th>
          <th scope="col" className={classes.since}>
            Since
          </th>
        </tr>
      </thead>
      <tbody>
        {clients.map((client) => (
          <tr key={client.id}>
            <td className={classes.company}>
              <Monogram name={client.name} />
              <div className={classes.names}>
                <Link className={classes.name} to={`/clients/${client.id}`}>
                  {client.name}
                </Link>
                <div className={classes.industry}>{client.industry}</div>
              </div>
            </td>
            <td className={classes.city}>{client.city}</td>
            <td className={classes.owner}>{client.owner}</td>
            <td className={classes.status}>
              <StatusDot status={client.status} />
            </td>
            <td className={classes.since}>{client.since.slice(0, 4)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
