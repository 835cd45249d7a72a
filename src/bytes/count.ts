/** `1,448` */
export function count(value: number): string {
  // Intl would take longer to load than a capture of a hundred thousand records to be read.
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 packet`, `3 packets` */
export function counted(value: number, word: string, plural = `${word}s`): string {
  return `${count(value)} ${value === 1 ? word : plural}`;
}
