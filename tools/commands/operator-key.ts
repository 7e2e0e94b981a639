import { createOperatorKey } from '../operator/invocations.ts';
import { houseCommand } from './command.ts';

/** `entrepot operator-key`. */
export const operatorKeyCommand = houseCommand(
  {
    name: 'operator-key',
    operands: '<email>',
    summary: 'makes an API key with the role operator, shown once',
  },
  1,
  async (house, [email]) => {
    if (!email) throw new Error('Whose key is it? Give an e-mail address.');
    console.log((await createOperatorKey(house, { name: email, email })).secret);
  },
);
