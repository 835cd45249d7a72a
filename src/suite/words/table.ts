/** The cells of a step's table, row by row. */
export type Table = readonly (readonly string[])[];
