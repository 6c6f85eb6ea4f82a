import { Textarea } from "@mantine/core";
import type { KeyboardEvent } from "react";
import classes from "./CommentBox.module.css";

const longest = 4000;
const near = 3600;

interface CommentBoxProps {
  label: string;
  placeholder?: string;
  value: string;
  error: string;
  autoFocus?: boolean;
  onChange: (text: string) => void;
  onEscape?: () => void;
}

/** Enter is a new line, with Ctrl or ⌘ it sends. What is too long is said, never cut off. */
export function CommentBox({ label, placeholder, value, error, autoFocus = false, onChange, onEscape }: CommentBoxProps) {
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === "Escape") onEscape?.();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
  };
  return (
    <div>
      <Textarea
        aria-label={label}
        placeholder={placeholder}
        autosize
        minRows={2}
        maxRows={14}
        value={value}
        error={error}
        autoFocus={autoFocus}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={press}
      />
      {value.length > near && (
        <p className={classes.length} data-over={value.length > longest || undefined}>
          {value.length.toLocaleString("en")} of {longest.toLocaleString("en")} characters
        </p>
      )}
    </div>
  );
}
