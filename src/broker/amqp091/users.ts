export interface AmqpUser {
  readonly name: string;
  readonly password: string;
  /** Where the user may go. */
  readonly virtualHosts: readonly string[];
}

export const guest = 'guest';

export const VIRTUAL_HOST_NAMES: readonly string[] = ['/', 'second'];

/** Besides guest there is a user who may go nowhere, for what needs one. */
export const USERS: readonly AmqpUser[] = [
  { name: guest, password: 'guest', virtualHosts: VIRTUAL_HOST_NAMES },
  { name: 'stranger', password: 'stranger', virtualHosts: [] },
];
