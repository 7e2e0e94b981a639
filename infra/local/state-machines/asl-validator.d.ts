/** The npm package `asl-validator` ships no declarations; this is the part of its interface used here. */
declare module 'asl-validator' {
  interface ValidationResult {
    readonly isValid: boolean;
    readonly errorsText: (separator?: string) => string;
  }
  /** Adds `QueryLanguage` to every state of what it is given: pass a copy. */
  function validate(
    definition: unknown,
    options?: { readonly checkPaths?: boolean; readonly checkArn?: boolean },
  ): ValidationResult;
  export = validate;
}
