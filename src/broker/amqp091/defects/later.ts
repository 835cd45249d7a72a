/** Later than anybody looks, in milliseconds. */
export const later = 1000;
