/** Why there is no connection, in the words of a person: `connection refused`. */
export function networkErrorText(error: NodeJS.ErrnoException): string {
  return TEXTS[error.code ?? ''] ?? error.message;
}

const TEXTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the name could not be looked up',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the network',
};
