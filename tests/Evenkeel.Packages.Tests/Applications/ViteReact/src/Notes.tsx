import { useCommand, useQuery, useStatus } from "@evenkeel/react";
import { type FormEvent, useState } from "react";

export interface NewNote {
  text: string;
}

export interface Note extends NewNote {
  id: number | string;
}

export function Notes() {
  const { data: notes = [] } = useQuery<Note[]>("GET /api/notes");
  const { run, error } = useCommand<Note, NewNote>("POST /api/notes");
  const { pending } = useStatus();
  const [text, setText] = useState("");
  const [accepted, setAccepted] = useState(false);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setAccepted(false);
    await run({ text });
    setText("");
    setAccepted(true);
  };

  return (
    <>
      <form onSubmit={save}>
        <label>
          Note <input value={text} onChange={({ target }) => setText(target.value)} required />
        </label>
        <button>Save</button>
      </form>
      <p role="status">{error?.message ?? (!accepted ? "" : pending > 0 ? "Saved on this device" : "Saved")}</p>
      <ul>
        {notes.map((note) => (
          <li key={note.id}>{note.text}</li>
        ))}
      </ul>
    </>
  );
}
