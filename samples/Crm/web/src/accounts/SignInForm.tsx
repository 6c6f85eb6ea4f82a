import { useKeel } from "@evenkeel/react";
import { Alert, Button, PasswordInput, TextInput } from "@mantine/core";
import { KeelError } from "@evenkeel/client";
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { FieldErrors } from "../entries/entry";
import { fieldErrorsOf } from "../entries/fieldErrors";
import { type Field, missing } from "../entries/field";
import { signIn } from "./account";
import classes from "./SignInForm.module.css";

const fields: readonly Field[] = [
  { name: "email", label: "E-mail address", type: "email", required: true },
  { name: "password", label: "Password", type: "text", required: true },
];

export function SignInForm({ email, onSignedIn }: { email?: string | undefined; onSignedIn?: () => void }) {
  const keel = useKeel();
  const form = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);

  useEffect(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(), [errors]);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget);
    const values = { email: String(entered.get("email")), password: String(entered.get("password")) };
    const empty = missing(fields, values);
    setErrors(empty);
    setProblem("");
    if (Object.keys(empty).length > 0) return;
    setBusy(true);
    try {
      await signIn(keel, values.email, values.password);
      onSignedIn?.();
    } catch (error) {
      if (!(error instanceof KeelError)) throw error;
      const found = fieldErrorsOf(error, fields);
      setErrors(found.fields);
      setProblem(found.rest);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form className={classes.form} ref={form} noValidate onSubmit={(event) => void submit(event)} aria-label="Sign in">
      <TextInput
        name="email"
        type="email"
        label="E-mail address"
        size="md"
        autoComplete="username"
        defaultValue={email}
        error={errors["email"]}
        data-autofocus={!email || undefined}
      />
      <PasswordInput
        name="password"
        label="Password"
        size="md"
        autoComplete="current-password"
        error={errors["password"]}
        aria-invalid={errors["password"] ? true : undefined}
        data-autofocus={email || undefined}
        visibilityToggleButtonProps={{ "aria-label": "Show or hide the password", tabIndex: 0 }}
      />
      {problem && (
        <Alert color="red" role="alert">
          {problem}
        </Alert>
      )}
      <Button type="submit" size="md" loading={busy} fullWidth mt={6}>
        Sign in
      </Button>
    </form>
  );
}
