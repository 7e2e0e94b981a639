/** The value of an option that must be there, else an error that shows how the command is used. */
export function required(value: string | undefined, option: string, usage: string): string {
  if (value === undefined || value === '') throw new Error(`--${option} is missing. Usage: ${usage}`);
  return value;
}
