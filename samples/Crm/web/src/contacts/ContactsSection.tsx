import { EntrySection } from "../entries/EntrySection";
import { ContactRow } from "./ContactRow";
import { type Contact, contactKind } from "./contactKind";

export function ContactsSection({ clientId, contacts }: { clientId: string; contacts: readonly Contact[] }) {
  const rows = contacts.toSorted((a, b) => a.name.localeCompare(b.name));
  return (
    <EntrySection kind={contactKind} params={{ clientId }} title="Contacts" rows={rows} empty="Nobody to call yet. Add the first contact.">
      {(contact) => <ContactRow contact={contact} />}
    </EntrySection>
  );
}
