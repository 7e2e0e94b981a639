/** The template cannot be made from what was declared; the message is a sentence for whoever declared it. */
export class SynthesisRefused extends Error {
  override readonly name = 'SynthesisRefused';
}
